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
import java.util.stream.Stream;
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

  private List<Job> adopt(List<String> former, String owner) {
    return write(ports -> ports.jobs().adopt(former, owner));
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
  void those_that_the_target_works_on_are_counted_apart() {
    Job running = job(1, contacts(1)).running("remote-1", LATER);
    writing(
        ports -> {
          ports.jobs().open(running);
          ports.jobs().open(job(2, contacts(1)).running("remote-2", LATER).inDoubt(LATER));
          ports.jobs().open(Job.packing(3, TARGET, Facet.CONTACT, "run-2", NOW));
        });
    SystemName other = new SystemName("mailer");
    List<Long> counted =
        read(
            ports ->
                List.of(
                    ports.jobs().open(TARGET, Facet.CONTACT),
                    ports.jobs().running(TARGET, Facet.CONTACT),
                    ports.jobs().running(TARGET, Facet.ORDER),
                    ports.jobs().running(other, Facet.CONTACT)));
    assertThat(counted).containsExactly(3L, 1L, 0L, 0L);
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

  @Test
  void a_packed_job_holds_what_it_was_packed_with_last() {
    Job packing = Job.packing(1, TARGET, Facet.CONTACT, "run-1", NOW);
    Job first = packing.handingOver(contacts(10_000), NOW);
    Job second = packing.handingOver(contacts(3), LATER);
    writing(ports -> ports.jobs().open(packing));
    writing(ports -> ports.jobs().pack(first));
    assertThat(jobsOf("run-1")).containsExactly(first);
    writing(ports -> ports.jobs().pack(second));
    assertThat(jobsOf("run-1")).containsExactly(second);
  }

  @Test
  void an_update_leaves_the_items_alone() {
    Job job = job(1, contacts(3));
    writing(ports -> ports.jobs().open(job));
    Job other =
        Job.packing(1, TARGET, Facet.CONTACT, "run-1", LATER)
            .handingOver(List.of(), LATER)
            .inDoubt(LATER);
    writing(ports -> ports.jobs().update(other));
    assertThat(jobsOf("run-1").getFirst().items()).isEqualTo(job.items());
    assertThat(jobsOf("run-1").getFirst().stage()).isEqualTo(Job.Stage.IN_DOUBT);
  }

  @Test
  void whoever_minds_a_job_no_more_changes_nothing_of_it() {
    Job job = job(1, contacts(3));
    writing(ports -> ports.jobs().open(job));
    writing(ports -> ports.jobs().adopt(List.of("run-1"), "run-2"));
    writing(ports -> ports.jobs().update(job.inDoubt(LATER)));
    Job packed = job.handingOver(contacts(1), LATER);
    writing(ports -> assertThat(ports.jobs().pack(packed)).isFalse());
    assertThat(jobsOf("run-1")).isEmpty();
    assertThat(jobsOf("run-2").getFirst().stage()).isEqualTo(job.stage());
    assertThat(jobsOf("run-2").getFirst().items()).isEqualTo(job.items());
  }

  @Test
  void items_may_hold_any_characters() {
    List<Job.Sent> odd =
        Stream.of(
                "",
                "1:2",
                "7:",
                "a\u001fb\u001ec",
                "a\nb\r\tc",
                "zero\u0000",
                "日本 é 𝄞",
                "'\"\\;--",
                "x".repeat(5000))
            .map(
                text ->
                    new Job.Sent(
                        new Subject(Facet.ORDER, text), ContentHash.of(text), text, text + "/"))
            .toList();
    Job job = job(1, odd);
    writing(ports -> ports.jobs().open(job));
    assertThat(jobsOf("run-1")).containsExactly(job);
  }

  @Test
  void jobs_of_the_dead_are_adopted_once() {
    Job first = job(1, contacts(2));
    Job second = owned(2, "run-2");
    Job third = owned(3, "run-3");
    Job own = owned(4, "run-4");
    writing(ports -> List.of(own, third, second, first).forEach(ports.jobs()::open));
    List<String> dead = List.of("run-1", "run-2", "run-9");
    List<Job> adopted = adopt(dead, "run-4");
    assertThat(adopted).extracting(Job::id).containsExactly(1L, 2L);
    assertThat(adopted).extracting(Job::owner).containsOnly("run-4");
    assertThat(adopted.getFirst().items()).isEqualTo(first.items());
    assertThat(adopt(dead, "run-5")).isEmpty();
    assertThat(adopt(List.of(), "run-5")).isEmpty();
    assertThat(jobsOf("run-4")).extracting(Job::id).containsExactly(1L, 2L, 4L);
    assertThat(jobsOf("run-3")).containsExactly(third);
    assertThat(count()).isEqualTo(4);
  }

  private static Job owned(long id, String owner) {
    return Job.packing(id, TARGET, Facet.CONTACT, owner, NOW);
  }
}
