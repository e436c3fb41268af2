package dev.selvedge.dotdigital.contact;

import static dev.selvedge.dotdigital.JsonAssert.assertJson;
import static dev.selvedge.dotdigital.JsonAssert.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.ScriptedServer;
import dev.selvedge.dotdigital.answer.Allowance;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.answer.Page;
import dev.selvedge.dotdigital.json.Word;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactsTest {
  private static final String ADA =
      """
      {"contactId":120034511,"status":"subscribed","created":"2026-01-10T09:12:44.120Z",
       "updated":"2026-02-03T17:05:01.004Z",
       "identifiers":{"email":"ada@example.com","mobileNumber":"447700900123","erpId":"C-1001"},
       "dataFields":{"FIRSTNAME":"Ada","TOTAL_SPEND":120.50,"LAST_ORDER_DATE":"2026-02-01T00:00:00Z"},
       "channelProperties":{"email":{"emailType":"Html","optInType":"Single","status":"subscribed"},
                            "sms":{"countryCode":"GB","status":"noSubscription"},
                            "whatsApp":{"status":"noSubscription"},
                            "carrierPigeon":{"status":"subscribed"}},
       "lists":[{"id":50117,"name":"Newsletter","status":"subscribed"}],
       "preferences":[{"id":7,"isOptedIn":true,"publicName":"Offers","privateName":"offers-uk"}],
       "consentRecords":[{"text":"Yes","dateTimeConsented":"2026-01-10T09:12:40",
                          "url":"https://shop.example.com/signup","ipAddress":"203.0.113.7",
                          "userAgent":"Mozilla/5.0","dateTimeCreated":"2026-01-10T09:12:44Z"}],
       "somethingNew":{"ignored":true}}
      """;

  private final ScriptedServer server = new ScriptedServer();
  private final Dotdigital client = server.client();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void a_contact_is_read_whole() {
    server.replies(200, ADA);

    Contact contact = ok(client.contacts().get(new ContactKey.Email("ada@example.com")));

    assertThat(server.only().line()).isEqualTo("GET /contacts/v3/email/ada%40example.com");
    assertThat(server.only().header("authorization"))
        .isEqualTo("Basic YXBpdXNlci0xQGFwaWNvbm5lY3Rvci5jb206czNjcmV0");
    assertThat(server.only().headers()).doesNotContainKeys("upgrade", "cookie", "expect");
    assertThat(contact.id()).isEqualTo(new ContactKey.Id(120034511));
    assertThat(contact.updated()).isEqualTo(Instant.parse("2026-02-03T17:05:01.004Z"));
    assertThat(contact.identifiers().email()).contains("ada@example.com");
    assertThat(contact.identifiers().mobileNumber()).contains("447700900123");
    assertThat(contact.identifiers().values()).containsEntry("erpId", "C-1001");
    assertThat(contact.fields().get("TOTAL_SPEND").decimalValue()).isEqualByComparingTo("120.50");
    assertThat(contact.email())
        .isEqualTo(
            new Contact.EmailChannel(new Word("subscribed"), new Word("html"), new Word("single")));
    assertThat(contact.sms().status().is("nosubscription")).isTrue();
    assertThat(contact.lists())
        .containsExactly(new Contact.Membership(50117, "Newsletter", new Word("subscribed")));
    assertThat(contact.preferences()).containsExactly(new PreferenceChoice(7, true));
    assertThat(contact.consentRecords().getFirst().dateTimeConsented())
        .isEqualTo(Instant.parse("2026-01-10T09:12:40Z"));
    assertThat(contact.toString()).doesNotContain("ada@").doesNotContain("Ada");
  }

  @ParameterizedTest
  @CsvSource({
    "ada+news@example.com, ada%2Bnews%40example.com",
    "a/b@example.com, a%2Fb%40example.com",
    "jürgen@exämple.de, j%C3%BCrgen%40ex%C3%A4mple.de",
    "50%off@example.com, 50%25off%40example.com"
  })
  void an_odd_address_goes_over_the_wire_encoded(String address, String encoded) {
    server.replies(404, "{}");

    client.contacts().get(new ContactKey.Email(address));

    assertThat(server.only().line()).isEqualTo("GET /contacts/v3/email/" + encoded);
  }

  @Test
  void the_integration_token_is_sent_when_there_is_one() {
    server.replies(404, "{}");
    var config = server.config().withIntegrationToken("5a96bc79-19a7-4544-973b-e2da0c9136f9");

    try (var partner = Dotdigital.open(config, InstantSource.fixed(ScriptedServer.NOW))) {
      partner.contacts().get(new ContactKey.Id(1));
    }

    assertThat(server.only().header("x-ddg-integration-token"))
        .isEqualTo("5a96bc79-19a7-4544-973b-e2da0c9136f9");
  }

  @Test
  void a_write_is_a_patch_that_tells_a_creation_from_a_change() {
    server.replies(
        201,
        Map.of(
            "X-RateLimit-Limit", "150",
            "X-RateLimit-Remaining", "149",
            "X-RateLimit-Reset", "1767225660",
            "X-RateLimit-Scope", "mediumCallRate"),
        ADA);
    ContactWrite write =
        ContactWrite.stating(
                new ContactKey.Email("ada@example.com"), new EmailStatus.Unsubscribed())
            .field("FIRSTNAME", "Ada")
            .field("NUMBER_OF_ORDERS", 1)
            .lists(List.of(50117))
            .build();

    Answer<Contact> answer = client.contacts().write(write, MergeOption.OVERWRITE_IF_EMPTY);

    assertThat(server.only().line())
        .isEqualTo("PATCH /contacts/v3/email/ada%40example.com?merge-option=overwrite-if-empty");
    assertJson(
        server.only().body(),
        """
        {"identifiers":{"email":"ada@example.com"},
         "channelProperties":{"email":{"status":"unsubscribed"}},
         "dataFields":{"FIRSTNAME":"Ada","NUMBER_OF_ORDERS":1},"lists":[50117]}
        """);
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Ok.class,
            ok -> {
              assertThat(ok.status()).isEqualTo(201);
              assertThat(ok.allowance())
                  .isEqualTo(
                      new Allowance.Stated(
                          "mediumCallRate", 150, 149, Instant.parse("2026-01-01T00:01:00Z")));
            });
  }

  @Test
  void a_taken_address_is_a_conflict() {
    server.replies(409, "{\"errorCode\":\"contacts:idAlreadyExists\",\"description\":\"taken\"}");
    var write =
        ContactWrite.stating(new ContactKey.Id(120034511), new EmailStatus.Unsubscribed())
            .email("bo@example.com")
            .build();

    assertThat(client.contacts().write(write, MergeOption.OVERWRITE))
        .isInstanceOf(Answer.Conflict.class);
    assertThat(server.only().line())
        .isEqualTo("PATCH /contacts/v3/contactId/120034511?merge-option=overwrite");
  }

  @Test
  void pages_are_followed_to_the_end() {
    server.replies(
        200,
        """
        {"_links":{"self":{"marker":"","link":"https://r1-api.dotdigital.com/contacts/v3?limit=1"},
                   "first":{"marker":"","link":"https://r1-api.dotdigital.com/contacts/v3?limit=1"},
                   "next":{"marker":"bmV4dC0y","link":"https://r1-api.dotdigital.com/contacts/v3?limit=1&include=channelProperties&marker=bmV4dC0y"}},
         "_items":[%s]}
        """
            .formatted(ADA));
    server.replies(200, "{\"_links\":{\"self\":{}},\"_items\":[]}");

    var query =
        ContactQuery.all()
            .limit(1)
            .fields(List.of("LASTSUBSCRIBED", "FIRSTNAME"))
            .include(List.of(ContactQuery.Part.CHANNELS, ContactQuery.Part.LISTS))
            .createdSince(Instant.EPOCH)
            .modifiedSince(Instant.parse("2026-01-01T00:00:00.9Z"));
    Page<Contact> first = ok(client.contacts().list(query));
    Page<Contact> second = ok(client.contacts().list(first.next().orElseThrow()));

    assertThat(first.items()).hasSize(1);
    assertThat(second.items()).isEmpty();
    assertThat(second.next()).isEmpty();
    assertThat(server.lines())
        .containsExactly(
            "GET /contacts/v3?limit=1&data-fields=LASTSUBSCRIBED%7CFIRSTNAME"
                + "&include=channelProperties%7Clists&~modified=gte::2026-01-01T00:00:00Z",
            "GET /contacts/v3?limit=1&include=channelProperties&marker=bmV4dC0y");
  }

  @Test
  void a_report_tells_what_became_of_each_contact() {
    server.replies(
        200,
        """
        {"importId":"3f0c1a52-7d1e-4c8b-9a44-0b6f2d9e1c77","status":"Finished",
         "summary":{"newContacts":1,"updatedContacts":1,"globallySuppressed":0,"invalidEntries":1,
                    "duplicateIdentifiers":0},
         "created":[{"contactId":120034512,"identifiers":{"email":"bo@example.com"}}],
         "updated":[{"contactId":120034511,"identifiers":{"email":"ada.new@example.com"}}],
         "failures":[{"matchIdentifier":"email","identifiers":{"email":"no-at-sign"},
                      "failures":[{"failureCode":"invalidEmail","description":"Invalid value for 'email'"}]},
                     {"contactId":120034511,"matchIdentifier":"email","identifiers":{},
                      "failures":[{"failureCode":"ConsentRecordsNotApplied","description":""}]}]}
        """);

    ImportReport report =
        ok(client.contacts().importReport(new JobId("3f0c1a52-7d1e-4c8b-9a44-0b6f2d9e1c77")));

    assertThat(server.only().line())
        .isEqualTo("GET /contacts/v3/import/3f0c1a52-7d1e-4c8b-9a44-0b6f2d9e1c77");
    assertThat(report.state()).isEqualTo(ImportReport.State.DONE);
    assertThat(report.summary()).isEqualTo(new ImportReport.Summary(1, 1, 0, 1, 0));
    assertThat(report.created().getFirst().id()).isEqualTo(new ContactKey.Id(120034512));
    assertThat(report.updated().getFirst().identifiers().email()).contains("ada.new@example.com");
    assertThat(report.failures().get(0).id()).isNull();
    assertThat(report.failures().get(0).reasons().getFirst().code().is("InvalidEmail")).isTrue();
    assertThat(report.failures().get(1).id()).isEqualTo(new ContactKey.Id(120034511));
    assertThat(report.toString()).doesNotContain("example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "Finished, DONE",
    "finished, DONE",
    "Complete, DONE",
    "NotFinished, RUNNING",
    "Processing, RUNNING",
    "RejectedByWatchdog, REJECTED_BY_WATCHDOG",
    "ExceedsAllowedContactLimit, EXCEEDS_CONTACT_LIMIT",
    "Failed, FAILED",
    "Pondering, UNKNOWN"
  })
  void every_state_of_an_import_is_understood(String status, ImportReport.State state) {
    server.replies(200, "{\"importId\":\"a-b\",\"status\":\"" + status + "\"}");

    ImportReport report = ok(client.contacts().importReport(new JobId("a-b")));

    assertThat(report.state()).isEqualTo(state);
    assertThat(report.status().text()).isEqualTo(status);
    assertThat(report.created()).isEmpty();
  }

  @Test
  void one_contact_is_deleted() {
    server.replies(200, "{\"contactId\":120034511}");

    assertThat(ok(client.contacts().delete(new ContactKey.Custom("erpId", "C/1"))))
        .isEqualTo(new ContactKey.Id(120034511));
    assertThat(server.only().line()).isEqualTo("DELETE /contacts/v3/erpId/C%2F1");
  }

  @Test
  void many_contacts_are_deleted_by_any_identifier() {
    server.replies(202, "{\"deleteId\":\"d-1\"}");
    server.replies(
        200,
        """
        {"deleteId":"d-1","status":"Finished",
         "summary":{"requestedContacts":4,"deletedContacts":3,"unknownContacts":1,"invalidEntries":0},
         "deleted":[{"contactId":12345},{"email":"ada@example.com"},{"erpId":"C-1001"}],
         "failures":[{"identifier":{"mobileNumber":"447700900123"},
                      "failures":[{"failureCode":"contactNotFound","description":"unknown"}]}]}
        """);

    JobId id =
        ok(
            client
                .contacts()
                .deleteAll(
                    List.of(
                        new ContactKey.Email("ada@example.com"),
                        new ContactKey.Id(12345),
                        new ContactKey.Mobile("447700900123"),
                        new ContactKey.Custom("erpId", "C-1001"))));
    DeletionReport report = ok(client.contacts().deletionReport(id));

    assertThat(server.lines())
        .containsExactly("POST /contacts/v3/delete", "GET /contacts/v3/delete/d-1");
    assertThat(report.state()).isEqualTo(DeletionReport.State.DONE);
    assertThat(report.summary()).isEqualTo(new DeletionReport.Summary(4, 3, 1, 0));
    assertThat(report.deleted().getFirst().values()).containsEntry("contactId", "12345");
    assertThat(report.failures().getFirst().reasons().getFirst().code().is("contactnotfound"))
        .isTrue();
  }

  @Test
  void the_body_of_a_deletion_is_an_array_of_single_identifiers() {
    server.replies(202, "{\"deleteId\":\"d-1\"}");

    client
        .contacts()
        .deleteAll(List.of(new ContactKey.Email("ada@example.com"), new ContactKey.Id(12345)));

    assertJson(server.only().body(), "[{\"email\":\"ada@example.com\"},{\"contactId\":12345}]");
    assertThatThrownBy(() -> client.contacts().deleteAll(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
