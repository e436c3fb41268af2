package dev.selvedge.dotdigital;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.dotdigital.ScriptedServer.Step;
import dev.selvedge.dotdigital.account.Residence;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.contact.ContactWrite;
import dev.selvedge.dotdigital.contact.EmailStatus;
import dev.selvedge.dotdigital.contact.MergeOption;
import dev.selvedge.dotdigital.insight.CollectionName;
import dev.selvedge.dotdigital.insight.Owner;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a listener of the client hears, and what the account tells of where it lives.
class ListenerTest {
  private final ScriptedServer server = new ScriptedServer();
  private final Dotdigital client = server.client();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void every_answer_is_heard_with_the_kind_of_call_and_without_what_it_is_about() {
    List<String> heard = new ArrayList<>();
    client.listen(
        (request, answer) -> heard.add(request.kind() + " " + answer.getClass().getSimpleName()));
    server
        .replies(200, "{\"id\":1}")
        .replies(500, "")
        .replies(429, "")
        .then(new Step.Cut())
        .replies(200, "nonsense");

    client.account().get();
    client
        .contacts()
        .write(
            ContactWrite.stating(
                    new ContactKey.Email("ada@example.com"), new EmailStatus.Unsubscribed())
                .build(),
            MergeOption.OVERWRITE);
    client.contacts().importReport(new JobId("3f0c1a52-7d1e-4c8b-9a44-0b6f2d9e1c77"));
    client
        .insight()
        .get(
            new Owner.OfContact(new ContactKey.Email("ada@example.com")),
            new CollectionName("Orders"),
            "100");
    client.programs().faults(new JobId("9a6b2f14"));

    assertThat(heard)
        .containsExactly(
            "GET /v2/account-info Ok",
            "PATCH /contacts/v3/*/* Ill",
            "GET /contacts/v3/import/* RateLimited",
            "GET /insightData/v3/contacts/*/*/*/* Lost",
            "GET /v2/programs/enrolments/*/report-faults Unreadable");
  }

  @Test
  void an_answer_is_heard_by_all_who_listen_before_the_caller_has_it() {
    List<String> order = new ArrayList<>();
    client.listen((request, answer) -> order.add("first"));
    client.listen((request, answer) -> order.add("second"));
    server.replies(200, "{\"id\":1}");

    client.account().get();
    order.add("caller");

    assertThat(order).containsExactly("first", "second", "caller");
  }

  @Test
  void asking_where_the_account_lives_is_not_heard() {
    List<String> heard = new ArrayList<>();
    client.listen((request, answer) -> heard.add(request.kind()));
    server.replies(200, account("https://r2-api.dotdigital.com/"));

    assertThat(client.residence())
        .isEqualTo(new Residence.Elsewhere(URI.create("https://r2-api.dotdigital.com")));
    assertThat(heard).isEmpty();
    assertThat(server.only().line()).isEqualTo("GET /v2/account-info");
  }

  @Test
  void an_account_that_is_called_where_it_lives_says_so() {
    server.replies(200, account(server.url() + "/"));

    assertThat(client.residence()).isEqualTo(new Residence.Here());
  }

  @Test
  void an_account_that_does_not_answer_tells_nothing() {
    server.replies(403, "");

    assertThat(client.residence()).isEqualTo(new Residence.NotTold());
  }

  @Test
  void a_feature_that_is_not_active_is_forbidden_and_an_unknown_account_unauthorised() {
    server
        .replies(400, "{\"message\":\"Error: ERROR_FEATURENOTACTIVE\"}")
        .replies(400, "{\"message\":\"Error: ERROR_ACCOUNT_INVALID\"}")
        .replies(400, "{\"message\":\"ERROR_UNKNOWN\"}");

    assertThat(client.account().get()).isInstanceOf(Answer.Forbidden.class);
    assertThat(client.account().get()).isInstanceOf(Answer.Unauthorised.class);
    assertThat(client.account().get()).isInstanceOf(Answer.Ill.class);
  }

  private static String account(String endpoint) {
    return """
    {"id":40001,"properties":[{"name":"ApiEndpoint","type":"String","value":"%s"}]}
    """
        .formatted(endpoint);
  }
}
