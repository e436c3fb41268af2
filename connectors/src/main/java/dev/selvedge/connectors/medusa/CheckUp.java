package dev.selvedge.connectors.medusa;

import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.http.RetryAfter;
import dev.selvedge.connectors.medusa.AdminApi.Answer;
import dev.selvedge.connectors.walk.Entry;
import dev.selvedge.connectors.walk.OffsetWalk;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Looks at a real shop: does it answer, do the clocks agree, is the key good, and can one record
/// of each feed be read. Stops where the next question makes no sense.
final class CheckUp {
  private static final Duration TOLERATED = Duration.ofSeconds(30);
  private static final int FEW = 2;

  private final AdminApi api;
  private final MedusaSettings settings;
  private final ListReader reader;
  private final InstantSource clock;

  CheckUp(AdminApi api, MedusaSettings settings, ListReader reader, InstantSource clock) {
    this.api = api;
    this.settings = settings;
    this.reader = reader;
    this.clock = clock;
  }

  List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    if (!answers(findings) || !lets(findings)) {
      return findings;
    }
    settings.subjects().forEach(subject -> findings.add(readable(subject)));
    return findings;
  }

  private boolean answers(List<Finding> findings) {
    try {
      HttpReply reply = api.health();
      findings.add(new Finding(true, "the shop answers", ""));
      reply.header("Date").flatMap(RetryAfter::date).ifPresent(date -> findings.add(skew(date)));
      return true;
    } catch (SourceException unreachable) {
      findings.add(broken(unreachable, "check 'shop', and that the shop is running"));
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

  /// Stores are asked for since they are nobody's data.
  private boolean lets(List<Finding> findings) {
    try {
      boolean good =
          api.get("stores", List.of(new AdminApi.Parameter("fields", "id")))
              instanceof Answer.Content;
      findings.add(
          good
              ? new Finding(true, "the key is good", "")
              : new Finding(false, "the shop takes no question", "look into its log"));
      return good;
    } catch (SourceException refused) {
      findings.add(broken(refused, "check 'shop' and 'api_key'"));
      return false;
    }
  }

  private Finding readable(Subject subject) {
    String what = subject.list();
    try {
      List<ListReader.Element> found =
          reader.read(
              subject,
              ListReader.Order.UPDATED_AT,
              OffsetWalk.after(Instant.EPOCH, clock.instant()),
              FEW);
      boolean whole = found.stream().noneMatch(one -> one.entry() instanceof Entry.Broken);
      String count = found.isEmpty() ? "there are none yet" : "one was read as a trial";
      return whole
          ? new Finding(true, what + " can be read; " + count, "")
          : new Finding(false, "the shop fails on some " + what, "look into its log");
    } catch (SourceException unreadable) {
      return broken(unreadable, "look into the shop's log");
    }
  }

  private static Finding broken(SourceException failure, String advice) {
    return new Finding(false, String.valueOf(failure.getMessage()), advice);
  }
}
