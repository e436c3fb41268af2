package dev.selvedge.work.send;

import dev.selvedge.Lane;
import dev.selvedge.plan.Deliveries.Backlog;
import dev.selvedge.plan.DueQueue;
import dev.selvedge.plan.Facet;
import dev.selvedge.send.SendRules;
import dev.selvedge.send.Target;
import dev.selvedge.send.Target.Cost;
import dev.selvedge.send.Target.Way;
import dev.selvedge.send.allowance.Window;
import dev.selvedge.work.Board;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// How many calls of a target's counters a lane may take, beside what the other lanes want of them,
/// on one board. Immutable.
record CallsLeft(Target target, SendRules rules, Settling settling, Board board, Instant now) {
  /// How many more of a facet may leave in this way, as far as its calls are known before it is
  /// packed.
  long free(Facet facet, Way way, Lane lane) {
    return switch (target.cost(facet, way)) {
      case Cost.Impossible ignored -> 0;
      case Cost.WhenPacked ignored -> Long.MAX_VALUE;
      case Cost.OneOf(String scope) -> of(window(scope), lane);
    };
  }

  /// The calls of a window that a lane may take.
  long of(Window window, Lane lane) {
    return window.free(lane, wanting(window.scope()), rules.policy(), now);
  }

  /// The window of a scope; a fresh one where none was used yet.
  Window window(String scope) {
    return board.windows().stream()
        .filter(window -> window.scope().equals(scope))
        .findFirst()
        .map(window -> window.assuming(settling.scope(scope)))
        .orElseGet(() -> Window.of(settling.scope(scope), now))
        .at(now);
  }

  /// The lanes that want calls of a scope; what leaves by another one's takes nothing from it.
  private Set<Lane> wanting(String scope) {
    return board.wanting(backlog -> wants(backlog, scope));
  }

  private boolean wants(Backlog backlog, String scope) {
    DueQueue queue = backlog.queue();
    Optional<String> rationed = target.rationed(queue.facet(), queue.channel());
    if (rationed.isPresent()) {
      return rationed.get().equals(scope);
    }
    Cost call = new Cost.OneOf(scope);
    boolean singly = target.cost(queue.facet(), Way.SINGLY).equals(call);
    boolean together = target.cost(queue.facet(), Way.TOGETHER).equals(call);
    return queue.together() == 1
        ? singly || together
        : together || (singly && rules.dispatch().maySplit(queue.lane(), backlog.count()));
  }
}
