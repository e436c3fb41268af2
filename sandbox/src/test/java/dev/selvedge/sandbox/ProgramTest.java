package dev.selvedge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.sandbox.setting.Limits;
import dev.selvedge.sandbox.setting.Settings;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgramTest {
  private static final String ENROLMENTS = "/v2/programs/enrolments";
  private static final int ORDER_SHIPPED = 12;
  private static final int WELCOME = 16;

  private SandboxServer server;
  private Caller caller;
  private int ada;

  @BeforeEach
  void start() {
    server = SandboxServer.start(SandboxConfig.unthrottled());
    caller = new Caller(server);
    ada =
        caller
            .post("/contacts/v3", "{'identifiers':{'email':'ada@example.com'}}")
            .json()
            .path("contactId")
            .asInt();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Caller.Got enrol(int program, String contacts) {
    return caller.post(
        ENROLMENTS,
        "{'programId':" + program + ",'contacts':[" + contacts + "],'addressBooks':[]}");
  }

  @Test
  void every_state_of_a_program_is_seeded() {
    assertThat(caller.get("/v2/programs/?select=100").json().findValuesAsString("status"))
        .contains("Draft", "Active", "Deactivated", "ReadOnly");
  }

  @Test
  void an_enrolment_is_processed_later_and_its_faults_come_as_csv() {
    server.change(Settings.unthrottled().withJobDelay(Duration.ofMinutes(1)));
    server.act("unsubscribe", "ada@example.com");

    Caller.Got got = enrol(ORDER_SHIPPED, Integer.toString(ada));
    assertThat(got.status()).isEqualTo(201);
    assertThat(got.at("/status")).isEqualTo("Processing");
    String path = ENROLMENTS + "/" + got.at("/id");
    assertThat(caller.get(path + "/report-faults").at("/message"))
        .contains("ERROR_ENROLMENT_IS_PROCESSING");

    server.clock().advance(Duration.ofMinutes(1));
    assertThat(caller.get(path).at("/status")).isEqualTo("Finished");
    assertThat(caller.get(path + "/report-faults").text())
        .startsWith("Id,Email,TelephoneNumber,Reason")
        .contains(ada + ",ada@example.com,,Unsubcribed");
  }

  @Test
  void a_program_that_is_not_active_is_a_422() {
    Caller.Got got = enrol(11, Integer.toString(ada));

    assertThat(got.status()).isEqualTo(422);
    assertThat(got.at("/message")).isEqualTo("Error: ERROR_PROGRAM_NOT_ACTIVE");
    assertThat(enrol(999, Integer.toString(ada)).status()).isEqualTo(404);
  }

  @Test
  void more_than_twenty_five_contacts_or_twenty_calls_are_refused() {
    server.change(Settings.unthrottled().withLimits(Limits.unthrottled().withEnrolmentCalls(20)));
    String many =
        IntStream.range(0, 26)
            .mapToObj(_ -> Integer.toString(ada))
            .collect(Collectors.joining(","));
    assertThat(enrol(ORDER_SHIPPED, many).at("/message")).contains("ERROR_ENROLMENT_INVALID");

    IntStream.range(0, 20)
        .forEach(_ -> assertThat(enrol(ORDER_SHIPPED, "" + ada).status()).isEqualTo(201));
    assertThat(enrol(ORDER_SHIPPED, "" + ada).at("/message"))
        .contains("ERROR_ENROLMENT_ALLOWANCE_EXCEEDED");
  }

  @Test
  void a_program_for_once_in_a_lifetime_turns_the_second_time_away() {
    enrol(WELCOME, "" + ada);
    Caller.Got again = enrol(WELCOME, "" + ada);

    assertThat(caller.get(ENROLMENTS + "/" + again.at("/id") + "/report-faults").text())
        .contains("AlreadyInProgram");
    assertThat(server.inside().enrolments().getFirst().enrolled()).containsExactly(ada);
    assertThat(caller.get(ENROLMENTS + "/Finished").json().size()).isEqualTo(2);
  }

  @Test
  void an_unknown_contact_is_refused_at_once() {
    assertThat(enrol(ORDER_SHIPPED, "5").at("/message")).contains("ERROR_CONTACT_NOT_FOUND");
  }

  @Test
  void messages_and_events_are_kept_for_inspection() {
    assertThat(
            caller
                .post(
                    "/v2/email",
                    "{'ToAddresses':['ada@example.com'],'Subject':'Shipped','plainTextContent':'x'}")
                .status())
        .isEqualTo(200);
    assertThat(
            caller
                .post("/v2/email/batch", "[{'toAddresses':['bad'],'subject':'x'}]")
                .at("/0/failureCode"))
        .isEqualTo("ERROR_PARAMETER_INVALID");
    assertThat(server.inside().sent()).hasSize(1);

    assertThat(
            caller
                .post(
                    "/events/v3/import",
                    "[{'contactIdentity':{'identifier':'email','value':'ada@example.com'},"
                        + "'type':'back-in-stock','eventData':{'sku':'HAT-1'}}]")
                .status())
        .isEqualTo(202);
    assertThat(server.inside().events()).hasSize(1);
    assertThat(server.inside().recordCount("back-in-stock")).isEqualTo(1);
  }

  @Test
  void marketing_mail_creates_contacts_and_respects_opt_outs() {
    String mail = "{'to':'%s','from':'a@b.example','content':{'source':'html','subject':'Hi'}}";
    assertThat(caller.post("/marketing-email/v3/send", mail.formatted("new@example.com")).status())
        .isEqualTo(201);
    assertThat(server.inside().contact("new@example.com")).isPresent();

    server.act("unsubscribe", "ada@example.com");
    Caller.Got got = caller.post("/marketing-email/v3/send", mail.formatted("ada@example.com"));
    assertThat(got.status()).isEqualTo(409);
    assertThat(got.at("/errorCode")).isEqualTo("marketingEmail:unsubscribed");
  }
}
