package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.watch.trace.TraceContext;
import dev.selvedge.watch.trace.TraceContexts;
import dev.selvedge.watch.trace.TraceContexts.Waiting;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every store of waiting traces does.
public abstract class TraceContextsContract extends PortContract {
  private static final String PLACE = TraceContexts.ofRecord(7);

  private static TraceContext span(int number) {
    return new TraceContext("0af7651916cd43dd8448eb211c80319c", "%016x".formatted(number), true);
  }

  private static Waiting waiting(int number) {
    return new Waiting(PLACE, span(number));
  }

  @Test
  void what_waits_at_a_place_is_told_oldest_first_until_it_is_forgotten() {
    writing(ports -> ports.traceContexts().keep(List.of(waiting(2)), NOW));
    writing(
        ports -> ports.traceContexts().keep(List.of(waiting(1), waiting(2)), NOW.plusMillis(1)));
    reading(
        ports -> {
          assertThat(ports.traceContexts().at(List.of(PLACE, "job/9"), NOW.plusMillis(1)))
              .isEqualTo(Map.of(PLACE, List.of(span(2), span(1))));
          assertThat(ports.traceContexts().at(List.of(PLACE), NOW))
              .isEqualTo(Map.of(PLACE, List.of(span(2))));
          assertThat(ports.traceContexts().at(List.of(), NOW)).isEmpty();
        });
    writing(ports -> ports.traceContexts().forget(List.of(waiting(2), waiting(5))));
    reading(
        ports ->
            assertThat(ports.traceContexts().at(List.of(PLACE), NOW.plusMillis(1)))
                .isEqualTo(Map.of(PLACE, List.of(span(1)))));
  }

  @Test
  void a_place_has_room_for_few() {
    writing(
        ports ->
            ports
                .traceContexts()
                .keep(
                    IntStream.range(1, 30).mapToObj(TraceContextsContract::waiting).toList(), NOW));
    reading(
        ports ->
            assertThat(ports.traceContexts().at(List.of(PLACE), NOW).get(PLACE))
                .hasSize(TraceContexts.AT_ONE_PLACE));
  }

  @Test
  void what_waits_for_too_long_is_given_up() {
    writing(ports -> ports.traceContexts().keep(List.of(waiting(1)), NOW));
    writing(ports -> ports.traceContexts().keep(List.of(waiting(2)), NOW.plusMillis(1)));
    writing(ports -> ports.traceContexts().forgetOld(NOW.plusMillis(1)));
    reading(
        ports ->
            assertThat(ports.traceContexts().at(List.of(PLACE), NOW.plusSeconds(1)))
                .isEqualTo(Map.of(PLACE, List.of(span(2)))));
  }
}
