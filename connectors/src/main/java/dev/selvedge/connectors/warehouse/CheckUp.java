package dev.selvedge.connectors.warehouse;

import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.ClockSkew;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.walk.Entry;
import dev.selvedge.connectors.walk.SlicedList.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The findings about a warehouse system, in the order of the questions. Confined to one thread.
public final class CheckUp {
  /// More than clocks are apart, less than two zones.
  private static final Duration FUTURE = Duration.ofMinutes(20);

  private final Instant now;
  private final List<Finding> findings = new ArrayList<>();

  /// @param now the hub's time
  public CheckUp(Instant now) {
    this.now = now;
  }

  /// What was found so far.
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  /// Says that something is as it should be.
  public void good(String what) {
    findings.add(new Finding(true, what, ""));
  }

  /// Says that something is not, and what to do.
  public void bad(String what, String advice) {
    findings.add(new Finding(false, what, advice));
  }

  /// Whether a question goes through; what is wrong with it is said.
  public boolean goesThrough(Runnable question, String advice) {
    try {
      question.run();
      return true;
    } catch (SourceException failure) {
      bad(String.valueOf(failure.getMessage()), advice);
      return false;
    }
  }

  /// Compares the clock of an answer with the hub's.
  ///
  /// @param whose such as `ShipHero's`
  public void skew(String whose, HttpReply reply) {
    ClockSkew.of(
            whose,
            reply,
            now,
            "set the hub's clock by a time server: freshness is measured between them")
        .ifPresent(findings::add);
  }

  /// Reads some records as a trial, and looks whether their times can be right.
  ///
  /// @param kinds of what, in the plural
  public void trial(String kinds, Supplier<List<Row>> sample, String advice) {
    goesThrough(
        () -> {
          List<Row> rows = sample.get();
          List<Row> timeless = rows.stream().filter(row -> row.stamp().isEmpty()).toList();
          boolean future =
              rows.stream()
                  .flatMap(row -> row.stamp().stream())
                  .anyMatch(stamp -> stamp.isAfter(now.plus(FUTURE)));
          if (rows.stream().anyMatch(row -> row.entry() instanceof Entry.Broken)) {
            bad("some " + kinds + " cannot be read", "look at them in the warehouse system");
          } else if (!timeless.isEmpty()) {
            bad(
                timeless.size() + " of " + rows.size() + " " + kinds + " have no time",
                "without their times it cannot be told what is new");
          } else if (future) {
            bad("some " + kinds + " are of the future", "check 'zone'");
          } else {
            good(
                kinds
                    + " can be read; "
                    + (rows.isEmpty() ? "there were none lately" : "some were, as a trial"));
          }
        },
        advice);
  }
}
