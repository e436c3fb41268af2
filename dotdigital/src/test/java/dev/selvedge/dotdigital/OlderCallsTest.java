package dev.selvedge.dotdigital;

import static dev.selvedge.dotdigital.JsonAssert.assertJson;
import static dev.selvedge.dotdigital.JsonAssert.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.dotdigital.answer.Acknowledged;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.answer.Slice;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.contact.EmailStatus.Resubscription;
import dev.selvedge.dotdigital.field.ContactField;
import dev.selvedge.dotdigital.field.NewField;
import dev.selvedge.dotdigital.field.Removal;
import dev.selvedge.dotdigital.json.Word;
import dev.selvedge.dotdigital.list.MailingList;
import dev.selvedge.dotdigital.preference.Preference;
import dev.selvedge.dotdigital.program.Enrolment;
import dev.selvedge.dotdigital.program.NewEnrolment;
import dev.selvedge.dotdigital.program.Program;
import dev.selvedge.dotdigital.suppression.Resubscribed;
import dev.selvedge.dotdigital.suppression.Suppressed;
import dev.selvedge.dotdigital.suppression.Suppression;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The calls that exist only in version 2.
class OlderCallsTest {
  private static final String ADA_REMOVED =
      """
      {"suppressedContact":{"id":25,"email":"ada@example.com","optInType":"Single","emailType":"Html",
                            "dataFields":null,"status":"Unsubscribed"},
       "dateRemoved":"%s","reason":"Unsubscribed"}
      """;
  private static final ContactKey.Email ADA = new ContactKey.Email("ada@example.com");

