package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordRef;
import dev.selvedge.person.identity.Link;
import dev.selvedge.person.identity.LinkDecision;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every keeper of stewards' decisions does.
public abstract class LinksContract extends PortContract {
  private static final RecordRef A = RecordRef.parse("erp/customer/1");
  private static final RecordRef B = RecordRef.parse("shop/customer/1");
  private static final RecordRef C = RecordRef.parse("shop/customer/2");

  private static LinkDecision decision(RecordRef record, Link link, int minute) {
    return new LinkDecision(record, link, "otto", "a \"reason\"", NOW.plusSeconds(60L * minute));
  }

  private void decide(LinkDecision... decisions) {
    writing(ports -> List.of(decisions).forEach(ports.links()::decide));
  }

  @Test
  void of_each_record_the_newest_decision_counts_and_the_others_are_its_history() {
    LinkDecision first = decision(A, new Link.TogetherWith(B), 1);
    LinkDecision second = decision(A, new Link.Apart(), 2);
    LinkDecision other = decision(C, new Link.TogetherWith(B), 3);
    decide(first, second, other);
    reading(
        ports -> {
          assertThat(ports.links().of(List.of(A, B, C))).containsExactly(second, other);
          assertThat(ports.links().of(List.of())).isEmpty();
          assertThat(ports.links().history(A)).containsExactly(second, first);
          assertThat(ports.links().history(B)).isEmpty();
        });
  }

  @Test
  void who_follows_a_record_is_told_by_what_counts_alone() {
    decide(
        decision(A, new Link.TogetherWith(B), 1),
        decision(A, new Link.AsFound(), 2),
        decision(C, new Link.Apart(), 3),
        decision(C, new Link.TogetherWith(B), 4));
    reading(
        ports -> {
          assertThat(ports.links().following(List.of(B)))
              .containsExactly(decision(C, new Link.TogetherWith(B), 4));
          assertThat(ports.links().following(List.of(A, C))).isEmpty();
        });
  }

  @Test
  void a_decision_waits_until_it_was_worked_through() {
    LinkDecision late = decision(A, new Link.Apart(), 9);
    LinkDecision early = decision(C, new Link.Apart(), 1);
    decide(decision(A, new Link.TogetherWith(B), 8), late, early);
    reading(
        ports -> {
          assertThat(ports.links().waiting(10)).containsExactly(early, late);
          assertThat(ports.links().waiting(1)).containsExactly(early);
        });

    writing(ports -> ports.links().workedThrough(List.of(A)));
    reading(ports -> assertThat(ports.links().waiting(10)).containsExactly(early));

    decide(decision(A, new Link.AsFound(), 10));
    reading(ports -> assertThat(ports.links().waiting(10)).hasSize(2));
  }
}
