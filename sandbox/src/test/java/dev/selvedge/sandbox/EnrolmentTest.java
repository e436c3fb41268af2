package dev.selvedge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.sandbox.program.Attendance;
import dev.selvedge.sandbox.program.Program.Status;
import dev.selvedge.sandbox.setting.Settings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EnrolmentTest {
  private static final String ENROLMENTS = "/v2/programs/enrolments";
  private static final int ORDER_SHIPPED = 12;
  private static final int NEWSLETTER = 50_117;

  private SandboxServer server;
  private Caller caller;
  private int ada;

  @BeforeEach
  void start() {
    server =
        SandboxServer.start(
            SandboxConfig.defaults()
                .clock(InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")))
                .settings(Settings.unthrottled()));
    caller = new Caller(server);
    ada =
        caller
            .post("/contacts/v3", "{'identifiers':{'email':'ada@example.com'},'lists':[50117]}")
            .json()
            .path("contactId")
            .asInt();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String body(int program, String contacts, String lists) {
    return "{'programId':%d,'contacts':[%s],'addressBooks':[%s]}"
        .formatted(program, contacts, lists);
  }

  private Caller.Got enrol(int program) {
    return caller.post(ENROLMENTS, body(program, "" + ada, ""));
  }

  private Attendance attendance(int program) {
    return server.inside().attendance(program, "ada@example.com");
  }

  private String faults(Caller.Got enrolment) {
    return caller.get(ENROLMENTS + "/" + enrolment.at("/id") + "/report-faults").text();
  }

  @Test
  void a_program_lets_a_contact_in_again_and_the_sandbox_counts_it() {
    enrol(ORDER_SHIPPED);
    enrol(ORDER_SHIPPED);

    assertThat(attendance(ORDER_SHIPPED)).isEqualTo(new Attendance(2, 2));
    assertThat(server.inside().attendances(ORDER_SHIPPED)).containsOnlyKeys(ada);
    assertThat(server.inside().attendance(ORDER_SHIPPED, "nobody@example.com"))
        .isEqualTo(Attendance.NEVER);
  }

  @Test
  void a_program_can_be_told_to_turn_away_who_has_been_in_it() {
    server.changeProgram(ORDER_SHIPPED, Status.ACTIVE, true);
    enrol(ORDER_SHIPPED);

    assertThat(faults(enrol(ORDER_SHIPPED))).contains(ada + ",ada@example.com,,AlreadyInProgram");
    assertThat(attendance(ORDER_SHIPPED)).isEqualTo(new Attendance(2, 1));
  }

  @Test
  void a_lost_answer_leaves_an_enrolment_that_can_be_found_in_the_list() {
    server.change(server.settings().withJobDelay(Duration.ofMinutes(1)));
    server.faults().add(FaultRule.times(1, "POST", ENROLMENTS, new Fault.CutAfter()));
    assertThatThrownBy(
            () ->
                caller.send(
                    "POST", ENROLMENTS, body(ORDER_SHIPPED, "" + ada, "").replace('\'', '"')))
        .isInstanceOf(IOException.class);

    Caller.Got processing = caller.get(ENROLMENTS + "/Processing?select=10&skip=0");
    assertThat(processing.json().size()).isEqualTo(1);
    assertThat(processing.at("/0/programId")).isEqualTo("12");
    assertThat(processing.at("/0/dateCreated")).isEqualTo("2026-01-01T00:00:00.000Z");
    assertThat(processing.json().at("/0/contacts").isNull()).isTrue();
    assertThat(processing.json().at("/0/addressBooks").isNull()).isTrue();

    server.clock().advance(Duration.ofMinutes(1));
    assertThat(caller.get(ENROLMENTS + "/Processing").json().size()).isZero();
    assertThat(caller.get(ENROLMENTS + "/Finished").json().size()).isEqualTo(1);
    assertThat(attendance(ORDER_SHIPPED)).isEqualTo(new Attendance(1, 1));
  }

  @Test
  void the_list_is_paged_and_its_order_is_a_switch() {
    for (int i = 0; i < 3; i++) {
      enrol(ORDER_SHIPPED);
      server.clock().advance(Duration.ofSeconds(1));
    }

    assertThat(caller.get(ENROLMENTS + "/Finished?select=2&skip=2").json().size()).isEqualTo(1);
    assertThat(caller.get(ENROLMENTS + "/Finished").at("/0/dateCreated")).endsWith(":00.000Z");
    server.change(server.settings().with("{\"switches\":{\"enrolmentsNewestFirst\":true}}"));
    assertThat(caller.get(ENROLMENTS + "/Finished").at("/0/dateCreated")).endsWith(":02.000Z");
    assertThat(caller.get(ENROLMENTS + "/NotAvailableInThisVersion").json().size()).isZero();
    assertThat(caller.get(ENROLMENTS + "/Finished?select=1001").status()).isEqualTo(400);
  }

  @Test
  void the_cap_of_twenty_calls_is_for_any_hour_and_counts_accepted_calls() {
    server.change(server.settings().with("{\"limits\":{\"enrolmentCallsPerHour\":20}}"));
    IntStream.range(0, 20).forEach(_ -> enrol(ORDER_SHIPPED));
    server.clock().advance(Duration.ofMinutes(59));

    Caller.Got refused = enrol(ORDER_SHIPPED);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("/message")).contains("ERROR_ENROLMENT_ALLOWANCE_EXCEEDED");

    server.clock().advance(Duration.ofMinutes(1));
    assertThat(enrol(ORDER_SHIPPED).status()).isEqualTo(201);
    assertThat(attendance(ORDER_SHIPPED).entered()).isEqualTo(21);
  }

  @Test
  void chosen_contacts_are_turned_away_with_a_chosen_reason_or_vanish() {
    server
        .faults()
        .add(
            FaultRule.times(
                1, "POST", ENROLMENTS, new Fault.ItemFails("" + ada, "OutsideOfTheRules")));
    assertThat(faults(enrol(ORDER_SHIPPED))).contains("OutsideOfTheRules");

    server
        .faults()
        .add(
            FaultRule.times(
                1, "POST", ENROLMENTS, new Fault.ItemOmitted("ada@example.com", false)));
    assertThat(faults(enrol(ORDER_SHIPPED))).doesNotContain("ada@example.com");
    assertThat(attendance(ORDER_SHIPPED)).isEqualTo(new Attendance(2, 0));
  }

  @Test
  void lists_carry_enrolments_and_both_at_once_can_be_refused() {
    Caller.Got both = caller.post(ENROLMENTS, body(ORDER_SHIPPED, "" + ada, "" + NEWSLETTER));
    assertThat(both.status()).isEqualTo(201);
    assertThat(attendance(ORDER_SHIPPED).entered()).isEqualTo(2);

    server.change(server.settings().with("{\"switches\":{\"contactsOrLists\":true}}"));
    assertThat(
            caller.post(ENROLMENTS, body(ORDER_SHIPPED, "" + ada, "" + NEWSLETTER)).at("/message"))
        .contains("ERROR_ENROLMENT_INVALID");
    assertThat(caller.post(ENROLMENTS, body(ORDER_SHIPPED, "", "")).at("/message"))
        .contains("ERROR_ENROLMENT_INVALID");
    assertThat(caller.post(ENROLMENTS, body(ORDER_SHIPPED, "", "1")).at("/message"))
        .contains("ERROR_ADDRESSBOOK_NOT_FOUND");
  }

  @Test
  void a_contact_deleted_meanwhile_does_not_go_in() {
    server.change(server.settings().withJobDelay(Duration.ofMinutes(1)));
    Caller.Got enrolment = enrol(ORDER_SHIPPED);
    server.act("delete", "ada@example.com");
    server.clock().advance(Duration.ofMinutes(1));

    assertThat(faults(enrolment)).contains("Deleted");
    assertThat(attendance(ORDER_SHIPPED)).isEqualTo(new Attendance(1, 0));
  }

  @Test
  void programs_are_made_and_changed_while_it_runs() {
    int program = server.addProgram("Thanks", Status.ACTIVE, false);
    assertThat(enrol(program).status()).isEqualTo(201);

    assertThat(
            caller.patch("/__sandbox/programs/" + program, "{'status':'Deactivated'}").at("/once"))
        .isEqualTo("false");
    assertThat(enrol(program).status()).isEqualTo(422);
    assertThat(caller.get("/__sandbox/programs/" + program + "/contacts").at("/0/entered"))
        .isEqualTo("1");
    assertThat(caller.patch("/__sandbox/programs/999", "{}").status()).isEqualTo(404);
    assertThat(caller.patch("/__sandbox/programs/12", "{'status':'x'}").status()).isEqualTo(400);
    assertThatThrownBy(() -> server.changeProgram(999, Status.ACTIVE, true))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
