package dev.selvedge.app.connection;

import dev.selvedge.watch.alarm.Alarm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Every system that is read or told, and how it is reached. Immutable.
///
/// @param backlog records accepted from all of them and still to be worked through
public record ConnectionsPage(List<Source> sources, List<Target> targets, long backlog) {
  public ConnectionsPage {
    sources = List.copyOf(sources);
    targets = List.copyOf(targets);
  }

  /// A system that is read.
  ///
  /// @param connector the code it is read by
  /// @param hooked whether it can call
  /// @param checkUp empty while this process has not examined it
  /// @param alarms open ones about it
  public record Source(
      String name,
      String connector,
      boolean hooked,
      List<Line> lines,
      Optional<CheckUp> checkUp,
      List<Certificate> certificates,
      List<Alarm> alarms) {
    public Source {
      lines = List.copyOf(lines);
      certificates = List.copyOf(certificates);
      alarms = List.copyOf(alarms);
    }

    /// Whether nothing is known to be wrong with it.
    public boolean well() {
      return alarms.isEmpty()
          && lines.stream().allMatch(line -> line.trouble().isEmpty())
          && checkUp.stream().allMatch(one -> one.findings().stream().allMatch(it -> it.healthy()));
    }
  }

  /// One kind of record of a system.
  ///
  /// @param heard when its newest record came; empty where none is among the newest of the hub
  /// @param poll empty where it is not polled
  /// @param hints records of which a webhook told that they changed, still to be read
  /// @param linked whether its flow has a page
  public record Line(
      String flow, Optional<Instant> heard, Optional<Poll> poll, long hints, boolean linked) {
    /// Why it cannot be read; empty where it can.
    public String trouble() {
      return poll.map(Poll::trouble).orElse("");
    }
  }

  /// How a feed is polled.
  ///
  /// @param readAt when it was last read to its end; empty when never
  /// @param passing whether a reading has begun that has not come to the end
  /// @param trouble why it cannot be read, a sentence; empty when it can
  /// @param next when it is planned to be read; empty where it is read at once or tried again by
  ///     itself
  /// @param position from where it is read on, as its source writes it; empty before the first page
  public record Poll(
      Optional<Instant> readAt,
      boolean passing,
      String trouble,
      Optional<Instant> troubledSince,
      Optional<Instant> next,
      String position) {}

  /// A TLS certificate of an address that is called.
  ///
  /// @param host with its port, where it is not the usual one
  public record Certificate(String host, Instant ends) {
    /// Whole days until it ends; less than 0 when it has ended.
    public long days(Instant now) {
      return Math.floorDiv(Duration.between(now, ends).toMillis(), Duration.ofDays(1).toMillis());
    }
  }

  /// A system that is told.
  ///
  /// @param well whether anything is sent to it
  /// @param trouble why not, a sentence; empty when it is
  /// @param since when the trouble began
  /// @param probeAt when it is asked again, while it is ill
  /// @param outstanding deliveries that wait, are due or are being sent
  /// @param parked deliveries that wait for a person to look
  /// @param lines what is read of it
  public record Target(
      String name,
      String title,
      boolean well,
      String trouble,
      Optional<Instant> since,
      Optional<Instant> probeAt,
      long outstanding,
      long parked,
      List<Line> lines,
      List<Certificate> certificates,
      List<Alarm> alarms) {
    public Target {
      lines = List.copyOf(lines);
      certificates = List.copyOf(certificates);
      alarms = List.copyOf(alarms);
    }

    /// Whether nothing is known to be wrong with it.
    public boolean fine() {
      return well && alarms.isEmpty() && lines.stream().allMatch(line -> line.trouble().isEmpty());
    }
  }
}
