package dev.selvedge.watch.alarm;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What an alarm can be about. Each kind says how long a thing must last before it is an alarm, and
/// how long it must be gone before that is over: what comes and goes is one alarm and not twenty.
public enum AlarmKind {
  /// a system cannot be read
  UNREADABLE("A system cannot be read", minutes(3), minutes(2)),
  /// a system or a target refuses our credentials
  REFUSED("Credentials are refused", minutes(1), minutes(1)),
  /// a target is not written to, as it does not answer or refuses everything
  TARGET("A target cannot be written to", minutes(3), minutes(2)),
  /// a planned reading did not take place
  LATE("A reading did not take place", Duration.ZERO, minutes(1)),
  /// it is read, and nothing comes, unlike usual
  SILENT("Nothing comes, unlike usual", minutes(5), Duration.ZERO),
  /// webhooks told of changes that could not be read
  UNHEEDED("Changes that webhooks told of are not read", minutes(1), minutes(2)),
  /// what came in is worked through more slowly than it comes
  INBOX("The inbox grows", minutes(5), minutes(5)),
  /// changes are due and do not leave
  DUE("Changes do not leave", minutes(5), minutes(5)),
  /// more and more waits for a person
  PARKED("More and more is parked", minutes(2), minutes(10)),
  /// the calls of a window are nearly spent
  ALLOWANCE("The allowance is nearly spent", minutes(1), minutes(10)),
  /// the store's disk fills up
  DISK("The disk is nearly full", minutes(1), minutes(10)),
  /// another clock says another time
  CLOCK("A clock is wrong", Duration.ZERO, minutes(1)),
  /// a TLS certificate ends soon
  CERTIFICATE("A certificate ends soon", Duration.ZERO, minutes(1)),
  /// a token or key ends soon
  TOKEN("A token ends soon", Duration.ZERO, minutes(1)),
  /// a system would not tell of changes any more
  WEBHOOK("A webhook subscription is gone", Duration.ZERO, minutes(1)),
  /// a check-up of a system found something else
  CHECK_UP("A check-up found something", Duration.ZERO, minutes(1)),
  /// a flow is less fresh than it was promised
  FRESHNESS("A flow is not as fresh as promised", Duration.ZERO, minutes(5)),
  /// an audit found differences
  DRIFT("An audit found differences", Duration.ZERO, Duration.ZERO),
  /// alarms cannot be told on one of their ways
  CHANNEL("Alarms cannot be told", minutes(10), minutes(1));

  private final String title;
  private final Duration lasts;
  private final Duration gone;

  AlarmKind(String title, Duration lasts, Duration gone) {
    this.title = title;
    this.lasts = lasts;
    this.gone = gone;
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }

  /// As people read it.
  public String title() {
    return title;
  }

  /// How long it must last before it is an alarm.
  public Duration lasts() {
    return lasts;
  }

  /// How long it must be gone before the alarm is over.
  public Duration gone() {
    return gone;
  }

  /// The word in files and links.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The kind of a word.
  public static Optional<AlarmKind> ofWord(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