  private final ScriptedServer server = new ScriptedServer();
  private final Dotdigital client = server.client();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-31T00:00:00Z",
        "\"2026-01-31T00:00:00Z\"",
        "2026-01-31 00:00:00.000000+00:00",
        "2026-01-31T00:00:00"
      })
  void the_server_time_is_read_with_and_without_quotes_and_zone(String body) {
    server.replies(200, body);

    assertThat(ok(client.account().serverTime())).isEqualTo(Instant.parse("2026-01-31T00:00:00Z"));
    assertThat(server.only().line()).isEqualTo("GET /v2/server-time");
  }

  @Test
  void a_server_time_that_is_none_is_unreadable() {
    server.replies(200, "<html>");

    assertThat(client.account().serverTime()).isInstanceOf(Answer.Unreadable.class);
  }

  @Test
  void data_fields_are_listed_created_and_deleted() {
    server
        .replies(
            200,
            """
            [{"name":"FIRSTNAME","type":"String","visibility":"Public","defaultValue":null},
             {"name":"ORDERS","type":"numeric","visibility":"Private","defaultValue":0}]
            """)
        .replies(
            201,
            """
            {"name":"LAST_ORDER_DATE","type":"Date","visibility":"Private","defaultValue":null}
            """)
        .replies(200, "{\"dependencies\":null,\"result\":true}")
        .replies(200, "{\"dependencies\":[\"Used in program 12345\"],\"result\":false}");

    List<ContactField> fields = ok(client.fields().list());
    ContactField created =
        ok(
            client
                .fields()
                .create(
                    new NewField(
                        "LAST_ORDER_DATE",
                        ContactField.Type.DATE,
                        ContactField.Visibility.PRIVATE)));
    assertJson(
        server.last().body(),
        "{\"name\":\"LAST_ORDER_DATE\",\"type\":\"Date\",\"visibility\":\"Private\"}");

    assertThat(fields.get(0).type().is("string")).isTrue();
    assertThat(ContactField.Type.NUMERIC.is(fields.get(1).type())).isTrue();
    assertThat(fields.get(1).defaultValue()).isEqualTo("0");
    assertThat(created.name()).isEqualTo("LAST_ORDER_DATE");
    assertThat(ok(client.fields().delete("OLD_ONE"))).isEqualTo(new Removal.Removed());
    assertThat(ok(client.fields().delete("BUSY_ONE")))
        .isEqualTo(new Removal.InUse(List.of("Used in program 12345")));
    assertThat(server.lines())
        .containsExactly(
            "GET /v2/data-fields",
            "POST /v2/data-fields",
            "DELETE /v2/data-fields/OLD_ONE",
            "DELETE /v2/data-fields/BUSY_ONE");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 409})
  void a_data_field_that_exists_is_a_conflict_whatever_the_status(int status) {
    server.replies(status, "{\"message\":\"Field already exists. ERROR_NON_UNIQUE_DATAFIELD\"}");
    var field = new NewField("X", ContactField.Type.STRING, ContactField.Visibility.PRIVATE);

    assertThat(client.fields().create(field)).isInstanceOf(Answer.Conflict.class);
  }

  @Test
  void a_field_name_dotdigital_would_refuse_is_refused_here() {
    assertThatThrownBy(
            () ->
                new NewField(
                    "A_NAME_OF_MORE_THAN_20",
                    ContactField.Type.STRING,
                    ContactField.Visibility.PRIVATE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201})
  void lists_are_listed_read_and_created(int created) {
    String list =
        "{\"id\":50117,\"name\":\"Newsletter\",\"visibility\":\"Private\",\"contacts\":12}";
    server
        .replies(200, "[" + list + "]")
        .replies(200, list)
        .replies(created, list)
        .replies(204, "");
    var newsletter = new MailingList(50117, "Newsletter", new Word("private"), 12);

    assertThat(ok(client.lists().list(new Slice(500, 1000)))).containsExactly(newsletter);
    assertThat(ok(client.lists().get(50117))).isEqualTo(newsletter);
    assertThat(ok(client.lists().create("Newsletter", MailingList.Visibility.PRIVATE)))
        .isEqualTo(newsletter);
    assertJson(server.last().body(), "{\"name\":\"Newsletter\",\"visibility\":\"Private\"}");
    assertThat(ok(client.lists().remove(50117, new ContactKey.Id(25))))
        .isEqualTo(Acknowledged.ACKNOWLEDGED);
    assertThat(server.lines())
        .containsExactly(
            "GET /v2/address-books?select=500&skip=1000",
            "GET /v2/address-books/50117",
            "POST /v2/address-books",
            "DELETE /v2/address-books/50117/contacts/25");
  }

  @Test
  void a_list_name_that_is_taken_is_a_conflict() {
    server.replies(400, "{\"message\":\"Error: ERROR_ADDRESSBOOK_DUPLICATE\"}");

    assertThat(client.lists().create("Test", MailingList.Visibility.PUBLIC))
        .isInstanceOf(Answer.Conflict.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-03T09:40:18.527Z",
    "2026-02-03 09:40:18.527000+00:00",
    "2026-02-03T09:40:18.527"
  })
  void opt_outs_are_read_whatever_way_their_dates_are_written(String date) {
    server.replies(200, "[" + ADA_REMOVED.formatted(date) + "]");

    List<Suppression> found =
        ok(
            client
                .suppressions()
                .suppressedSince(Instant.parse("2026-01-31T00:00:00.9Z"), Slice.first()));

    assertThat(server.only().line())
        .isEqualTo("GET /v2/contacts/suppressed-since/2026-01-31T00:00:00Z?select=1000");
    assertThat(found)
        .containsExactly(
            new Suppression(
                new ContactKey.Id(25),
                "ada@example.com",
                new Word("Unsubscribed"),
                Instant.parse("2026-02-03T09:40:18.527Z"),
                new Word("unsubscribed")));
    assertThat(found.toString()).doesNotContain("ada@");
  }

  @Test
  void one_odd_date_does_not_spoil_the_page() {
    server.replies(
        200,
        "["
            + ADA_REMOVED.formatted("last Tuesday")
            + ","
            + ADA_REMOVED.formatted("2026-02-03T09:40:18Z")
            + "]");

    List<Suppression> found =
        ok(client.suppressions().unsubscribedSince(Instant.EPOCH, Slice.first().next()));

    assertThat(found).hasSize(2);
    assertThat(found.getFirst().dateRemoved()).isNull();
    assertThat(server.only().line())
        .isEqualTo(
            "GET /v2/contacts/unsubscribed-since/1970-01-01T00:00:00Z?select=1000&skip=1000");
  }

  @Test
  void opt_outs_of_one_list_are_read() {
    server.replies(200, "[]");

    assertThat(ok(client.suppressions().unsubscribedSince(50117, Instant.EPOCH, new Slice(10, 0))))
        .isEmpty();
    assertThat(server.only().line())
        .isEqualTo(
            "GET /v2/address-books/50117/contacts/unsubscribed-since/1970-01-01T00:00:00Z?select=10");
  }

  @Test
  void a_contact_is_unsubscribed() {
    server.replies(200, ADA_REMOVED.formatted("2026-02-03T09:40:18Z"));

    assertThat(ok(client.suppressions().unsubscribe(ADA)).contact())
        .isEqualTo(new ContactKey.Id(25));
    assertThat(server.only().line()).isEqualTo("POST /v2/contacts/unsubscribe");
    assertJson(server.only().body(), "{\"email\":\"ada@example.com\"}");
  }

  @Test
  void contacts_are_suppressed_by_id_or_address() {
    server.replies(
        200,
        """
        {"suppressed":[{"id":123,"email":null}],"notFound":[{"id":0,"email":"x@example.com"}]}
        """);

    Suppressed answer =
        ok(
            client
                .suppressions()
                .suppress(List.of(new ContactKey.Id(123), new ContactKey.Email("x@example.com"))));

    assertThat(server.only().line()).isEqualTo("PUT /v2/contacts/suppress-contacts");
    assertJson(server.only().body(), "[{\"id\":123},{\"email\":\"x@example.com\"}]");
    assertThat(answer.done()).containsExactly(new Suppressed.Who(123, ""));
    assertThat(answer.notFound()).containsExactly(new Suppressed.Who(0, "x@example.com"));
    assertThat(answer.toString()).doesNotContain("x@");
    assertThatThrownBy(
            () -> client.suppressions().suppress(List.of(new ContactKey.Mobile("447700900123"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "ContactAdded, ADDED",
    "ContactChallenged, CHALLENGED",
    "contactcannotbeunsuppressed, IMPOSSIBLE",
    "NotAvailableInThisVersion, UNKNOWN"
  })
  void a_resubscription_with_a_challenge_asks_first(String status, Resubscribed.Outcome outcome) {
    server.replies(
        200,
        """
        {"contact":{"id":23,"email":"ada@example.com","status":"Unsubscribed"},"status":"%s"}
        """
            .formatted(status));

    Resubscribed answer =
        ok(
            client
                .suppressions()
                .resubscribe(
                    ADA,
                    new Resubscription.WithChallenge("en-EN", "https://shop.example.com/back")));

    assertThat(answer.outcome()).isEqualTo(outcome);
    assertThat(answer.contactStatus().is("unsubscribed")).isTrue();
    assertThat(server.only().line()).isEqualTo("POST /v2/contacts/resubscribe");
    assertJson(
        server.only().body(),
        """
        {"unsubscribedContact":{"email":"ada@example.com"},"preferredLocale":"en-EN",
         "returnUrlToUseIfChallenged":"https://shop.example.com/back"}
        """);
  }

  @Test
  void a_resubscription_without_a_challenge_is_another_call() {
    server.replies(200, "{\"contact\":null,\"status\":\"ContactAdded\"}");

    ok(client.suppressions().resubscribe(ADA, new Resubscription.WithNoChallenge()));

    assertThat(server.only().line()).isEqualTo("POST /v2/contacts/resubscribe-with-no-challenge");
    assertJson(server.only().body(), "{\"unsubscribedContact\":{\"email\":\"ada@example.com\"}}");
  }

  @Test
  void programs_are_listed_and_read() {
    String program =
        "{\"id\":12,\"name\":\"Shipped\",\"status\":\"Active\",\"dateCreated\":\"2020-01-01 09:40:18.527000+00:00\"}";
    server.replies(200, "[" + program + "]").replies(200, program);

    List<Program> listed = ok(client.programs().list(Slice.first()));
    Program read = ok(client.programs().get(12));

    assertThat(listed).containsExactly(read);
    assertThat(read)
        .isEqualTo(
            new Program(
                12, "Shipped", new Word("active"), Instant.parse("2020-01-01T09:40:18.527Z")));
    assertThat(read.isActive()).isTrue();
    assertThat(server.lines())
        .containsExactly("GET /v2/programs?select=1000", "GET /v2/programs/12");
  }

  @Test
  void contacts_are_enrolled_and_the_enrolment_is_found_again() {
    String enrolment =
        """
        {"id":"9a6b2f14-55c0-4d7e-8f31-c2d47e0b6a90","programId":12,"status":"Processing",
         "dateCreated":"2026-02-01T10:00:00.527Z","contacts":null,"addressBooks":null}
        """;
    server
        .replies(201, enrolment)
        .replies(200, enrolment)
        .replies(200, "[" + enrolment + "]")
        .replies(201, enrolment);
    var id = new JobId("9a6b2f14-55c0-4d7e-8f31-c2d47e0b6a90");
    var contacts = List.of(new ContactKey.Id(120034511), new ContactKey.Id(120034512));

    Enrolment made = ok(client.programs().enrol(new NewEnrolment.OfContacts(12, contacts)));
    assertJson(
        server.last().body(),
        "{\"programId\":12,\"contacts\":[120034511,120034512],\"addressBooks\":[]}");
    assertThat(ok(client.programs().enrolment(id))).isEqualTo(made);
    assertThat(ok(client.programs().enrolments(Enrolment.State.PROCESSING, Slice.first())))
        .containsExactly(made);
    ok(client.programs().enrol(new NewEnrolment.OfLists(12, List.of(50117))));
    assertJson(server.last().body(), "{\"programId\":12,\"addressBooks\":[50117]}");

    assertThat(made)
        .isEqualTo(
            new Enrolment(
                id,
                12,
                Enrolment.State.PROCESSING,
                new Word("Processing"),
                Instant.parse("2026-02-01T10:00:00.527Z"),
                List.of(),
                List.of()));
    assertThat(server.lines())
        .containsExactly(
            "POST /v2/programs/enrolments",
            "GET /v2/programs/enrolments/" + id,
            "GET /v2/programs/enrolments/Processing?select=1000",
            "POST /v2/programs/enrolments");
  }

  @Test
  void an_enrolment_can_be_refused_or_come_too_often() {
    server
        .replies(422, "{\"message\":\"Error: ERROR_PROGRAM_NOT_ACTIVE\"}")
        .replies(400, "{\"message\":\"Error: ERROR_ENROLMENT_ALLOWANCE_EXCEEDED \"}")
        .replies(404, "{\"message\":\"Error: ERROR_PROGRAM_NOT_FOUND\"}");
    var ada = new NewEnrolment.OfContacts(12, List.of(new ContactKey.Id(120034511)));

    assertThat(client.programs().enrol(ada))
        .isInstanceOfSatisfying(
            Answer.Rejected.class,
            it -> {
              assertThat(it.status()).isEqualTo(422);
              assertThat(it.error().code()).isEqualTo("ERROR_PROGRAM_NOT_ACTIVE");
            });
    assertThat(client.programs().enrol(ada))
        .isInstanceOfSatisfying(
            Answer.RateLimited.class, it -> assertThat(it.cap()).isEqualTo(Answer.Cap.ENROLMENT));
    assertThat(client.programs().enrol(ada)).isInstanceOf(Answer.NotFound.class);
  }

  @Test
  void an_enrolment_dotdigital_would_refuse_is_refused_here() {
    var ada = new ContactKey.Id(1);

    assertThatThrownBy(() -> new NewEnrolment.OfContacts(12, Collections.nCopies(26, ada)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NewEnrolment.OfLists(12, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> client.programs().enrolments(Enrolment.State.UNKNOWN, Slice.first()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void preferences_are_a_tree() {
    server.replies(
        200,
        """
        [{"id":14,"publicName":"Fashion","privateName":"fashion","isPreference":false,"order":"0",
          "isPublic":true,"categoryId":0,"preferences":[
            {"id":26,"publicName":"Men","privateName":"men","isPreference":true,"isPublic":true,
             "categoryId":14}]},
         {"id":30,"publicName":"Offers","privateName":"offers","isPreference":true,"isPublic":false}]
        """);

    var men = new Preference(26, "Men", "men", true, true, 14, List.of());
    assertThat(ok(client.preferences().list()))
        .containsExactly(
            new Preference(14, "Fashion", "fashion", false, true, 0, List.of(men)),
            new Preference(30, "Offers", "offers", true, false, 0, List.of()));
    assertThat(server.only().line()).isEqualTo("GET /v2/preferences");
  }
}
