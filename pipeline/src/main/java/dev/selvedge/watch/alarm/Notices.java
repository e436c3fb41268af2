package dev.selvedge.watch.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The port to what is to be told, of alarms and in reports: an outbox. Every method runs inside
/// the caller's transaction.
public interface Notices {
  /// Puts news to what its channels are told. It joins a notice that waits for the same channel
  /// where that is due no more than `gather` before it, so that many alarms are one message. What
  /// was to be told of the same alarm still later comes along.
  void add(Collection<News> news, Duration gather);

  /// Puts a report to what a channel is told. What waits there of earlier reports is not told any
  /// more: nobody wants five of them at once.
  ///
  /// @param report as [Notice#report]
  void addReport(String channel, String report, Instant at);

  /// Which report of a mailing was put there last; empty where nobody has looked at it yet.
  Optional<Planned> planned(String mailing);

  /// Remembers it.
  void keep(Planned planned);

  /// The one that a channel is told first of all that are not settled. One that could not be told
  /// keeps its place, so that nobody hears that something is over before that it began.
  Optional<Notice> first(String channel);

  /// It is about to be told: nothing joins it any more.
  ///
  /// @param until nobody else tells it before then
  /// @param notice as [#first] gave it
  /// @return the same with all that it tells; empty where somebody else has begun it meanwhile, or
  ///     settled it
  Optional<Notice> begin(Notice notice, Instant until);

  /// The receiver has it.
  void told(long id, Instant at);

  /// It is told again later.
  void putOff(long id, Instant until, String trouble);

  /// It is not told.
  void giveUp(long id, String trouble, Instant at);

  /// How each channel that was ever used is doing.
  List<Post> posts();

  /// Of each channel that gets reports, the newest one where it was never told: given up since
  /// then.
  List<Lost> lost(Instant since);

  /// A report that did not arrive.
  ///
  /// @param why a sentence
  record Lost(String channel, String report, String why, Instant at) {}

  /// How far a mailing is.
  ///
  /// @param until what was due until then is there, or is not to be sent
  /// @param report the last one; empty for none
  record Planned(String mailing, Instant until, String report) {}

  /// How one channel is doing.
  ///
  /// @param waiting how many notices wait that have been tried
  /// @param since when the oldest of these was made, [Alarm#NEVER] for none
  /// @param trouble why it was not sent
  /// @param lastTold when one was told last
  /// @param givenUp how many were never told
  record Post(
      String channel,
      long waiting,
      Instant since,
      String trouble,
      Instant lastTold,
      long givenUp) {}
}
