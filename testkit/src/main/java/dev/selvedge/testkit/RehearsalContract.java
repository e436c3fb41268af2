package dev.selvedge.testkit;

import static dev.selvedge.testkit.Brand.NOT_A_NUMBER;
import static dev.selvedge.testkit.Brand.TARGET;
import static dev.selvedge.testkit.Brand.customer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Payload;
import dev.selvedge.Stage;
import dev.selvedge.trail.ByHand;
import dev.selvedge.trail.Parked;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.work.replay.Choice;
import dev.selvedge.work.replay.Forecast;
import dev.selvedge.work.replay.ParkedActs;
import dev.selvedge.work.replay.Preview;
import dev.selvedge.work.replay.Preview.Fate;
import dev.selvedge.work.replay.Rehearsal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// How a replay is rehearsed, on every store.
public abstract class RehearsalContract extends PortContract {
  private static final Instant T1 = NOW.minusSeconds(3000);
  private static final Instant T2 = NOW.minusSeconds(2000);
  private static final String FEW = "\"a few\"";

  private Brand brand;
  private Rehearsal rehearsal;

  @BeforeEach
  final void open(TestInfo ignored) {
    brand = new Brand(store(), NOW);
    rehearsal = new Rehearsal(brand.parts);
  }

  private void edit(Parked parked, String points) {
    new ParkedActs(brand.parts)
        .edit(
            parked.number(),
            Payload.ofText("{\"points\":" + points + "}"),
            new ByHand("otto", "a typing error"));
  }

  @Test
  void a_rehearsal_says_what_would_come_of_it_and_leaves_no_trace() {
    brand.receive(customer("ann", FEW, T1));
    Parked parked = brand.only();
    List<TrailEntry> before = read(ports -> ports.trail().latest(99));

    Preview asItStands = rehearsal.of(parked);
    Preview drafted = rehearsal.of(parked, Payload.ofText("{\"points\":3}"));

    assertThat(asItStands.fate())
        .isInstanceOfSatisfying(
            Fate.ParksAgain.class,
            fate -> assertThat(fate.problems().getFirst().cause()).isEqualTo(NOT_A_NUMBER));
    assertThat(asItStands.isIdle()).isTrue();
    assertThat(drafted.fate()).isInstanceOf(Fate.GoesThrough.class);
    Preview.Effect effect = drafted.effects().getFirst();
    assertThat(effect.name()).isEqualTo("ann@example.com");
    assertThat(effect.differences())
        .contains(
            new Preview.Difference("POINTS", "", "3"),
            new Preview.Difference("may be mailed", "", "no"));
    assertThat(effect.calls()).containsExactly(new Preview.Call(TARGET, Preview.Need.WRITE));
    assertThat(effect.toString()).doesNotContain("ann@example.com");

    assertThat(brand.only()).isEqualTo(parked);
    reading(
        ports -> {
          assertThat(ports.trail().latest(99)).isEqualTo(before);
          assertThat(ports.people().count()).isZero();
          assertThat(ports.deliveries().counts()).isEmpty();
          assertThat(ports.inbox().backlog()).isZero();
          assertThat(ports.inbox().edits(parked.item().inboxId())).isEmpty();
        });
  }

  @Test
  void a_rehearsal_shows_what_a_known_person_had_before() {
    brand.receive(customer("ann", "1", T1));
    brand.receive(customer("ann", FEW, T2));

    Preview preview = rehearsal.of(brand.only(), Payload.ofText("{\"points\":3}"));
    Preview same = rehearsal.of(brand.only(), Payload.ofText("{\"points\":1}"));

    assertThat(preview.effects().getFirst().differences())
        .containsExactly(new Preview.Difference("POINTS", "1", "3"));
    assertThat(preview.effects().getFirst().calls())
        .containsExactly(new Preview.Call(TARGET, Preview.Need.DUE_ALREADY));
    assertThat(same.fate()).isInstanceOf(Fate.GoesThrough.class);
    assertThat(same.isIdle()).isTrue();
  }

  @Test
  void a_forecast_counts_what_would_come_of_many() {
    brand.receive(customer("a", FEW, T1), customer("b", FEW, T1), customer("c", FEW, T1));
    writing(
        ports ->
            ports
                .parked()
                .park(
                    List.of(
                        Brand.parkedItem(
                            "row/crm/customer/x", Stage.CONNECTOR, "crm/customer", NOW))));
    edit(brand.parked().get(0), "1");
    edit(brand.parked().get(1), "2");

    Forecast forecast = rehearsal.forecast(new Choice.All(Choice.NOW), done -> {});

    assertThat(forecast.looked()).isEqualTo(4);
    assertThat(forecast.through()).isEqualTo(2);
    assertThat(forecast.impossible()).isEqualTo(1);
    assertThat(forecast.parkedAgain()).isEqualTo(1);
    assertThat(forecast.writes()).containsExactly(Map.entry(TARGET + " contact", 2L));
    assertThat(brand.people()).isZero();
  }
}
