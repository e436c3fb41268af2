package dev.selvedge.connectors.vendure;

import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.walk.OffsetWalk;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Looks at a real shop: does it answer, do the clocks agree, is the log-in good, may the user read
/// each feed, and can one record of each be read. Stops where the next question makes no sense.
final class CheckUp {
  private static final Duration TOLERATED = Duration.ofSeconds(30);
  private static final int FEW = 2;

  private final AdminApi api;
  private final ListReader reader;
  private final InstantSource clock;

  CheckUp(AdminApi api, ListReader reader, InstantSource clock) {
    this.api = api;
    this.reader = reader;
    this.clock = clock;
  }

  List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    if (!answers(findings)) {
      return findings;
    }
    Optional<Set<String>> permissions = permissions(findings);
    if (permissions.isEmpty()) {
      return findings;
    }
    readable(Queries.Listing.CUSTOMERS_CHANGED, permissions.get(), findings);
    readable(Queries.Listing.ORDERS_PLACED, permissions.get(), findings);
    return findings;
  }

  private boolean answers(List<Finding> findings) {
    try {
      HttpReply reply = api.knock();
      findings.add(new Finding(true, "the shop answers", ""));
      reply.header("Date").flatMap(CheckUp::date).ifPresent(date -> findings.add(skew(date)));
      return true;
    } catch (SourceException unreachable) {
      findings.add(broken(unreachable, "check the endpoint, and that the shop is running"));
      return false;
    }
  }

  private Finding skew(Instant theirs) {
    Duration apart = Duration.between(clock.instant(), theirs);
    return apart.abs().compareTo(TOLERATED) <= 0
        ? new Finding(true, "the shop's clock agrees with the hub's", "")
        : new Finding(
            false,
            "the shop's clock is "
                + apart.abs().toSeconds()
                + " s "
                + (apart.isNegative() ? "behind" : "ahead of")
                + " the hub's",
            "set both by a time server: freshness is measured between them");
  }

  private static Optional<Instant> date(String header) {
    try {
      return Optional.of(
          ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }

  private Optional<Set<String>> permissions(List<Finding> findings) {
    try {
      return switch (api.ask(Queries.PERMISSIONS, api.variables())) {
        case AdminApi.Answer.Content content -> {
          findings.add(new Finding(true, "the log-in works", ""));
          yield Optional.of(granted(content.data()));
        }
        case AdminApi.Answer.Forbidden _ -> {
          findings.add(
              new Finding(false, "the session is refused", "check the user and the channel"));
          yield Optional.empty();
        }
        case AdminApi.Answer.Failed failed -> {
          findings.add(
              new Finding(
                  false, "the shop fails to say who is logged in: " + failed.code(), "try again"));
          yield Optional.empty();
        }
      };
    } catch (SourceException refused) {
      findings.add(broken(refused, "check endpoint, username and password"));
      return Optional.empty();
    }
  }

  private static Set<String> granted(JsonNode data) {
    Set<String> granted = new TreeSet<>();
    for (JsonNode channel : data.path("me").path("channels")) {
      channel.path("permissions").forEach(name -> granted.add(name.asString("")));
    }
    return granted;
  }

  private void readable(Queries.Listing listing, Set<String> permissions, List<Finding> findings) {
    String what = listing.subject().plural();
    if (!permissions.contains(listing.subject().permission())) {
      findings.add(
          new Finding(
              false,
              "the user may not read " + what,
              "give its role the permission " + listing.subject().permission()));
      return;
    }
    try {
      List<ListReader.Element> found =
          reader.read(listing, OffsetWalk.after(Instant.EPOCH, clock.instant()), FEW);
      boolean whole = found.stream().allMatch(ListReader.Element.Whole.class::isInstance);
      String count = found.isEmpty() ? "there are none yet" : "one was read as a trial";
      findings.add(
          whole
              ? new Finding(true, what + " can be read; " + count, "")
              : new Finding(false, "the shop fails on some " + what, "look into the shop's log"));
    } catch (SourceException unreadable) {
      findings.add(broken(unreadable, "look into the shop's log"));
    }
  }

  private static Finding broken(SourceException failure, String advice) {
    return new Finding(false, String.valueOf(failure.getMessage()), advice);
  }
}
