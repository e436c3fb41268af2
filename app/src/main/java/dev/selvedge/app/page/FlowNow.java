package dev.selvedge.app.page;

import dev.selvedge.app.graph.Arrow;
import dev.selvedge.watch.alarm.Alarm;
import java.util.List;
import java.util.Optional;

/// How one flow is, as the overview has it. Immutable.
///
/// @param arrow its arrow in the picture
/// @param alarms the open ones about it or its system, the worst first
public record FlowNow(Optional<Arrow> arrow, List<Alarm> alarms) {
  public FlowNow {
    alarms = List.copyOf(alarms);
  }

  /// Of a flow, `system/kind`.
  public static FlowNow of(Overview overview, String flow) {
    String system = flow.substring(0, flow.indexOf('/'));
    return new FlowNow(
        overview.graph().arrow(flow),
        overview.alarms().stream()
            .filter(
                alarm ->
                    alarm.finding().about().equals(flow)
                        || alarm.finding().about().startsWith(flow + '/')
                        || alarm.finding().about().equals(system))
            .toList());
  }
}
