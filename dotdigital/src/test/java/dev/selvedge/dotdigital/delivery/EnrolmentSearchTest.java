package dev.selvedge.dotdigital.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.plan.Facet;
import dev.selvedge.send.Job;
import dev.selvedge.send.Target.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Enrolments whose answer was lost are looked for, and never made twice for want of certainty.
class EnrolmentSearchTest {
  private static final Instant NOW = Rig.NOW;
  private static final String NONE = "[]";

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private Job lost() {
    return lost(1);
  }

  private Job lost(long id) {
    Job job =
        rig.job(
            Facet.ENROLMENT,
            "",
            Rig.sentEnrolment(1, 12, "a" + id),
            Rig.sentEnrolment(2, 12, "b" + id));
    return new Job(
        id,
        job.target(),
        job.facet(),
        job.owner(),
        job.stage(),
        job.remoteId(),
        job.startedAt(),
        job.askAt(),
        job.items());
  }

  private static String one(String id, int program, Instant made) {
    return "{\"id\":\"%s\",\"programId\":%d,\"status\":\"x\",\"dateCreated\":\"%s\"}"
        .formatted(id, program, made);
  }

  private EnrolmentSearchTest serverTime() {
    rig.replies(200, rig.time.get().toString());
    return this;
  }

  /// Lists of one page each.
  private Sighting find(Job job, String processing, String finished) {
    serverTime();
    list(processing);
    list(finished);
    return rig.target.lookFor(job);
  }

  private void list(String page) {
    rig.repliesBare(200, page);
    if (!page.equals(NONE)) {
      rig.repliesBare(200, NONE);
    }
  }

  @Test
  void none_of_the_program_and_time_is_not_seen() {
    assertThat(
            find(
                lost(),
                "[" + one("e1", 13, NOW) + "]",
                "["
                    + one("e2", 12, NOW.minusSeconds(3))
                    + ","
                    + one("e3", 12, NOW.plusSeconds(151))
                    + "]"))
        .isEqualTo(new Sighting.NotSeen());
    assertThat(rig.lines())
        .containsExactly(
            "GET /v2/server-time",
            "GET /v2/programs/enrolments/Processing?select=1000",
            "GET /v2/programs/enrolments/Processing?select=1000&skip=1",
            "GET /v2/programs/enrolments/Finished?select=1000",
            "GET /v2/programs/enrolments/Finished?select=1000&skip=2");
  }

  @ParameterizedTest
  @CsvSource({"-2", "0", "60", "150"})
  void one_of_the_program_and_time_is_the_lost_one(int seconds) {
    assertThat(find(lost(), "[" + one("e1", 12, NOW.plusSeconds(seconds)) + "]", NONE))
        .isEqualTo(new Sighting.Found("e1"));
  }

  @Test
  void one_that_ends_between_the_two_lists_counts_once() {
    String same = "[" + one("e1", 12, NOW) + "]";

    assertThat(find(lost(), same, same)).isEqualTo(new Sighting.Found("e1"));
  }

  @Test
  void two_of_the_program_and_time_cannot_be_told_apart() {
    assertThat(find(lost(), "[" + one("e1", 12, NOW) + "]", "[" + one("e2", 12, NOW) + "]"))
        .isInstanceOf(Sighting.Ambiguous.class);
  }

  @Test
  void one_that_was_answered_is_explained() {
    rig.replies(201, one("e1", 12, NOW));
    rig.target.pack(Facet.ENROLMENT, List.of(Rig.enrolmentItem(1, 12, "z"))).handOver();

    assertThat(find(lost(), "[" + one("e1", 12, NOW) + "," + one("e2", 12, NOW) + "]", NONE))
        .isEqualTo(new Sighting.Found("e2"));
  }

  @Test
  void one_that_another_job_is_only_held_to_have_proves_nothing() {
    Job running = rig.job(Facet.ENROLMENT, "e1", Rig.sentEnrolment(3, 12, "c")).running("e1", NOW);
    rig.repliesBare(200, "{\"id\":\"e1\",\"programId\":12,\"status\":\"Processing\"}");
    rig.target.progress(running);

    // Whether that job was answered or had to search is not known: it may have been mistaken.
    assertThat(find(lost(2), "[" + one("e1", 12, NOW) + "]", NONE))
        .isInstanceOf(Sighting.Ambiguous.class);
  }

  @Test
  void one_that_was_found_for_a_job_is_no_proof_that_anothers_was_not_made() {
    String listed = "[" + one("e1", 12, NOW) + "]";
    assertThat(find(lost(1), listed, NONE)).isEqualTo(new Sighting.Found("e1"));

    assertThat(find(lost(1), listed, NONE)).isEqualTo(new Sighting.Found("e1"));
    assertThat(find(lost(2), listed, NONE)).isInstanceOf(Sighting.Ambiguous.class);
  }

