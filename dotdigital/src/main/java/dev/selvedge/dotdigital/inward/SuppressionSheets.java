package dev.selvedge.dotdigital.inward;

import dev.selvedge.dotdigital.delivery.meter.Operation;
import dev.selvedge.dotdigital.suppression.Suppressions;
import dev.selvedge.mapping.Topic;
import java.util.List;

/// Everybody who may not be mailed any more, for whatever reason.
record SuppressionSheets(Suppressions suppressions, Reply reply) implements Sheets {
  static final String FEED = "suppressed-since";

  @Override
  public List<String> parts() {
    return List.of(FEED);
  }

  @Override
  public Operation operation() {
    return Operation.SUPPRESSED_SINCE;
  }

  @Override
  public Sheet read(Ask ask) {
    Slices.Turn turn =
        Slices.read(
            ask.position(),
            ask.limit(),
            slice -> reply.of(suppressions.suppressedSince(ask.from(), slice), "opt-outs"));
    List<Observation> told =
        turn.lines().stream()
            .flatMap(line -> Suppressing.of(line, Kinds.SUPPRESSION, Topic.EMAIL, FEED).stream())
            .toList();
    return turn.next().isEmpty() ? Sheet.last(told) : Sheet.before(turn.next(), told);
  }
}
