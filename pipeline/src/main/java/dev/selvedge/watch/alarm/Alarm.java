package dev.selvedge.watch.alarm;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/// One alarm as it stands in the store. Immutable.
///
/// @param number short and for ever its own: what people call it by
/// @param finding what is wrong, in the words of the last look; its severity is the worst so far
/// @param owner who is to look after it; empty where nobody is named
/// @param told the channels on which anything was told of it
public record Alarm(
    long number,
    Finding finding,
    String owner,
    Stage stage,
    Course course,
    Care care,
    Set<String> told) {
  /// It has not happened.
  public static final Instant NEVER = Instant.EPOCH;

  public Alarm {
    told = java.util.Collections.unmodifiableSet(new TreeSet<>(told));
  }

  /// How far it is.
  ///
  /// ```
  ///  (none) ──found──► PENDING ──lasts──► OPEN ──gone for a while──► ENDED
  ///                       └──gone for a while──► (none)
  /// ```
  public enum Stage {
    /// found, not for long enough yet; nobody is told
    PENDING,
    OPEN,
    ENDED
  }

  /// When what happened with it; [#NEVER] for what did not.
  ///
  /// @param foundAt when it was found first
  /// @param raisedAt when it became an alarm
  /// @param toldAt when that is told: later where it was quiet hours, never while it is silenced
  /// @param worseSince since when it is found worse than it counts as
  /// @param goneSince since when it is not found
  /// @param remindedAt for the last time
  /// @param returns how often the same thing was an alarm shortly before
  public record Course(
      Instant foundAt,
      Instant raisedAt,
      Instant toldAt,
      Instant worseSince,
      Instant goneSince,
      Instant endedAt,
      Instant escalatedAt,
      Instant remindedAt,
      int returns) {
    static Course found(Instant at, int returns) {
      return new Course(at, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, returns);
    }

    Course raised(Instant at) {
      return new Course(
          foundAt, at, toldAt, NEVER, NEVER, endedAt, escalatedAt, remindedAt, returns);
    }

    Course told(Instant at) {
      return new Course(
          foundAt, raisedAt, at, worseSince, goneSince, endedAt, escalatedAt, remindedAt, returns);
    }

    Course worseSince(Instant at) {
      return new Course(
          foundAt, raisedAt, toldAt, at, goneSince, endedAt, escalatedAt, remindedAt, returns);
    }

    Course goneSince(Instant at) {
      return new Course(
          foundAt, raisedAt, toldAt, worseSince, at, endedAt, escalatedAt, remindedAt, returns);
    }

    Course ended(Instant at) {
      return new Course(
          foundAt, raisedAt, toldAt, worseSince, goneSince, at, escalatedAt, remindedAt, returns);
    }

    Course escalated(Instant at) {
      return new Course(
          foundAt, raisedAt, toldAt, worseSince, goneSince, endedAt, at, remindedAt, returns);
    }

    Course reminded(Instant at) {
      return new Course(
          foundAt, raisedAt, toldAt, worseSince, goneSince, endedAt, escalatedAt, at, returns);
    }
  }

  /// Who has taken care of it.
  ///
  /// @param acknowledgedBy who said so; empty for nobody
  /// @param silentUntil nothing is told before then; [#NEVER] where it is not silenced
  /// @param silentWhy in that person's words
  public record Care(
      String acknowledgedBy,
      Instant acknowledgedAt,
      Instant silentUntil,
      String silentBy,
      String silentWhy) {
    public static final Care NONE = new Care("", NEVER, NEVER, "", "");

    public boolean isAcknowledged() {
      return !acknowledgedBy.isEmpty();
    }

    public boolean isSilent(Instant now) {
      return silentUntil.isAfter(now);
    }

    Care acknowledged(String by, Instant at) {
      return new Care(by, at, silentUntil, silentBy, silentWhy);
    }

    Care unacknowledged() {
      return new Care("", NEVER, silentUntil, silentBy, silentWhy);
    }

    Care silenced(Instant until, String by, String why) {
      return new Care(acknowledgedBy, acknowledgedAt, until, by, why);
    }

    Care unsilenced() {
      return silenced(NEVER, "", "");
    }
  }

  public String key() {
    return finding.key();
  }

  public Severity severity() {
    return finding.severity();
  }

  /// Whether anybody is told of it, or was.
  public boolean isTold() {
    return !course.toldAt().equals(NEVER);
  }

  /// The same, looked after by somebody.
  public Alarm acknowledged(String by, Instant at) {
    return with(care.acknowledged(by, at));
  }

  /// The same, of which nothing is told before a time, unless that it is over.
  ///
  /// @param why why it need not be told
  public Alarm silenced(Instant until, String by, String why) {
    return with(care.silenced(until, by, why));
  }

  Alarm with(Finding other) {
    return new Alarm(number, other, owner, stage, course, care, told);
  }

  Alarm with(Stage other, Course next) {
    return new Alarm(number, finding, owner, other, next, care, told);
  }

  Alarm with(Course next) {
    return with(stage, next);
  }

  Alarm with(Care other) {
    return new Alarm(number, finding, owner, stage, course, other, told);
  }

  Alarm toldOn(Set<String> channels) {
    Set<String> all = new TreeSet<>(told);
    all.addAll(channels);
    return new Alarm(number, finding, owner, stage, course, care, all);
  }
}
