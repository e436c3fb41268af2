package dev.selvedge.app.allowance;

import dev.selvedge.Lane;
import dev.selvedge.plan.Facet;
import dev.selvedge.send.Forecast;
import dev.selvedge.send.allowance.Window.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// What is left of each target's calls, who used them, and what waits for more. Immutable.
public record AllowancePage(List<TargetUse> targets) {
  public AllowancePage {
    targets = List.copyOf(targets);
  }

  /// One target.
  ///
  /// @param ceiling at most so many per cent of what it allows are used
  /// @param scopes those of its counters that allow only so many calls
  /// @param waiting what is still to be told, by lane and kind
  /// @param held why people are not newly subscribed yet, a part of a sentence; empty when they are
  public record TargetUse(
      String title,
      int ceiling,
      List<ScopeUse> scopes,
      List<Waiting> waiting,
      Forecast forecast,
      String held) {
    public TargetUse {
      scopes = List.copyOf(scopes);
      waiting = List.copyOf(waiting);
    }
  }

  /// One counter of a target, in its present window and over the last day.
  ///
  /// @param limit calls of anybody in a window
  /// @param stated whether the target told the limit; else it is assumed
  /// @param budget calls that the hub may make at most in a window
  /// @param strangers calls of others in this window, as far as seen
  /// @param kept calls that are neither made nor left for the hub: what others usually make, and
  ///     what is above the most that the project uses
  /// @param left calls that are left for the hub in this window
  /// @param hours the last 24, the newest last
  public record ScopeUse(
      String scope,
      long limit,
      boolean stated,
      Duration length,
      Instant renewsAt,
      long budget,
      List<LaneUse> lanes,
      long strangers,
      long kept,
      long left,
      List<Hour> hours) {
    public ScopeUse {
      lanes = List.copyOf(lanes);
      hours = List.copyOf(hours);
    }

    /// Calls of the hub in this window.
    public long ours() {
      return lanes.stream().mapToLong(LaneUse::taken).sum();
    }

    /// Per mille of the limit, for a bar.
    public long permille(long calls) {
      return limit == 0 ? 0 : Math.clamp(calls * 1000 / limit, 0, 1000);
    }

    /// The most calls of an hour; at least 1.
    public long highest() {
      return Math.max(1, hours.stream().mapToLong(Hour::all).max().orElse(0));
    }

    /// Whether anything was used in the last day.
    public boolean isUsed() {
      return hours.stream().anyMatch(hour -> hour.all() > 0);
    }
  }

  /// What one lane has of a window.
  ///
  /// @param share calls it is sure of while it has something to send
  /// @param free calls it may make now, with what others leave
  public record LaneUse(Lane lane, long taken, long share, long free) {
    /// `urgent`
    public String word() {
      return lane.name().toLowerCase(Locale.ROOT);
    }
  }

  /// What was used of the windows that began in one hour.
  public record Hour(Instant from, Taken taken, long strangers) {
    /// Of anybody.
    public long all() {
      return taken.all() + strangers;
    }
  }

  /// What is still to be told.
  public record Waiting(Lane lane, Facet facet, long count) {
    /// `urgent`
    public String word() {
      return lane.name().toLowerCase(Locale.ROOT);
    }

    /// `contact`
    public String what() {
      return facet.name().toLowerCase(Locale.ROOT);
    }
  }
}
