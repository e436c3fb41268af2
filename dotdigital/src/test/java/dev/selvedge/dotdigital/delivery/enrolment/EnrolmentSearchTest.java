package dev.selvedge.dotdigital.delivery.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.dotdigital.delivery.Rig;
import dev.selvedge.plan.Facet;
import dev.selvedge.send.Handover;
import dev.selvedge.send.Handover.Knowledge;
import dev.selvedge.send.Job;
import dev.selvedge.send.Target.Sighting;
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
    return rig.job(
        Facet.ENROLMENT, "", Rig.sentEnrolment(1, 12, "a"), Rig.sentEnrolment(2, 12, "b"));
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
  private Sighting find(Job job, String processing, String finished, Handover... others) {
    serverTime();
    list(processing);
    list(finished);
    return rig.target.lookFor(job, () -> List.of(others));
  }

  private Handover another(Instant at, Knowledge knowledge, String remoteId) {
    return new Handover(77, lost().target(), "12", at, knowledge, remoteId);
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
  void one_that_answered_another_call_is_explained() {
    Handover answered = another(NOW, Knowledge.ANSWERED, "e1");

    assertThat(find(lost(), "[" + one("e1", 12, NOW) + "]", NONE, answered))
        .isEqualTo(new Sighting.NotSeen());
    assertThat(
            find(lost(), "[" + one("e1", 12, NOW) + "," + one("e2", 12, NOW) + "]", NONE, answered))
        .isEqualTo(new Sighting.Found("e2"));
  }

  @Test
  void one_that_was_found_for_another_is_no_proof_that_this_was_not_made() {
    Handover found = another(NOW, Knowledge.FOUND, "e1");

    assertThat(find(lost(), "[" + one("e1", 12, NOW) + "]", NONE, found))
        .isInstanceOf(Sighting.Ambiguous.class);
    assertThat(find(lost(), "[" + one("e2", 12, NOW) + "]", NONE, found))
        .isEqualTo(new Sighting.Found("e2"));
  }

  @ParameterizedTest
  @CsvSource({"-152, true", "-153, false", "0, true", "152, true", "153, false"})
  void one_for_two_that_are_in_the_dark_is_nobodys(int apart, boolean mistakable) {
    Handover dark = another(NOW.plusSeconds(apart), Knowledge.NONE, "");
    Sighting sighting = find(lost(), "[" + one("e1", 12, NOW) + "]", NONE, dark);

    if (mistakable) {
      assertThat(sighting).isInstanceOf(Sighting.Ambiguous.class);
    } else {
      assertThat(sighting).isEqualTo(new Sighting.Found("e1"));
    }
    assertThat(find(lost(), NONE, NONE, dark)).isEqualTo(new Sighting.NotSeen());
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

    assertThat(rig.target.lookFor(job, List::of)).isEqualTo(new Sighting.Found("e1"));
  }

  @Test
  void an_account_that_does_not_answer_cannot_be_looked_at() {
    rig.repliesBare(500, "");
    assertThat(rig.target.lookFor(lost(), List::of)).isInstanceOf(Sighting.NotKnown.class);
    serverTime();
    rig.repliesBare(500, "");
    assertThat(rig.target.lookFor(lost(), List::of)).isInstanceOf(Sighting.NotKnown.class);
    serverTime();
    list(NONE);
    rig.repliesBare(429, "");
    assertThat(rig.target.lookFor(lost(), List::of)).isInstanceOf(Sighting.NotKnown.class);
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
    assertThat(rig.target.lookFor(lost(), List::of)).isEqualTo(new Sighting.Found("e1"));

    // Newest first: one page tells.
    serverTime();
    list(NONE);
    rig.repliesBare(200, page(0, -1));
    assertThat(rig.target.lookFor(lost(), List::of)).isEqualTo(new Sighting.NotSeen());
  }

  @Test
  void a_list_without_an_end_is_given_up() {
    serverTime();
    list(NONE);
    for (int i = 0; i < 30; i++) {
      rig.repliesBare(
          200, "[" + one("old", 12, NOW.minusSeconds(99)) + "," + one("new", 13, NOW) + "]");
    }

    assertThat(rig.target.lookFor(lost(), List::of)).isInstanceOf(Sighting.Ambiguous.class);
  }

  @Test
  void an_enrolment_whose_id_is_known_is_never_made_again() {
    Job known = rig.job(Facet.ENROLMENT, "e1", Rig.sentEnrolment(1, 12, "a"));
    rig.repliesBare(200, one("e1", 12, NOW));
    assertThat(rig.target.lookFor(known, List::of)).isEqualTo(new Sighting.Found("e1"));
    rig.repliesBare(404, Rig.v2Error("ERROR_ENROLMENT_NOT_FOUND"));
    assertThat(rig.target.lookFor(known, List::of)).isInstanceOf(Sighting.Ambiguous.class);
    rig.repliesBare(500, "");
    assertThat(rig.target.lookFor(known, List::of)).isInstanceOf(Sighting.NotKnown.class);
  }
}
