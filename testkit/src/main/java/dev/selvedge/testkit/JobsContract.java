package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.ContentHash;
import dev.selvedge.PersonId;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Job;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every keeper of import jobs does.
public abstract class JobsContract extends PortContract {
  private static final Instant LATER = NOW.plusSeconds(30);

  private static Job job(long id, Instant startedAt, List<Job.Sent> items) {
    return new Job(id, Facet.CONTACT, "", startedAt, startedAt, items);
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

  private List<Job> openJobs() {
    return read(ports -> ports.jobs().open());
  }

  @Test
  void an_open_job_comes_out_with_its_items_in_order() {
    Job large = job(8, NOW, contacts(700));
    Job order =
        new Job(
            7,
            Facet.ORDER,
            "abc",
            LATER,
            LATER,
            List.of(
                new Job.Sent(
                    Subject.order(new OrderKey("1000")),
                    ContentHash.of("o"),
                    "a@example.com",
                    "1000")));
    writing(
        ports -> {
          ports.jobs().open(order);
          ports.jobs().open(large);
        });
    assertThat(openJobs()).containsExactly(large, order);
  }

  @Test
  void a_handed_over_job_has_its_remote_id_and_is_asked_for_later() {
    writing(
        ports -> {
          ports.jobs().open(job(1, NOW, contacts(1)));
          ports.jobs().handedOver(1, "remote-1", LATER);
        });
    assertThat(openJobs())
        .containsExactly(new Job(1, Facet.CONTACT, "remote-1", NOW, LATER, contacts(1)));
    Instant muchLater = LATER.plusSeconds(60);
    writing(ports -> ports.jobs().askAgain(1, muchLater));
    assertThat(openJobs()).extracting(Job::askAt).containsExactly(muchLater);
    assertThat(openJobs()).extracting(Job::remoteId).containsExactly("remote-1");
  }

  @Test
  void a_closed_job_is_gone_with_its_items() {
    writing(
        ports -> {
          ports.jobs().open(job(1, NOW, contacts(3)));
          ports.jobs().open(job(2, NOW, contacts(3)));
          ports.jobs().close(1);
        });
    assertThat(openJobs()).containsExactly(job(2, NOW, contacts(3)));
    writing(ports -> ports.jobs().open(job(1, NOW, List.of())));
    assertThat(openJobs()).containsExactly(job(1, NOW, List.of()), job(2, NOW, contacts(3)));
  }
}
