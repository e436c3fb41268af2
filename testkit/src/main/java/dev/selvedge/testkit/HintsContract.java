package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import dev.selvedge.inbox.Hint;
import dev.selvedge.inbox.Hints;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every store of hints does.
public abstract class HintsContract extends PortContract {
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final Feed ORDERS = new Feed(new SystemName("shop"), new RecordKind("order"));
  private static final Feed OTHERS = new Feed(new SystemName("shop"), new RecordKind("orderly"));
  private static final RecordRef A = record("A");
  private static final RecordRef B = record("b/2");
  private static final RecordRef C = record("c'; --");

  private static RecordRef record(String key) {
    return new RecordRef(ORDERS.system(), ORDERS.kind(), key);
  }

  private List<Hint> due(Instant now, int limit) {
    return read(ports -> ports.hints().due(ORDERS, now, limit));
  }

  private static List<RecordRef> records(List<Hint> hints) {
    return hints.stream().map(Hint::record).toList();
  }

  @Test
  void what_was_said_is_due_at_once_and_the_longest_due_comes_first() {
    writing(ports -> ports.hints().keep(List.of(B), NOW));
    writing(ports -> ports.hints().keep(List.of(C, A, A), LATER));
    writing(
        ports ->
            ports.hints().keep(List.of(new RecordRef(OTHERS.system(), OTHERS.kind(), "A")), NOW));
    assertThat(due(NOW.minusMillis(1), 9)).isEmpty();
    assertThat(records(due(NOW, 9))).containsExactly(B);
    assertThat(records(due(LATER, 9))).containsExactly(B, A, C);
    assertThat(records(due(LATER, 2))).containsExactly(B, A);
    assertThat(due(LATER, 9)).extracting(Hint::heardAt).containsExactly(NOW, LATER, LATER);
    assertThat(due(LATER, 9)).allMatch(hint -> hint.misses() == 0);
    reading(ports -> assertThat(ports.hints().nextDue(ORDERS)).contains(NOW));
  }

  @Test
  void of_one_record_there_is_one_hint_since_it_was_first_said() {
    writing(ports -> ports.hints().keep(List.of(A), NOW));
    Hint first = due(LATER, 9).getFirst();
    writing(ports -> ports.hints().keep(List.of(A), LATER));
    assertThat(due(LATER, 9))
        .singleElement()
        .satisfies(
            hint -> {
              assertThat(hint.record()).isEqualTo(A);
              assertThat(hint.heardAt()).isEqualTo(NOW);
              assertThat(hint.version()).isNotEqualTo(first.version());
            });
  }

  @Test
  void what_was_read_is_forgotten_unless_it_was_said_again_meanwhile() {
    writing(ports -> ports.hints().keep(List.of(A, B), NOW));
    List<Hint> read = due(NOW, 9);
    writing(ports -> ports.hints().keep(List.of(B), LATER));
    writing(ports -> ports.hints().forget(read));
    assertThat(records(due(LATER, 9))).containsExactly(B);
    writing(ports -> ports.hints().forget(due(LATER, 9)));
    assertThat(due(LATER, 9)).isEmpty();
    reading(ports -> assertThat(ports.hints().nextDue(ORDERS)).isEmpty());
  }

  @Test
  void what_is_put_off_is_due_later_unless_it_was_said_again_meanwhile() {
    writing(ports -> ports.hints().keep(List.of(A, B, C), NOW));
    List<Hint> missed = due(NOW, 9).stream().map(Hint::missed).toList();
    writing(ports -> ports.hints().keep(List.of(B), NOW.plusSeconds(1)));
    writing(ports -> ports.hints().putOff(missed, LATER, ""));
    assertThat(records(due(LATER.minusMillis(1), 9))).containsExactly(B);
    reading(ports -> assertThat(ports.hints().nextDue(ORDERS)).contains(NOW.plusSeconds(1)));
    assertThat(due(LATER, 9)).extracting(Hint::misses).containsExactly(0, 1, 1);
    writing(ports -> ports.hints().keep(List.of(A), LATER));
    assertThat(due(LATER, 9))
        .filteredOn(hint -> hint.record().equals(A))
        .singleElement()
        .satisfies(hint -> assertThat(hint.misses()).isZero());
  }

  @Test
  void what_waits_is_told_by_flow_with_its_trouble() {
    reading(ports -> assertThat(ports.hints().waiting()).isEmpty());
    writing(ports -> ports.hints().keep(List.of(A), NOW));
    writing(ports -> ports.hints().keep(List.of(B), LATER));
    writing(
        ports ->
            ports.hints().keep(List.of(new RecordRef(OTHERS.system(), OTHERS.kind(), "1")), LATER));
    writing(ports -> ports.hints().putOff(due(NOW, 1), LATER, "no answer"));
    reading(
        ports ->
            assertThat(ports.hints().waiting())
                .containsExactly(
                    new Hints.Waiting("shop/order", 2, NOW, "no answer"),
                    new Hints.Waiting("shop/orderly", 1, LATER, "")));
  }

  @Test
  void what_nobody_reads_is_let_go_in_the_end() {
    writing(ports -> ports.hints().keep(List.of(A), NOW));
    writing(ports -> ports.hints().keep(List.of(B), LATER));
    writing(ports -> ports.hints().forgetOld(LATER));
    assertThat(records(due(LATER, 9))).containsExactly(B);
  }
}
