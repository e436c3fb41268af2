package dev.selvedge.dotdigital.delivery.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.dotdigital.delivery.Rig;
import dev.selvedge.plan.Facet;
import dev.selvedge.send.Job;
import dev.selvedge.send.Target.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Imports whose answer was lost are looked for by what they wrote.
class EffectSearchTest {
  private static final Instant NOW = Rig.NOW;

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private Job contacts() {
    return rig.job(
        Facet.CONTACT,
        "",
        Rig.sentContact(1, "first@example.com"),
        Rig.sentContact(2, "middle@example.com"),
        Rig.sentContact(3, "last@example.com"));
  }

  private Job records() {
    return rig.job(Facet.ORDER, "", Rig.sentOrder("A-1", "ada@example.com"));
  }

  private EffectSearchTest serverTime(Instant at) {
    rig.replies(200, "\"" + at + "\"");
    return this;
  }

  private EffectSearchTest contact(Instant updated) {
    rig.replies(200, Rig.contactJson(1, "x@example.com", updated));
    return this;
  }

  private EffectSearchTest order(String updated) {
    rig.replies(200, "{\"key\":\"A-1\",\"json\":{},\"updated\":\"" + updated + "\"}");
    return this;
  }

  @Test
  void contacts_written_since_show_that_the_import_was_done() {
    Job job = contacts();
    serverTime(NOW).contact(NOW.plusSeconds(3)).contact(NOW.plusSeconds(2));

    assertThat(rig.target.lookFor(job, List::of)).isEqualTo(new Sighting.Done());
    assertThat(rig.lines())
        .containsExactly(
            "GET /v2/server-time",
            "GET /contacts/v3/email/last%40example.com",
            "GET /contacts/v3/email/first%40example.com");
  }

  @Test
  void an_older_last_contact_shows_that_it_was_not() {
    serverTime(NOW).contact(NOW.minusSeconds(2));

    assertThat(rig.target.lookFor(contacts(), List::of)).isEqualTo(new Sighting.NotSeen());
    assertThat(rig.calls()).isEqualTo(2);
  }

  @Test
  void the_first_contact_must_have_been_written_too() {
    serverTime(NOW).contact(NOW.plusSeconds(3)).contact(NOW.minusSeconds(60));

    assertThat(rig.target.lookFor(contacts(), List::of)).isEqualTo(new Sighting.NotSeen());
  }

  @Test
  void a_contact_that_is_not_there_shows_nothing() {
    serverTime(NOW);
    rig.replies(404, Rig.error("contacts:contactNotFound"));

    assertThat(rig.target.lookFor(contacts(), List::of)).isEqualTo(new Sighting.NotSeen());
  }

  @Test
  void times_are_compared_by_the_servers_clock() {
    Job job = contacts();
    rig.pass(Duration.ofSeconds(10));
    // Its clock is an hour slow: what it wrote a second after the handing over bears this time.
    Instant there = NOW.minusSeconds(3600);
    serverTime(there.plusSeconds(10)).contact(there.plusSeconds(1)).contact(there.plusSeconds(1));

    assertThat(rig.target.lookFor(job, List::of)).isEqualTo(new Sighting.Done());

    // And fast: what bears our own time was written long before.
    serverTime(NOW.plusSeconds(3610)).contact(NOW.plusSeconds(1));
    assertThat(rig.target.lookFor(job, List::of)).isEqualTo(new Sighting.NotSeen());
  }

  @Test
  void an_account_that_does_not_answer_cannot_be_looked_at() {
    rig.replies(500, "");
    assertThat(rig.target.lookFor(contacts(), List::of)).isInstanceOf(Sighting.NotKnown.class);
    serverTime(NOW);
    rig.replies(429, "");
    assertThat(rig.target.lookFor(contacts(), List::of))
        .isEqualTo(new Sighting.NotKnown("the account's allowance is used up for now"));
  }

  @Test
  void a_record_written_since_shows_that_the_import_was_done() {
    serverTime(NOW).order("2026-01-01T00:00:31Z");

    assertThat(rig.target.lookFor(records(), List::of)).isEqualTo(new Sighting.Done());
    assertThat(rig.last().line())
        .isEqualTo("GET /insightData/v3/contacts/email/ada%40example.com/Orders/A-1");
  }

  @Test
  void a_record_that_is_older_or_does_not_tell_or_is_not_there_shows_nothing() {
    serverTime(NOW).order("2026-01-01T00:00:01Z");
    assertThat(rig.target.lookFor(records(), List::of)).isEqualTo(new Sighting.NotSeen());
    serverTime(NOW).order("once");
    assertThat(rig.target.lookFor(records(), List::of)).isEqualTo(new Sighting.NotSeen());
    serverTime(NOW);
    rig.replies(404, Rig.error("insightData:recordNotFound"));
    assertThat(rig.target.lookFor(records(), List::of)).isEqualTo(new Sighting.NotSeen());
  }

  @Test
  void an_import_that_does_not_end_is_looked_for_by_what_it_wrote_too() {
    Job overdue = rig.job(Facet.CONTACT, Rig.IMPORT_ID, Rig.sentContact(1, "first@example.com"));
    serverTime(NOW).contact(NOW.plusSeconds(5));

    assertThat(rig.target.lookFor(overdue, List::of)).isEqualTo(new Sighting.Done());
  }

  @Test
  void what_no_call_can_ask_for_is_not_seen() {
    serverTime(NOW);

    assertThat(
            rig.target.lookFor(
                rig.job(Facet.ORDER, "", Rig.sentOrder("..", "ada@example.com")), List::of))
        .isEqualTo(new Sighting.NotSeen());
  }
}