  @Test
  void one_enrolment_for_two_lost_jobs_of_a_time_is_nobodys() {
    assertThat(find(lost(1), NONE, NONE)).isEqualTo(new Sighting.NotSeen());
    assertThat(find(lost(2), "[" + one("e1", 12, NOW) + "]", NONE))
        .isInstanceOf(Sighting.Ambiguous.class);

    // The first has long been given up.
    Job later = lost(2);
    rig.pass(Duration.ofMinutes(3));
    assertThat(find(later, "[" + one("e1", 12, NOW) + "]", NONE))
        .isEqualTo(new Sighting.Found("e1"));
  }

  @Test
  void where_the_contacts_are_told_their_number_must_fit() {
    String three =
        "{\"id\":\"e1\",\"programId\":12,\"dateCreated\":\"" + NOW + "\",\"contacts\":[1,2,3]}";
    String two =
        "{\"id\":\"e2\",\"programId\":12,\"dateCreated\":\"" + NOW + "\",\"contacts\":[1,2]}";
    String list =
        "{\"id\":\"e3\",\"programId\":12,\"dateCreated\":\"" + NOW + "\",\"addressBooks\":[7]}";

    assertThat(find(lost(), "[" + three + "," + two + "," + list + "]", NONE))
        .isEqualTo(new Sighting.Found("e2"));
  }

  @Test
  void what_does_not_tell_when_it_was_made_may_be_the_lost_one() {
    String dateless = "{\"id\":\"e1\",\"programId\":12,\"dateCreated\":\"then\"}";

    assertThat(find(lost(), NONE, "[" + dateless + "," + one("e2", 12, NOW) + "]"))
        .isInstanceOf(Sighting.Ambiguous.class);
  }

  @Test
  void times_are_compared_by_the_servers_clock() {
    Job job = lost();
    rig.repliesBare(200, NOW.plusSeconds(7200).toString());
    list("[" + one("e1", 12, NOW.plusSeconds(7201)) + "]");
    list("[" + one("e2", 12, NOW.plusSeconds(1)) + "]");

    assertThat(rig.target.lookFor(job)).isEqualTo(new Sighting.Found("e1"));
  }

  @Test
  void an_account_that_does_not_answer_cannot_be_looked_at() {
    rig.repliesBare(500, "");
    assertThat(rig.target.lookFor(lost())).isInstanceOf(Sighting.NotKnown.class);
    serverTime();
    rig.repliesBare(500, "");
    assertThat(rig.target.lookFor(lost())).isInstanceOf(Sighting.NotKnown.class);
    serverTime();
    list(NONE);
    rig.repliesBare(429, "");
    assertThat(rig.target.lookFor(lost())).isInstanceOf(Sighting.NotKnown.class);
  }

  private static String page(int from, int step) {
    List<String> listed = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      listed.add(
          one(
              "old" + from + "-" + i,
              12,
              NOW.minusSeconds(100_000L - (long) from - (long) i * step)));
    }
    return "[" + String.join(",", listed) + "]";
  }

  @Test
  void a_long_list_is_read_to_its_end_but_not_beyond_where_it_has_gone_back_far_enough() {
    // Oldest first: the lost one stands at the end.
    serverTime();
    list(NONE);
    rig.repliesBare(200, page(0, 1)).repliesBare(200, page(1000, 1));
    list("[" + one("e1", 12, NOW) + "]");
    assertThat(rig.target.lookFor(lost())).isEqualTo(new Sighting.Found("e1"));

    // Newest first: one page tells.
    serverTime();
    list(NONE);
    rig.repliesBare(200, page(0, -1));
    assertThat(rig.target.lookFor(lost(5))).isEqualTo(new Sighting.NotSeen());
  }

  @Test
  void a_list_without_an_end_is_given_up() {
    serverTime();
    list(NONE);
    for (int i = 0; i < 30; i++) {
      rig.repliesBare(
          200, "[" + one("old", 12, NOW.minusSeconds(99)) + "," + one("new", 13, NOW) + "]");
    }

    assertThat(rig.target.lookFor(lost())).isInstanceOf(Sighting.Ambiguous.class);
  }

  @Test
  void an_enrolment_whose_id_is_known_is_never_made_again() {
    Job known = rig.job(Facet.ENROLMENT, "e1", Rig.sentEnrolment(1, 12, "a"));
    rig.repliesBare(200, one("e1", 12, NOW));
    assertThat(rig.target.lookFor(known)).isEqualTo(new Sighting.Found("e1"));
    rig.repliesBare(404, Rig.v2Error("ERROR_ENROLMENT_NOT_FOUND"));
    assertThat(rig.target.lookFor(known)).isInstanceOf(Sighting.Ambiguous.class);
    rig.repliesBare(500, "");
    assertThat(rig.target.lookFor(known)).isInstanceOf(Sighting.NotKnown.class);
  }
}
