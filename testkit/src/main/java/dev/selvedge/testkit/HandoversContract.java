package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.send.Handover;
import dev.selvedge.send.Handover.Knowledge;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every memory of calls that must not be repeated does.
public abstract class HandoversContract extends PortContract {
  private static final SystemName TARGET = new SystemName("dotdigital");
  private static final Instant NEXT = NOW.plusMillis(1);

  private static Handover dark(long job, String key, Instant at) {
    return new Handover(job, TARGET, key, at, Knowledge.NONE, "");
  }

  private void put(Handover... handovers) {
    writing(ports -> List.of(handovers).forEach(ports.handovers()::put));
  }

  private List<Handover> between(String key, Instant from, Instant until) {
    return read(ports -> ports.handovers().between(TARGET, key, from, until));
  }

  @Test
  void those_of_a_key_and_time_are_given_oldest_first() {
    Handover second = dark(1, "12", NEXT);
    Handover first = dark(2, "12", NOW);
    Handover third = dark(3, "12", NEXT);
    put(second, first, third, dark(4, "13", NOW));
    put(new Handover(5, new SystemName("mailer"), "12", NOW, Knowledge.NONE, ""));

    assertThat(between("12", NOW, NEXT)).containsExactly(first, second, third);
    assertThat(between("12", NOW, NOW)).containsExactly(first);
    assertThat(between("12", NEXT, NEXT.plusSeconds(9))).containsExactly(second, third);
    assertThat(between("12", NEXT.plusMillis(1), NEXT.plusSeconds(9))).isEmpty();
  }

  @Test
  void what_is_known_by_now_stands_in_place_of_what_was() {
    put(dark(1, "12", NOW), dark(2, "12", NOW));
    Handover answered = new Handover(1, TARGET, "12", NOW, Knowledge.ANSWERED, "e1");
    Handover found = new Handover(2, TARGET, "12", NEXT, Knowledge.FOUND, "e2");
    put(answered, found);

    assertThat(between("12", NOW, NEXT)).containsExactly(answered, found);
  }

  @Test
  void one_that_had_no_effect_is_no_more() {
    Handover other = dark(2, "12", NOW);
    put(dark(1, "12", NOW), other);
    writing(ports -> ports.handovers().remove(1));
    writing(ports -> ports.handovers().remove(7));

    assertThat(between("12", NOW, NOW)).containsExactly(other);
  }

  @Test
  void those_before_a_time_are_forgotten() {
    Handover kept = dark(2, "12", NEXT);
    put(dark(1, "12", NOW), kept);
    writing(ports -> ports.handovers().forget(new SystemName("mailer"), NEXT.plusSeconds(1)));
    assertThat(between("12", NOW, NEXT)).hasSize(2);
    writing(ports -> ports.handovers().forget(TARGET, NEXT));

    assertThat(between("12", NOW, NEXT)).containsExactly(kept);
  }
}
