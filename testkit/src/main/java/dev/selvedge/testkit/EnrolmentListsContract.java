package dev.selvedge.testkit;

import static dev.selvedge.testkit.DeliveryBuilder.aDelivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import dev.selvedge.plan.EnrolmentLists.Fate;
import dev.selvedge.plan.EnrolmentLists.Line;
import dev.selvedge.plan.EnrolmentLists.Tally;
import dev.selvedge.plan.EnrolmentLists.Wanted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every list of what became of enrolments says.
public abstract class EnrolmentListsContract extends PortContract {
  private static final int ALL = 1000;

  private static Instant at(int minute) {
    return NOW.plusSeconds(60L * minute);
  }

  private static DeliveryBuilder row(String rule, String order, long person) {
    return aDelivery().enrolment(rule + "/shipped/" + order + "/P1", person);
  }

  private static Delivery fired(String rule, String order, int minute) {
    return row(rule, order, 1)
        .state(State.SETTLED)
        .desiring("done")
        .delivered("done", "7", "ada@example.com", at(minute))
        .changedAt(NOW)
        .build();
  }

  @BeforeEach
  void plan() {
    List<Delivery> rows =
        List.of(
            fired("mail", "A1", 30),
            fired("mail", "A2", 10),
            row("mail", "A3", 2).state(State.DUE).dueAt(at(90)).changedAt(at(1)).build(),
            row("mail", "A4", 2).state(State.WAITING).dueAt(at(60)).changedAt(at(2)).build(),
            row("mail", "A5", 3).state(State.SETTLED).changedAt(at(3)).build(),
            row("mail", "A6", 3)
                .state(State.SETTLED)
                .desiring("cancelled")
                .changedAt(at(4))
                .build(),
            row("mail", "A7", 3).state(State.PARKED).changedAt(at(5)).build(),
            fired("mail-too", "A1", 50),
            aDelivery().order("mail/shipped", 9).state(State.SETTLED).build());
    writing(ports -> ports.deliveries().plan(rows));
  }

  private List<String> orders(String rule, Optional<Fate> fate, int within, int limit, int skip) {
    List<Line> lines =
        read(ports -> ports.enrolments().newest(new Wanted(rule, fate), within, limit, skip));
    return lines.stream().map(line -> line.key().rule() + " " + line.key().key()).toList();
  }

  @Test
  void the_enrolments_of_a_rule_are_counted_by_what_became_of_them() {
    Tally mail = read(ports -> ports.enrolments().tally("mail", ALL));
    Tally few = read(ports -> ports.enrolments().tally("mail", 2));
    Tally none = read(ports -> ports.enrolments().tally("nothing", ALL));

    assertThat(mail)
        .isEqualTo(
            new Tally("mail", 2, 2, 1, 1, 1, true, Optional.of(at(30)), Optional.of(at(60))));
    assertThat(few.whole()).isFalse();
    assertThat(few.fired()).isEqualTo(2);
    assertThat(none)
        .isEqualTo(new Tally("nothing", 0, 0, 0, 0, 0, true, Optional.empty(), Optional.empty()));
  }

  @Test
  void the_newest_come_first_and_page_by_page() {
    assertThat(orders("", Optional.empty(), ALL, 20, 0))
        .containsExactly(
            "mail-too A1",
            "mail A1",
            "mail A2",
            "mail A7",
            "mail A6",
            "mail A5",
            "mail A4",
            "mail A3");
    assertThat(orders("", Optional.empty(), ALL, 2, 2)).containsExactly("mail A2", "mail A7");
    assertThat(orders("mail", Optional.empty(), ALL, 2, 0)).containsExactly("mail A1", "mail A2");
  }

  @Test
  void those_of_one_fate_are_found_and_what_waits_in_the_order_it_goes() {
    assertThat(orders("", Optional.of(Fate.WAITING), ALL, 20, 0))
        .containsExactly("mail A4", "mail A3");
    assertThat(orders("mail", Optional.of(Fate.FIRED), ALL, 20, 0))
        .containsExactly("mail A1", "mail A2");
    assertThat(orders("mail", Optional.of(Fate.CANCELLED), ALL, 20, 0)).containsExactly("mail A6");
    assertThat(orders("mail", Optional.of(Fate.DROPPED), ALL, 20, 0)).containsExactly("mail A5");
    assertThat(orders("mail", Optional.of(Fate.PARKED), ALL, 20, 0)).containsExactly("mail A7");
    assertThat(orders("mail-too", Optional.of(Fate.WAITING), ALL, 20, 0)).isEmpty();
  }

  @Test
  void no_more_are_looked_through_than_asked_for() {
    assertThat(orders("", Optional.of(Fate.CANCELLED), 1, 20, 0)).isEmpty();
  }

  @Test
  void a_line_says_whose_it_is_and_when() {
    Wanted cancelled = new Wanted("", Optional.of(Fate.CANCELLED));
    List<Line> lines = read(ports -> ports.enrolments().newest(cancelled, ALL, 9, 0));

    assertThat(lines)
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.person().value()).isEqualTo(3);
              assertThat(line.at()).isEqualTo(at(4));
              assertThat(line.key().part()).isEqualTo("P1");
              assertThat(line.fate()).isEqualTo(Fate.CANCELLED);
            });
  }
}
