package dev.selvedge.dotdigital.program;

import static dev.selvedge.dotdigital.JsonAssert.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.ScriptedServer;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.json.Word;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Reports about those whom an enrolment did not let in.
class EnrolmentFaultTest {
  private static final JobId ID = new JobId("9a6b2f14-55c0-4d7e-8f31-c2d47e0b6a90");
  private static final EnrolmentFault ADA =
      new EnrolmentFault("120034511", "ada@example.com", new Word("AlreadyInProgram"));

  private final ScriptedServer server = new ScriptedServer();
  private final Dotdigital client = server.client();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private List<EnrolmentFault> read(String report) {
    server.replies(200, report);
    return ok(client.programs().faults(ID));
  }

  @Test
  void faults_are_read_from_the_report() {
    List<EnrolmentFault> faults =
        read(
            """
            Id,Email,TelephoneNumber,Reason
            120034511,ada@example.com,,AlreadyInProgram
            120034512,,447700900123,Unsubcribed
            """);

    assertThat(faults)
        .containsExactly(ADA, new EnrolmentFault("120034512", "", new Word("Unsubcribed")));
    assertThat(server.only().line())
        .isEqualTo(
            "GET /v2/programs/enrolments/9a6b2f14-55c0-4d7e-8f31-c2d47e0b6a90/report-faults");
    assertThat(faults.getFirst().toString()).doesNotContain("example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "120034511,ada@example.com,,AlreadyInProgram",
        "\uFEFFId,Email,TelephoneNumber,Reason\r\n120034511,ada@example.com,,AlreadyInProgram\r\n",
        "\"Id\",\"Email\",\"TelephoneNumber\",\"Reason\"\n\"120034511\",\"ada@example.com\",\"\",\"AlreadyInProgram\"",
        "Reason,Id,Email\nAlreadyInProgram,120034511,ada@example.com",
        "\n\nid , email , telephonenumber , REASON\n 120034511 , ada@example.com , , AlreadyInProgram\n\n",
        "Id,Email,TelephoneNumber,Reason,Note\n120034511,ada@example.com,,AlreadyInProgram,\"so, \"\"what\"\"\""
      })
  void other_spellings_of_the_report_say_the_same(String report) {
    assertThat(read(report)).containsExactly(ADA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\n", "Id,Email,TelephoneNumber,Reason"})
  void a_report_without_lines_has_nobody_in_it(String report) {
    assertThat(read(report)).isEmpty();
  }

  @Test
  void what_is_no_report_is_unreadable() {
    server.replies(200, "<html>Sign in</html>");

    assertThat(client.programs().faults(ID)).isInstanceOf(Answer.Unreadable.class);
  }

  @Test
  void there_is_no_report_while_the_enrolment_runs() {
    server.replies(400, "{\"message\":\"Error: ERROR_ENROLMENT_IS_PROCESSING\"}");

    assertThat(client.programs().faults(ID))
        .isInstanceOfSatisfying(
            Answer.Rejected.class,
            it -> assertThat(it.error().code()).isEqualTo("ERROR_ENROLMENT_IS_PROCESSING"));
  }
}
