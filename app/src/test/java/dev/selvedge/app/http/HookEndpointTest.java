package dev.selvedge.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.inbox.HintIntake;
import dev.selvedge.inbox.Inbox.Acceptance;
import dev.selvedge.inbox.Intake;
import dev.selvedge.inbox.IntakeRefusedException;
import dev.selvedge.inbox.NoteIntake;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// What a caller of a webhook gets to hear, and what is stored.
class HookEndpointTest {
  private final List<WebhookSource.Call> calls = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> stored = Collections.synchronizedSet(new HashSet<>());

  /// One record a line of the body; the signature is the word `right`.
  private WebhookSource.Reading read(WebhookSource.Call call) {
    calls.add(call);
    if (!"right".equals(call.headers().get("X-Signature"))) {
      return new WebhookSource.Reading.Refused(401, "The signature is not “right”.");
    }
    return new WebhookSource.Reading.Records(
        call.body().toText().lines().map(line -> aRecord(call, line)).toList());
  }

  private static SourceRecord aRecord(WebhookSource.Call call, String key) {
    return new SourceRecord(
        new RecordRef(new SystemName("shop"), new RecordKind(call.kind()), key),
        SourceRecord.Stamp.absent(),
        call.receivedAt(),
        SourceRecord.Change.UPSERT,
        SourceRecord.Pace.LIVE,
        call.body());
  }

  private List<Acceptance> keep(List<SourceRecord> records) {
    return records.stream()
        .map(r -> stored.add(r.ref().text()) ? Acceptance.STORED : Acceptance.REPEAT)
        .toList();
  }

  private House house() {
    return House.open(House.hooks("shop", this::read, this::keep));
  }

  private static HttpResponse<String> send(House house, String path, String body) {
    return house
        .browser()
        .post(path, body.getBytes(StandardCharsets.UTF_8), "X-Signature", "right");
  }

  @Test
  void a_genuine_call_is_answered_202_with_what_was_stored_and_what_was_known() {
    try (House house = house()) {
      HttpResponse<String> first = send(house, "/hook/shop/order", "1001\n1002");
      HttpResponse<String> second = send(house, "/hook/shop/order", "1002\n1003");

      assertThat(first.statusCode()).isEqualTo(202);
      assertThat(first.body()).isEqualTo("{\"accepted\":2,\"repeats\":0}");
      assertThat(second.body()).isEqualTo("{\"accepted\":1,\"repeats\":1}");
      assertThat(stored)
          .containsExactlyInAnyOrder("shop/order/1001", "shop/order/1002", "shop/order/1003");
    }
  }

