package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.ContentHash;
import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Job;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every keeper of open jobs does.
public abstract class JobsContract extends PortContract {
  private static final Instant LATER = NOW.plusSeconds(30);
  private static final SystemName TARGET = new SystemName("dotdigital");

  private static Job job(long id, List<Job.Sent> items) {
    return Job.packing(id, TARGET, Facet.CONTACT, "run-1", NOW).handingOver(items, NOW);
  }

  private static List<Job.Sent> contacts(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            n ->
                new Job.Sent(
                    Subject.contact(new PersonId(n)),
                    ContentHash.of("state " + n),
                    "p" + n + "@example.com",
                    ""))
        .toList();
  }

  private List<Job> jobsOf(String owner) {
    return read(ports -> ports.jobs().ofOwner(owner));
  }

  private long count() {
    return read(ports -> ports.jobs().count());
  }

  @Test
  void an_open_job_comes_out_with_its_items_in_order() {
    Job large = job(8, contacts(700));
    Job order =
        new Job(
            7,
            new SystemName("mailer"),
            Facet.ORDER,
            "run-1",
            Job.Stage.RUNNING,
            "abc",
            NOW,
            LATER,
            List.of(
                new Job.Sent(
                    Subject.order(new OrderKey("1000")),
                    ContentHash.of("o"),
                    "a@example.com",
                    "1000")));
    writing(
        ports -> {
          ports.jobs().open(large);
          ports.jobs().open(order);
        });
    assertThat(jobsOf("run-1")).containsExactly(order, large);
    assertThat(jobsOf("run-2")).isEmpty();
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void a_job_is_kept_at_every_stage() {
    Job packing = Job.packing(1, TARGET, Facet.ENROLMENT, "run-1", NOW);
    writing(ports -> ports.jobs().open(packing));
    assertThat(jobsOf("run-1")).containsExactly(packing);
    Job handingOver = packing.handingOver(contacts(3), LATER);
    writing(ports -> ports.jobs().pack(handingOver));
    assertThat(jobsOf("run-1")).containsExactly(handingOver);
    Job running = handingOver.running("remote-1", LATER);
    writing(ports -> ports.jobs().update(running));
    assertThat(jobsOf("run-1")).containsExactly(running);
    Job again = running.askedAgain(LATER.plusSeconds(60));
    writing(ports -> ports.jobs().update(again));
    assertThat(jobsOf("run-1")).containsExactly(again);
    Job inDoubt = again.inDoubt(LATER.plusSeconds(90));
    writing(ports -> ports.jobs().update(inDoubt));
    assertThat(jobsOf("run-1")).containsExactly(inDoubt);
  }

  @Test
  void a_closed_job_is_gone_with_its_items() {
    writing(
        ports -> {
          ports.jobs().open(job(1, contacts(3)));
          ports.jobs().open(job(2, contacts(3)));
          ports.jobs().close(1);
        });
    assertThat(jobsOf("run-1")).containsExactly(job(2, contacts(3)));
    writing(ports -> ports.jobs().open(job(1, List.of())));
    assertThat(jobsOf("run-1")).containsExactly(job(1, List.of()), job(2, contacts(3)));
  }
}
