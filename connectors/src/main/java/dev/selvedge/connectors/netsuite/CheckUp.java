package dev.selvedge.connectors.netsuite;

import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.ClockSkew;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.netsuite.NetSuiteOptions.Reading;
import dev.selvedge.connectors.value.TimeText;
import dev.selvedge.connectors.walk.Entry;
import dev.selvedge.connectors.walk.KeysetWalk;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Looks at a real account: does it answer, do the clocks agree, is the log-in good, does SuiteQL
/// write times by the clock that the options name, and can one record of each feed be read with all
/// that belongs to it.
final class CheckUp {
  private static final Duration SAME = Duration.ofMinutes(1);
  private static final long TWICE_SAME = SAME.multipliedBy(2).toSeconds();
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final String SIGNED_WITH_TIME =
      "set the hub's by a time server: log-ins are signed with the time";
  private static final int FEW = 2;

  private final SuiteApi api;
  private final Records records;
  private final Reading reading;
  private final InstantSource clock;

  CheckUp(SuiteApi api, Records records, Reading reading, InstantSource clock) {
    this.api = api;
    this.records = records;
    this.reading = reading;
    this.clock = clock;
  }

  /// When a customer was changed: any time, in winter, in summer. A zone may be right in one half
  /// of the year only.
  private enum Season {
    LAST("the customer changed last", ""),
    JANUARY("a customer changed in a January", "01"),
    JULY("a customer changed in a July", "07");

    private final String words;
    private final String month;

    Season(String words, String month) {
      this.words = words;
      this.month = month;
    }
  }

  List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    if (answers(findings)) {
      findings.addAll(zone());
      reading.subjects().forEach(subject -> findings.add(readable(subject)));
      if (reading.deletions()) {
        findings.add(deletions());
      }
    }
    return findings;
  }

  private boolean answers(List<Finding> findings) {
    try {
      HttpReply reply = api.knock();
      findings.add(new Finding(true, "NetSuite answers", ""));
      ClockSkew.of("NetSuite's", reply, clock.instant(), SIGNED_WITH_TIME).ifPresent(findings::add);
      api.query("SELECT r.id AS id FROM customer r WHERE r.id = 0", 1);
      findings.add(new Finding(true, "the log-in works", ""));
      return true;
    } catch (SourceException refused) {
      findings.add(
          broken(
              refused, "check 'account', the credentials, and the role of the user they are of"));
      return false;
    }
  }

  /// The record service writes UTC (Oracle, section_157305090645), SuiteQL the clock of the user: a
  /// customer's time in both says how far they are apart.
  private List<Finding> zone() {
    List<Finding> findings = new ArrayList<>();
    try {
      int compared = 0;
      for (Season season : Season.values()) {
        Optional<Duration> apart = apart(season);
        compared += apart.isPresent() ? 1 : 0;
        apart
            .filter(some -> some.abs().compareTo(SAME) > 0)
            .ifPresent(some -> findings.add(wrong(season, some)));
      }
      if (findings.isEmpty()) {
        findings.add(
            new Finding(
                true,
                compared == 0
                    ? "there is no customer yet to compare the time zone by"
                    : "SuiteQL writes times by the clock of " + reading.zone(),
                ""));
      }
    } catch (SourceException failure) {
      findings.add(
          broken(
              failure,
              "the time zone could not be compared: let the role see customers, and 'REST Web"
                  + " Services'"));
    }
    return findings;
  }

  private Finding wrong(Season season, Duration apart) {
    // Zones lie whole quarters of an hour apart.
    boolean quarters = apart.abs().plus(SAME).toSeconds() % QUARTER.toSeconds() <= TWICE_SAME;
    if (!quarters) {
      return new Finding(
          false,
          season.words + " was changed once more while it was looked at",
          "run the check again to have the time zone compared");
    }
    return new Finding(
        false,
        "'time_zone: "
            + reading.zone()
            + "' is wrong: by it, "
            + season.words
            + " would have been changed "
            + words(apart.abs())
            + (apart.isNegative() ? " before" : " after")
            + " it was",
        "write the time zone of the integration user (Home > Set Preferences)");
  }

  private static String words(Duration apart) {
    return apart.toHours() + " h " + apart.toMinutesPart() + " min";
  }

  /// How much later a change was by the configured zone than it really was.
  private Optional<Duration> apart(Season season) {
    Optional<JsonNode> row = row(season);
    if (row.isEmpty()) {
      return Optional.empty();
    }
    Instant read = LocalTimes.instant(row.get().path("sorted").asString(""), reading.zone());
    return switch (api.record("customer/" + Records.id(row.get(), "id"))) {
      case SuiteApi.Answer.Content(JsonNode customer) ->
          TimeText.read(customer.path("lastModifiedDate"), ZoneOffset.UTC)
              .map(real -> Duration.between(real, read));
      case SuiteApi.Answer.Refusal refusal ->
          throw new SourceException(
              api.system()
                  + " does not show a customer by the record service (HTTP "
                  + refusal.status()
                  + ", "
                  + refusal.code()
                  + ")");
      case SuiteApi.Answer.Failed failed ->
          throw new SourceException(api.system() + " fails with HTTP " + failed.status());
    };
  }

  private Optional<JsonNode> row(Season season) {
    String written = LocalTimes.written("r.lastmodifieddate");
    String month =
        season.month.isEmpty()
            ? ""
            : " WHERE TO_CHAR(r.lastmodifieddate, 'MM') = '" + season.month + "'";
    String sql =
        "SELECT r.id AS id, "
            + written
            + " AS sorted FROM customer r"
            + month
            + " ORDER BY "
            + written
            + " DESC, r.id DESC";
    return records.ask(sql, 1, List.of(), "customer").items().stream()
        .findFirst()
        .map(row -> (JsonNode) row);
  }

  private Finding readable(Subject subject) {
    String what = subject.kind().value();
    try {
      KeysetWalk start = KeysetWalk.from(reading.since(), clock.instant());
      List<Entry> read = records.rows(subject, "lastmodifieddate", start, FEW).entries();
      return new Finding(
          true,
          what + " can be read; " + (read.isEmpty() ? "there are none yet" : "one was, as a trial"),
          "");
    } catch (SourceException unreadable) {
      return broken(
          unreadable,
          "give the user's role the right to see it, or leave '" + what + "' out of 'feeds'");
    }
  }

  private Finding deletions() {
    try {
      KeysetWalk now = KeysetWalk.from(clock.instant(), clock.instant());
      records.deleted(Subject.CUSTOMER, now, FEW);
      return new Finding(true, "the table of deleted records can be read", "");
    } catch (SourceException unreadable) {
      return broken(
          unreadable,
          "give the role the permission 'Deleted Records', or write 'deletions: false'");
    }
  }

  private static Finding broken(SourceException failure, String advice) {
    return new Finding(false, String.valueOf(failure.getMessage()), advice);
  }
}