  @Test
  void a_hint_is_answered_202_when_it_is_kept_and_503_when_it_cannot_be() {
    List<RecordRef> kept = Collections.synchronizedList(new ArrayList<>());
    RecordRef order = new RecordRef(new SystemName("erp"), new RecordKind("order"), "1001");
    WebhookSource says = call -> new WebhookSource.Reading.Hints(List.of(order));
    try (House house = House.open(House.hooks("shop", says, this::keep, kept::addAll))) {
      HttpResponse<String> answer = send(house, "/hook/shop/order", "1001");

      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(answer.body()).isEqualTo("{\"hinted\":1}");
      assertThat(kept).containsExactly(order);
      assertThat(stored).isEmpty();
    }
    HintIntake full =
        records -> {
          throw new IntakeRefusedException("the disk did not answer in time");
        };
    try (House house = House.open(House.hooks("shop", says, this::keep, full))) {
      HttpResponse<String> answer = send(house, "/hook/shop/order", "1001");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
  }

  @Test
  void a_caller_that_asks_who_is_there_gets_its_own_word_back_as_text_and_nothing_is_read() {
    WebhookSource greets =
        new WebhookSource() {
          @Override
          public Reading read(Call call) {
            return new Reading.Refused(401, "It asks for nothing.");
          }

          @Override
          public Optional<String> greeting(String kind, Map<String, String> query) {
            return kind.equals("order") ? Optional.ofNullable(query.get("word")) : Optional.empty();
          }
        };
    try (House house = House.open(House.hooks("shop", greets, this::keep))) {
      HttpResponse<String> answer = send(house, "/hook/shop/order?word=%3Cb%3Ex&word=y", "");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("<b>x");
      assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(send(house, "/hook/shop/order", "").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void a_caller_that_waits_for_words_of_its_own_gets_them_for_what_was_taken_only() {
    String receipt = "{\"code\":\"200\"}";
    WebhookSource particular =
        new WebhookSource() {
          @Override
          public Reading read(Call call) {
            return HookEndpointTest.this.read(call);
          }

          @Override
          public Optional<String> receipt() {
            return Optional.of(receipt);
          }
        };
    try (House house = House.open(House.hooks("shop", particular, this::keep))) {
      HttpResponse<String> taken = send(house, "/hook/shop/order", "1001");
      HttpResponse<String> forged =
          house.browser().post("/hook/shop/order", new byte[] {'1'}, "X-Signature", "wrong");

      assertThat(taken.statusCode()).isEqualTo(200);
      assertThat(taken.body()).isEqualTo(receipt);
      assertThat(forged.statusCode()).isEqualTo(401);
      assertThat(forged.body()).doesNotContain("code");
    }
  }

  @Test
  void a_note_for_people_is_answered_202_when_it_is_kept_and_503_when_it_cannot_be() {
    List<WebhookSource.Note> kept = Collections.synchronizedList(new ArrayList<>());
    WebhookSource.Note note =
        new WebhookSource.Note(
            new Feed(new SystemName("shop"), new RecordKind("customer")), "7", "Look at 7.");
    WebhookSource says = call -> new WebhookSource.Reading.Notes(List.of(note));
    HintIntake none = records -> {};
    try (House house = House.open(House.hooks("shop", says, this::keep, none, kept::addAll))) {
      HttpResponse<String> answer = send(house, "/hook/shop/customer", "7");

      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(answer.body()).isEqualTo("{\"noted\":1}");
      assertThat(kept).containsExactly(note);
      assertThat(stored).isEmpty();
    }
    NoteIntake full =
        notes -> {
          throw new IntakeRefusedException("the disk did not answer in time");
        };
    try (House house = House.open(House.hooks("shop", says, this::keep, none, full))) {
      assertThat(send(house, "/hook/shop/customer", "7").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void where_records_stand_for_themselves_each_is_answered_and_all_are_stored_first() {
    WebhookSource each =
        call ->
            new WebhookSource.Reading.Each(
                call.body()
                    .toText()
                    .lines()
                    .map(
                        line ->
                            new WebhookSource.Entry(
                                aRecord(call, line),
                                line.startsWith("?") ? "" : line,
                                line.startsWith("?") ? "It has no key." : ""))
                    .toList(),
                422);
    try (House house = House.open(House.hooks("shop", each, this::keep))) {
      HttpResponse<String> good = send(house, "/hook/shop/order", "1");
      HttpResponse<String> mixed = send(house, "/hook/shop/order", "1\n?2\n3");

      assertThat(good.statusCode()).isEqualTo(202);
      assertThat(mixed.statusCode()).isEqualTo(422);
      assertThat(mixed.body())
          .isEqualTo(
              "{\"accepted\":1,\"repeats\":1,\"refused\":1,\"records\":["
                  + "{\"index\":0,\"key\":\"1\",\"answer\":\"repeat\"},"
                  + "{\"index\":1,\"key\":\"\",\"answer\":\"refused\",\"why\":\"It has no key.\"},"
                  + "{\"index\":2,\"key\":\"3\",\"answer\":\"accepted\"}]}");
      assertThat(stored).containsExactlyInAnyOrder("shop/order/1", "shop/order/?2", "shop/order/3");
      assertThat(house.browser().get("/metrics").body())
          .contains("selvedge_webhook_records_total{outcome=\"unusable\"} 1.0");
    }
    Intake away =
        records -> {
          throw new IntakeRefusedException("the store is closing");
        };
    try (House house = House.open(House.hooks("shop", each, away))) {
      assertThat(send(house, "/hook/shop/order", "?2").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void the_source_sees_the_raw_bytes_and_the_headers() {
    try (House house = house()) {
      byte[] odd = {0, (byte) 0xff, '\n', (byte) 0xc3, 0x28};
      house.browser().post("/hook/shop/order", odd, "x-signature", "wrong", "X-Other", "ü");

      assertThat(calls.getFirst().body().toBytes()).isEqualTo(odd);
      assertThat(calls.getFirst().headers()).containsEntry("X-Signature", "wrong");
      assertThat(calls.getFirst().kind()).isEqualTo("order");
    }
  }

  @Test
  void a_refused_call_gets_its_status_and_sentence_and_stores_nothing() {
    try (House house = house()) {
      HttpResponse<String> answer =
          house.browser().post("/hook/shop/order", new byte[] {1}, "X-Signature", "wrong");

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).isEqualTo("{\"error\":\"The signature is not “right”.\"}");
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(stored).isEmpty();
    }
  }

  @Test
  void a_ping_is_accepted_without_asking_the_store() {
    Intake none =
        records -> {
          throw new IllegalStateException("nothing to store");
        };
    try (House house = House.open(House.hooks("shop", this::read, none))) {
      var answer = send(house, "/hook/shop/order", "");
      // To WooCommerce anything but 200 means that nobody is there.
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"accepted\":0,\"repeats\":0}");
    }
  }

  @Test
  void strangers_do_not_learn_which_systems_there_are() {
    try (House house = house()) {
      List<String> answers =
          List.of(
                  "/hook/erp/order",
                  "/hook/Shop/order",
                  "/hook/shop/NO",
                  "/hook/shop/a/b",
                  "/hook/x")
              .stream()
              .map(path -> send(house, path, "1"))
              .map(answer -> answer.statusCode() + answer.body())
              .distinct()
              .toList();

      assertThat(answers).singleElement().asString().startsWith("404{\"error\":");
      assertThat(answers.getFirst()).doesNotContain("shop").doesNotContain("erp");
      assertThat(house.browser().get("/hook/shop/order").statusCode()).isEqualTo(405);
    }
  }

  @Test
  void a_body_over_the_limit_is_answered_413_whether_announced_or_not() {
    HttpConfig small = new HttpConfig("127.0.0.1", 0, false, 50_000, 200_000);
    try (House house = House.open(small, House.hooks("shop", this::read, this::keep))) {
      byte[] exact = new byte[50_000];
      byte[] over = new byte[50_001];

      assertThat(house.browser().post("/hook/shop/order", exact).statusCode()).isEqualTo(401);
      for (HttpRequest.BodyPublisher body :
          List.of(
              HttpRequest.BodyPublishers.ofByteArray(over),
              HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(over)))) {
        Browser browser = house.browser();
        HttpResponse<String> answer = browser.send(browser.request("/hook/shop/order").POST(body));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("larger than this hub accepts");
        assertThat(answer.headers().firstValue("Connection")).hasValue("close");
      }
      assertThat(calls).hasSize(1);
    }
  }

  @Test
  void a_store_that_cannot_store_is_answered_503_with_a_time_to_come_back() {
    Intake away =
        records -> {
          throw new IntakeRefusedException("the store is closing");
        };
    try (House house = House.open(House.hooks("shop", this::read, away))) {
      HttpResponse<String> answer = send(house, "/hook/shop/order", "1");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
      assertThat(answer.body()).contains("send it again").doesNotContain("closing");
    }
  }

  @Test
  void a_disk_without_room_is_answered_503_with_its_sentence_and_a_longer_time() {
    Intake full =
        records -> {
          throw new IntakeRefusedException(IntakeRefusedException.Reason.NO_ROOM, "nearly full");
        };
    try (House house = House.open(House.hooks("shop", this::read, full))) {
      HttpResponse<String> answer = send(house, "/hook/shop/order", "1");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("60");
      assertThat(answer.body())
          .isEqualTo(
              "{\"error\":\"The hub's disk is nearly full, so it takes nothing in. Nothing of"
                  + " this was stored; please send it again later.\"}");
      assertThat(house.browser().get("/metrics").body())
          .contains("selvedge_webhook_records_total{outcome=\"put_off\"} 1.0");
    }
  }

  @Test
  void an_unforeseen_failure_is_answered_503_and_not_2xx_and_says_nothing_of_its_cause() {
    Function<WebhookSource.Call, WebhookSource.Reading> broken =
        call -> {
          throw new IllegalStateException("ada@example.com");
        };
    try (House house = House.open(House.hooks("shop", broken::apply, this::keep))) {
      HttpResponse<String> answer = send(house, "/hook/shop/order", "1");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).doesNotContain("ada");
    }
  }

  @Test
  void a_webhook_makes_no_session_and_is_counted() {
    try (House house = house()) {
      HttpResponse<String> answer = send(house, "/hook/shop/order", "1\n2");
      send(house, "/hook/shop/order", "2");
      house.browser().post("/hook/shop/order", new byte[] {1});

      assertThat(answer.headers().map()).doesNotContainKeys("Set-Cookie", "set-cookie");
      assertThat(house.browser().get("/metrics").body())
          .contains("selvedge_webhook_records_total{outcome=\"accepted\"} 2.0")
          .contains("selvedge_webhook_records_total{outcome=\"repeated\"} 1.0")
          .contains("selvedge_webhook_records_total{outcome=\"refused\"} 1.0");
    }
  }
}
