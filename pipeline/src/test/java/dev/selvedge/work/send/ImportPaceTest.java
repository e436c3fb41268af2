package dev.selvedge.work.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.ContentHash;
import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Job;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ImportPaceTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final ImportPace pace = new ImportPace(Map.of(Facet.CONTACT, 16));

  private static Job job(long id, int items) {
    List<Job.Sent> sent =
        LongStream.rangeClosed(1, items)
            .mapToObj(
                n -> new Job.Sent(Subject.contact(new PersonId(n)), ContentHash.of("sent"), "", ""))
            .toList();
    return Job.packing(id, new SystemName("dotdigital"), Facet.CONTACT, "run-1", NOON)
        .handingOver(sent, NOON);
  }

  private void goes(Job job, int leftOver) {
    pace.leaves(job, leftOver);
    pace.answered(job);
    pace.wentThrough(job);
    pace.over(job);
  }

  @Test
  void only_a_full_import_shows_that_as_many_can_go() {
    pace.tooLarge(job(1, 16));
    goes(job(2, 7), 0);
    assertThat(pace.batch(Facet.CONTACT)).isEqualTo(8);

    goes(job(3, 8), 0);
    assertThat(pace.batch(Facet.CONTACT)).isEqualTo(10);
  }

  @Test
  void one_from_which_the_target_kept_some_back_is_full() {
    pace.tooLarge(job(1, 16));
    goes(job(2, 3), 5);

    assertThat(pace.batch(Facet.CONTACT)).isEqualTo(10);
  }

  @Test
  void what_is_lost_between_two_answers_halves_nothing() {
    for (int i = 1; i < 10; i++) {
      pace.lost(job(i, 16));
      goes(job(100 + i, 2), 0);
    }
    assertThat(pace.batch(Facet.CONTACT)).isEqualTo(16);

    pace.lost(job(20, 16));
    pace.lost(job(21, 16));
    assertThat(pace.batch(Facet.CONTACT)).isEqualTo(8);
  }

  @Test
  void so_many_refusals_in_a_row_are_no_item_s_fault() {
    for (int i = 1; i <= 100; i++) {
      assertThat(pace.refusedOnceMore()).isFalse();
    }
    assertThat(pace.refusedOnceMore()).isTrue();

    goes(job(1, 1), 0);
    assertThat(pace.refusedOnceMore()).isFalse();
  }

  @Test
  void a_facet_rests_until_its_time() {
    pace.rest(Facet.CONTACT, NOON);

    assertThat(pace.isResting(Facet.CONTACT, NOON.minusMillis(1))).isTrue();
    assertThat(pace.isResting(Facet.CONTACT, NOON)).isFalse();
    assertThat(pace.isResting(Facet.ORDER, NOON.minusMillis(1))).isFalse();
  }
}
