package dev.selvedge.sandbox;

import static dev.selvedge.sandbox.Bodies.CONTACT_IMPORT;
import static dev.selvedge.sandbox.Bodies.INSIGHT_IMPORT;
import static dev.selvedge.sandbox.Bodies.contact;
import static dev.selvedge.sandbox.Bodies.contacts;
import static dev.selvedge.sandbox.Bodies.order;
import static dev.selvedge.sandbox.Bodies.orders;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SwitchTest {
  private static final String ADA = "/contacts/v3/email/ada@example.com";

  private SandboxServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    server =
        SandboxServer.start(
            SandboxConfig.unthrottled()
                .clock(InstantSource.fixed(Instant.parse("2026-01-01T00:00:10Z"))));
    caller = new Caller(server);
    caller.post("/contacts/v3", "{'identifiers':{'email':'ada@example.com'}}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void set(String settings) {
    server.change(server.settings().with(settings.replace('\'', '"')));
  }

  private String reset() {
    return caller.get(ADA).header("X-RateLimit-Reset");
  }

  @Test
  void the_reset_has_four_forms() {
    assertThat(reset()).isEqualTo("1767225660");
    set("{'rates':{'resetAs':'EPOCH_MILLIS'}}");
    assertThat(reset()).isEqualTo("1767225660000");
    set("{'rates':{'resetAs':'DELAY'}}");
    assertThat(reset()).isEqualTo("50");
    set("{'rates':{'resetAs':'NONE','scopeShown':false}}");
    assertThat(reset()).isEmpty();
    assertThat(caller.get(ADA).header("X-RateLimit-Scope")).isEmpty();
    assertThat(caller.get(ADA).header("X-RateLimit-Limit")).isNotEmpty();
  }

  @Test
  void an_operation_can_belong_to_another_tier() {
    set("{'rates':{'tiers':{'GET /contacts/v3/{identifier}/{value}':'low'}}}");
    assertThat(caller.get(ADA).header("X-RateLimit-Scope")).isEqualTo("lowCallRate");

    set(
        "{'rates':{'unlimitedShown':true,'tiers':{'GET /contacts/v3/{identifier}/{value}':'unlimited'}}}");
    assertThat(caller.get(ADA).header("X-RateLimit-Scope")).isEqualTo("unlimitedCallRate");
  }

  @Test
  void a_429_can_have_a_body_and_say_when_to_come_back() {
    set(
        "{'limits':{'high':0},'rates':{'retryAfter':true,'throttledBody':'{\\'x\\':1}'}}"
            .replace("\\'", "\\\""));

    Caller.Got got = caller.get(ADA);

    assertThat(got.status()).isEqualTo(429);
    assertThat(got.header("Retry-After")).isEqualTo("50");
    assertThat(got.at("/x")).isEqualTo("1");
  }

  @Test
  void imported_records_can_be_laid_over_old_ones() {
    set("{'switches':{'insightImportsMerge':true}}");
    caller.startImport(INSIGHT_IMPORT, orders(order("ada@example.com", "1", "{'a':1,'b':1}")));
    caller.startImport(INSIGHT_IMPORT, orders(order("ada@example.com", "1", "{'b':2}")));

    assertThat(server.inside().records("Orders").getFirst().path("json").toString())
        .isEqualTo("{\"a\":1,\"b\":2}");
  }

  @Test
  void insight_imports_have_other_words_for_waiting_and_for_full() {
    set(
        "{'jobMillis':60000,'limits':{'insightImports':1},"
            + "'switches':{'insightWaiting':'NotStarted','insightBusyCode':''}}");
    String body = orders(order("ada@example.com", "1", "{}"));
    String id = caller.startImport(INSIGHT_IMPORT, body);

    assertThat(caller.get(INSIGHT_IMPORT + "/" + id).at("/status")).isEqualTo("NotStarted");
    Caller.Got refused = caller.put(INSIGHT_IMPORT, body);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text()).isEmpty();

    server.clock().advance(Duration.ofMinutes(1));
    set("{'switches':{'insightDone':'Complete'}}");
    assertThat(caller.get(INSIGHT_IMPORT + "/" + id).at("/status")).isEqualTo("Complete");
  }

  @Test
  void consent_records_are_appended_again_unless_told_otherwise() {
    String body =
        contacts(
            contact(
                "ada@example.com",
                ",'consentRecords':[{'text':'Yes','dateTimeConsented':'2026-01-01T00:00:00Z',"
                    + "'url':'https://shop.example.com','ipAddress':'203.0.113.7','userAgent':'x'}]"));
    caller.startImport(CONTACT_IMPORT, body);
    caller.startImport(CONTACT_IMPORT, body);
    assertThat(caller.get(ADA).json().path("consentRecords").size()).isEqualTo(2);

    set("{'switches':{'consentsOnce':true}}");
    caller.startImport(CONTACT_IMPORT, body);
    assertThat(caller.get(ADA).json().path("consentRecords").size()).isEqualTo(2);
  }

  @Test
  void the_lengths_of_records_are_settings() {
    set("{'records':{'keyLength':3,'nameLength':3,'textLength':3}}");

    assertThat(refusal(order("ada@example.com", "1234", "{}"))).isEqualTo("InvalidClientKey");
    assertThat(refusal(order("ada@example.com", "1", "{'long':1}"))).isEqualTo("JsonKeyTooLong");
    assertThat(refusal(order("ada@example.com", "1", "{'a':'long'}")))
        .isEqualTo("JsonValueTooLong");
  }

  private String refusal(String record) {
    return caller
        .get(INSIGHT_IMPORT + "/" + caller.startImport(INSIGHT_IMPORT, orders(record)))
        .at("/failures/0/failureReason");
  }
}
