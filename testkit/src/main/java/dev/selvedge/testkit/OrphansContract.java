package dev.selvedge.testkit;

import static dev.selvedge.testkit.ContributionBuilder.aContribution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.commerce.Orphan;
import dev.selvedge.commerce.Orphans;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every keeper of the account of orphans does.
public abstract class OrphansContract extends PortContract {
  private static final OrderKey A = new OrderKey("A");
  private static final OrderKey B = new OrderKey("B");
  private static final OrderKey C = new OrderKey("C");
  private static final Instant LATER = NOW.plusSeconds(60);

  @Test
  void the_first_time_counts_and_the_oldest_come_first() {
    writing(ports -> ports.orphans().note(List.of(B), NOW));
    writing(ports -> ports.orphans().note(List.of(A, B), LATER));
    reading(
        ports -> {
          Orphan first = new Orphan(B, NOW, false);
          Orphan second = new Orphan(A, LATER, false);
          assertThat(ports.orphans().oldest(9)).containsExactly(first, second);
          assertThat(ports.orphans().oldest(1)).containsExactly(first);
          assertThat(ports.orphans().find(List.of(B, A, C))).containsExactly(second, first);
          assertThat(ports.orphans().find(List.of())).isEmpty();
          assertThat(ports.orphans().tally()).isEqualTo(new Orphans.Tally(2, 0));
        });
  }

  @Test
  void who_was_reported_is_not_overdue_again_and_stays_on_the_list() {
    writing(ports -> ports.orphans().note(List.of(A, B), NOW));
    writing(ports -> ports.orphans().note(List.of(C), LATER));
    reading(
        ports -> {
          assertThat(ports.orphans().overdue(NOW, 9)).isEmpty();
          assertThat(ports.orphans().overdue(LATER, 1)).containsExactly(new Orphan(A, NOW, false));
          assertThat(ports.orphans().overdue(LATER, 9))
              .extracting(Orphan::order)
              .containsExactly(A, B);
        });
    writing(ports -> ports.orphans().reported(List.of(A)));
    writing(ports -> ports.orphans().note(List.of(A), LATER));
    reading(
        ports -> {
          assertThat(ports.orphans().overdue(LATER, 9))
              .extracting(Orphan::order)
              .containsExactly(B);
          assertThat(ports.orphans().oldest(1)).containsExactly(new Orphan(A, NOW, true));
          assertThat(ports.orphans().tally()).isEqualTo(new Orphans.Tally(3, 1));
        });
  }

  @Test
  void what_was_found_or_is_gone_is_forgotten() {
    writing(
        ports -> {
          ports
              .contributions()
              .save(
                  List.of(
                      aContribution()
                          .of("wms/parcel/1")
                          .about(
                              "A",
                              new OrderPart.Fulfilment(
                                  "1", "", "", "", new OrderPart.When.NotKnown()))
                          .heldByNobody()));
          ports.orphans().note(List.of(A, B, C), NOW);
        });
    writing(ports -> ports.orphans().forget(List.of(C)));
    reading(
        ports ->
            assertThat(ports.orphans().oldest(9)).extracting(Orphan::order).containsExactly(A, B));
    writing(ports -> ports.orphans().forgetGone());
    reading(
        ports ->
            assertThat(ports.orphans().oldest(9)).extracting(Orphan::order).containsExactly(A));
    writing(ports -> ports.orphans().forget(List.of()));
  }
}
