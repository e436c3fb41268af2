package dev.selvedge.connectors.consent;

import dev.selvedge.connector.ConsentTarget.Bearing;
import dev.selvedge.send.Heard;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What calls told about a system, in their order, until it is asked for. Holds so much and no
/// more: when nobody asks, the oldest is forgotten. Thread-safe.
final class HeardOf {
  private static final int AT_MOST = 1000;

  private final String scope;
  private final Duration rest;
  private final Deque<Heard> heard = new ArrayDeque<>();

  /// @param scope what the system's calls are counted by
  /// @param rest how long a system that refuses is left alone
  HeardOf(String scope, Duration rest) {
    this.scope = scope;
    this.rest = rest;
  }

  synchronized void note(Bearing bearing) {
    if (heard.size() == AT_MOST) {
      heard.removeFirst();
    }
    heard.addLast(
        switch (bearing) {
          case Bearing.Answered ignored -> new Heard.Answered();
          case Bearing.Silent(String why) -> new Heard.NoAnswer(why);
          case Bearing.Refusing(String cause, String sentence) ->
              new Heard.Refused(cause, sentence, rest);
          case Bearing.Busy(var until) -> new Heard.UsedUp(scope, until);
        });
  }

  synchronized List<Heard> drain() {
    List<Heard> all = List.copyOf(heard);
    heard.clear();
    return all;
  }
}
