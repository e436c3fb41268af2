package dev.selvedge.app.page;

import dev.selvedge.watch.alarm.Alarm;
import dev.selvedge.watch.alarm.Alarms;
import dev.selvedge.watch.alarm.Notices;
import java.util.List;

/// What is wrong now, and what was. Immutable.
///
/// @param open the worst first
/// @param past one page of those that are over, the last first
/// @param page from 1
/// @param more whether there are older ones
/// @param posts how the channels are doing that were ever used
public record AlarmsPage(
    List<Alarm> open, List<Alarm> past, int page, boolean more, List<Notices.Post> posts) {
  public AlarmsPage {
    open = List.copyOf(open);
    past = List.copyOf(past);
    posts = List.copyOf(posts);
  }

  /// One alarm, with what people were told of it.
  public record One(Alarm alarm, List<Alarms.Said> history) {
    public One {
      history = List.copyOf(history);
    }

    public boolean isOpen() {
      return alarm.stage() == Alarm.Stage.OPEN;
    }
  }
}
