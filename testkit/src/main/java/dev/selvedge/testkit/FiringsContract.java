package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.automation.Firing;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every keeper of what went of limited automations does.
public abstract class FiringsContract extends PortContract {
  private static final PersonId ADA = new PersonId(1);
  private static final PersonId BOB = new PersonId(2);
  private static final Firing ONE =
      new Firing("rule/a", "a/shipped/A1/P1", ADA, "shop/order/A1", NOW);
  private static final Firing TWO =
      new Firing("rule/a", "a/shipped/B1/P1", BOB, "shop/order/B1", NOW.plusSeconds(1));
  private static final Firing GROUP =
      new Firing("group/g", "a/shipped/A1/P1", ADA, "shop/order/A1", NOW);

  private List<Firing> find(Set<String> groups, Set<PersonId> persons, Set<String> records) {
    return read(ports -> ports.firings().find(groups, persons, records));
  }

  @Test
  void what_went_is_found_by_whose_it_was_and_by_what_told_it() {
    writing(ports -> ports.firings().note(List.of(TWO, ONE, GROUP)));

    assertThat(find(Set.of("rule/a"), Set.of(ADA), Set.of())).containsExactly(ONE);
    assertThat(find(Set.of("rule/a"), Set.of(ADA), Set.of("shop/order/B1")))
        .containsExactly(ONE, TWO);
    assertThat(find(Set.of("group/g", "rule/a"), Set.of(ADA), Set.of()))
        .containsExactlyInAnyOrder(ONE, GROUP);
    assertThat(find(Set.of("rule/b"), Set.of(ADA), Set.of())).isEmpty();
  }

  @Test
  void noted_again_it_is_there_once_as_it_was_last() {
    Firing again = new Firing("rule/a", ONE.enrolment(), BOB, "erp/order/A1", NOW.plusSeconds(9));
    writing(ports -> ports.firings().note(List.of(ONE)));
    writing(ports -> ports.firings().note(List.of(again)));

    assertThat(find(Set.of("rule/a"), Set.of(ADA, BOB), Set.of())).containsExactly(again);
  }

  @Test
  void what_is_forgotten_is_so_in_every_group() {
    writing(ports -> ports.firings().note(List.of(ONE, TWO, GROUP)));
    writing(ports -> ports.firings().forget(List.of(ONE.enrolment())));

    assertThat(find(Set.of("rule/a", "group/g"), Set.of(ADA, BOB), Set.of())).containsExactly(TWO);
  }

  @Test
  void whoever_hands_out_holds_it_until_the_transaction_ends() {
    SystemName target = new SystemName("dotdigital");
    int found =
        write(
            ports -> {
              ports.firings().hold(target);
              ports.firings().note(List.of(ONE));
              ports.firings().hold(target);
              return ports.firings().find(Set.of("rule/a"), Set.of(ADA), Set.of()).size();
            });

    assertThat(found).isEqualTo(1);
  }
}
