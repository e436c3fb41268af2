package dev.selvedge.connectors.rest;

import dev.selvedge.Masking;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.oauth.ClientTokens;
import dev.selvedge.connectors.rest.Listing.Row;
import dev.selvedge.connectors.rest.RestSettings.Changes;
import dev.selvedge.connectors.rest.RestSettings.FeedRule;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Looks at a real system: does it answer, do the clocks agree, are the credentials good, can one
/// page of each feed be read, and does asking for what changed do what it says. Stops where the
/// next question makes no sense.
final class CheckUp {
  private static final Duration TOLERATED = Duration.ofSeconds(30);
  private static final int FEW = 5;

  private final RestApi api;
  private final RestSettings settings;
  private final List<RowReader> readers;
  private final InstantSource clock;

  CheckUp(RestApi api, RestSettings settings, List<RowReader> readers, InstantSource clock) {
    this.api = api;
    this.settings = settings;
    this.readers = List.copyOf(readers);
    this.clock = clock;
  }

  List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    if (!token(findings) || !answers(findings)) {
      return findings;
    }
    readers.forEach(reader -> feed(reader, findings));
    return findings;
  }

  private boolean token(List<Finding> findings) {
    Optional<ClientTokens> tokens = api.signer().tokens();
    if (tokens.isEmpty()) {
      return true;
    }
    try {
      findings.add(granted(tokens.get().current().scope()));
      return true;
    } catch (SourceException refused) {
      findings.add(broken(refused, "check 'auth': token_url, client_id, client_secret"));
      return false;
    }
  }

  private Finding granted(String scope) {
    String asked =
        settings.access().credentials() instanceof Credentials.Client client
            ? client.access().scope()
            : "";
    Set<String> missing = words(asked);
    missing.removeAll(words(scope));
    return scope.isEmpty() || missing.isEmpty()
        ? new Finding(true, "a token was given", "")
        : new Finding(
            false,
            "a token was given, without the scope " + String.join(" ", missing),
            "have it granted to this client, or take it out of 'auth.scope'");
  }

  private static Set<String> words(String text) {
    Set<String> words = new TreeSet<>(Arrays.asList(text.strip().split("\\s+")));
    words.remove("");
    return words;
  }

  /// Any answer will do: there need be nothing at the base address itself.
  private boolean answers(List<Finding> findings) {
    try {
      HttpReply reply = api.send(new HttpCall("GET", first(), Map.of(), ""));
      findings.add(new Finding(true, "the system answers", ""));
      reply.header("Date").flatMap(Pace::date).ifPresent(date -> findings.add(skew(date)));
      return true;
    } catch (SourceException unreachable) {
      findings.add(broken(unreachable, "check 'base_url', and that the system is running"));
      return false;
    }
  }

  private java.net.URI first() {
    return java.net.URI.create(api.base() + "/");
  }

  private Finding skew(Instant theirs) {
    Duration apart = Duration.between(clock.instant(), theirs);
    return apart.abs().compareTo(TOLERATED) <= 0
        ? new Finding(true, "the system's clock agrees with the hub's", "")
        : new Finding(
            false,
            "the system's clock is "
                + apart.abs().toSeconds()
                + " s "
                + (apart.isNegative() ? "behind" : "ahead of")
                + " the hub's",
            "set both by a time server: freshness is measured between them");
  }

  private void feed(RowReader reader, List<Finding> findings) {
    Lists lists = new Lists(api, reader);
    FeedRule rule = reader.rule();
    int size = lists.sized() ? Math.min(FEW, rule.paging().size()) : rule.paging().size();
    Place.Step step = new Place.Step(0, size, List.of(), Instant.EPOCH, "");
    try {
      List<Row> rows = lists.page(Place.Mark.NONE, step).map(Listing::rows).orElse(List.of());
      if (rows.isEmpty()) {
        findings.add(new Finding(true, reader.feed() + ": can be read; there are none yet", ""));
        return;
      }
      Row row = rows.getFirst();
      findings.add(trial(reader, row));
      if (rule.changes() instanceof Changes.Since since
          && row.usable()
          && row.stamp().isPresent()) {
        findings.add(since(reader, lists, since, row));
      }
      rule.byKey()
          .filter(ignored -> row.usable())
          .ifPresent(by -> findings.add(byKey(reader, by, row)));
    } catch (SourceException unreadable) {
      findings.add(broken(unreadable, "correct the feed's options and check again"));
    }
  }

  private static Finding trial(RowReader reader, Row row) {
    String what = reader.feed() + ": one record was read as a trial";
    if (!row.usable()) {
      return new Finding(
          false,
          what + "; it has no usable key at '" + reader.rule().rows().key().text() + "'",
          "correct 'key'");
    }
    String key = ", key " + Masking.mask(row.key());
    String path = reader.rule().rows().stamp().text();
    if (path.isEmpty()) {
      return new Finding(true, what + key + ", no stamp", "");
    }
    return row.stamp()
        .map(stamp -> new Finding(true, what + key + ", changed at " + day(stamp), ""))
        .orElseGet(
            () ->
                new Finding(
                    false,
                    what + key + "; what is at '" + path + "' is no time",
                    "correct 'stamp': ISO 8601, or an epoch in seconds or milliseconds"));
  }

  /// The time of day may tell who it was.
  private static String day(Instant stamp) {
    return stamp.toString().substring(0, 10) + "T**:**";
  }

  /// Asked from just before its stamp a record must be there, and from just after it must not.
  private Finding since(RowReader reader, Lists lists, Changes.Since since, Row row) {
    Instant stamp = row.stamp().orElseThrow();
    Duration unit = since.format().unit();
    boolean before = given(reader, lists, row, stamp.minus(unit));
    boolean after = given(reader, lists, row, stamp.plus(unit).plus(unit));
    if (before && !after) {
      return new Finding(true, reader.feed() + ": what changed since a time can be asked for", "");
    }
    return before
        ? new Finding(
            false,
            reader.feed() + ": asked for what changed later, the system gives older records too",
            "see whether the parameter with {since} is the right one, and 'since_format' and 'zone'"
                + " are what it expects; until then every poll may read everything")
        : new Finding(
            false,
            reader.feed()
                + ": asked for what changed since just before its stamp, the system does"
                + " not give the record",
            "see whether 'stamp' is the time by which {since} selects, and 'zone' is the system's:"
                + " changes would be lost");
  }

  private static boolean given(RowReader reader, Lists lists, Row row, Instant since) {
    FeedRule rule = reader.rule();
    Place.Step step = new Place.Step(0, rule.paging().size(), List.of(), Instant.EPOCH, "");
    return lists
        .page(Place.Mark.NONE.at(Long.toString(since.toEpochMilli())), step)
        .map(listing -> listing.keys().contains(row.key()))
        .orElse(false);
  }

  private Finding byKey(RowReader reader, RestSettings.ByKey by, Row row) {
    boolean there =
        !new RestLookup(api, reader, by)
            .read(List.of(row.key()), clock.instant())
            .records()
            .isEmpty();
    return there
        ? new Finding(true, reader.feed() + ": single records can be read by their keys", "")
        : new Finding(
            false,
            reader.feed() + ": the record of the trial is not found by its key",
            "correct 'by_key'");
  }

  private static Finding broken(SourceException failure, String advice) {
    return new Finding(false, String.valueOf(failure.getMessage()), advice);
  }
}
