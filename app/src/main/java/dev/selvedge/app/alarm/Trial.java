package dev.selvedge.app.alarm;

import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Change;
import dev.selvedge.watch.alarm.Channel;
import dev.selvedge.watch.alarm.Channel.Answer;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.Notice;
import dev.selvedge.watch.alarm.Severity;
import java.time.Instant;
import java.util.List;

/// Sends a trial alarm and its end, to see that they arrive.
public final class Trial {
  private Trial() {}

  /// What a receiver said.
  ///
  /// @param taken whether it took both
  /// @param said its answer, or what went wrong
  public record Result(String channel, boolean taken, String said) {}

  /// Tries a channel out.
  ///
  /// @param now makes the trial's number: two trials are two alarms to a receiver
  public static Result of(Channel channel, Instant now) {
    Answer begun = channel.tell(notice(channel, Change.RAISED, now, 0));
    if (!(begun instanceof Answer.Taken)) {
      return result(channel, begun);
    }
    return result(channel, channel.tell(notice(channel, Change.RECOVERED, now, 1)));
  }

  private static Notice notice(Channel channel, Change change, Instant now, int step) {
    long number = now.getEpochSecond();
    return new Notice(
        now.toEpochMilli() * 2 + step,
        channel.name(),
        now,
        now,
        0,
        "",
        List.of(
            new Notice.Item(
                number,
                change,
                now,
                new Finding(
                    AlarmKind.CHANNEL,
                    "trial",
                    Severity.INFO,
                    now,
                    new Finding.Words(
                        "This is a trial of the channel '"
                            + channel.name()
                            + "'. Nothing is wrong.",
                        "Nobody.",
                        "It waits for nothing.",
                        "Nothing. If you read this, alarms reach you here."),
                    "/alarms"),
                "")));
  }

  private static Result result(Channel channel, Answer answer) {
    return switch (answer) {
      case Answer.Taken(String said) -> new Result(channel.name(), true, said);
      case Answer.Failed(String why, var ignored) -> new Result(channel.name(), false, why);
      case Answer.Refused(String why) -> new Result(channel.name(), false, why);
    };
  }
}
