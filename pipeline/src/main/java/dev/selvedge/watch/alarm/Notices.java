package dev.selvedge.watch.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The port to what is to be told: an outbox. Every method runs inside the caller's transaction.
public interface Notices {
  /// Puts news to what its channels are told. It joins a notice that waits for the same channel
  /// where that is due no more than `gather` before it, so that many alarms are one message. What
  /// was to be told of the same alarm still later comes along.
  void add(Collection<News> news, Duration gather);

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
