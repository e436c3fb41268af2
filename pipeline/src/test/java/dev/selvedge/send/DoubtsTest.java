package dev.selvedge.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.plan.Facet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoubtsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int MANY = 100;

  @Test
  void a_lost_job_is_looked_for_soon_and_then_less_and_less_often() {
    Doubts doubts = Doubts.standard();
    Job job = Job.packing(1, new SystemName("dotdigital"), Facet.ENROLMENT, "run", NOON);
    Instant end = NOON.plus(doubts.enrolmentsFor());
    List<Duration> looks = new ArrayList<>();
    for (Instant at = NOON;
        at.isBefore(end) && looks.size() < MANY;
        at = doubts.lookAgain(job, at)) {
      looks.add(Duration.between(NOON, at));
    }

    assertThat(looks)
        .startsWith(Duration.ZERO, doubts.lookEvery(), doubts.lookEvery().multipliedBy(2));
    assertThat(looks).hasSizeBetween(5, 15);
    assertThat(doubts.lookAgain(job, end)).isBefore(end.plus(doubts.enrolmentsFor()));
  }
}
