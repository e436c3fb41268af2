package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.page.ParkedPage;
import dev.selvedge.app.page.StoreViews;
import dev.selvedge.app.page.TargetLines;
import dev.selvedge.testkit.Await;
import dev.selvedge.trail.ParkedItem;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// P7: one bad record stops nobody. What cannot be read is refused with a sentence; what cannot be
/// mapped is parked with one, until a corrected record comes; everything else goes its way.
class P7OneBadRecordStopsNobodyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TWENTY_MEGABYTES = 20 * 1024 * 1024;

  private final AtomicInteger stamps = new AtomicInteger();

  @Test
  void a_call_that_cannot_be_read_is_told_why_and_the_others_arrive(@TempDir Path folder) {
    try (RunningBrand brand = new RunningBrand(folder)) {
      String fine = customer("S1", "one@example.com", "1");
      SoftAssertions answers = new SoftAssertions();

      expect(answers, brand.call("customer", fine), 202, "\"accepted\":1,\"repeats\":0");
      expect(
          answers,
          brand.call("customer", "{\"id\":\"S2\",\"email\":"),
          400,
          "The body is not JSON (line 1, column ");
      expect(answers, brand.call("customer", "hello"), 400, "The body is not JSON");
      expect(
          answers,
          brand.call("customer", "{\"email\":\"x@example.com\"}"),
          400,
          "The body has no usable key at id");
      expect(
          answers,
          brand.callSignedWith("guessed", "customer", customer("S3", "x@example.com", "1")),
          401,
          "does not match the body; check the secret on both sides");
      expect(
          answers,
          brand.call("customer", "{\"id\":\"" + "x".repeat(TWENTY_MEGABYTES) + "\"}"),
          413,
          "The body is larger than this hub accepts.");
      expect(answers, brand.call("invoice", fine), 404, "There is no webhook at this address.");
      expect(answers, brand.call("customer", fine), 202, "\"accepted\":0,\"repeats\":1");
      expect(
          answers,
          brand.call("customer", customer("S4", "four@example.com", "4")),
          202,
          "\"accepted\":1");
      answers.assertAll();

      awaitContacts(brand, "one@example.com", "four@example.com");
      assertThat(brand.account.inside().contact("x@example.com")).isEmpty();
      assertThat(parkedPage(brand).total()).isZero();
    }
  }

  @Test
  void a_record_that_cannot_be_mapped_is_parked_with_a_sentence_until_it_is_corrected(
      @TempDir Path folder) {
    try (RunningBrand brand = new RunningBrand(folder)) {
      accept(brand, "customer", customer("S1", "one@example.com", "1"));
      accept(brand, "customer", customer("S2", "two@example.com", "\"a few\""));
      accept(brand, "customer", customer("S3", "", "3"));
      accept(brand, "order", order("O1", "five@example.com", "HAT", "\"lots\""));
      brand.writeToDatabase(row(brand, "C1", "null"));
      brand.writeToDatabase(row(brand, "C2", "'db@example.com'"));
      accept(brand, "customer", customer("S4", "four@example.com", "4"));

      awaitContacts(brand, "one@example.com", "four@example.com", "db@example.com");
      Await.until("four parked", PATIENCE, () -> parkedPage(brand).total() == 4);
      ParkedPage page = parkedPage(brand);
      assertThat(page.lines())
          .extracting(line -> line.record() + " " + line.cause())
          .containsExactlyInAnyOrder(
              "shop/customer/S2 mapping.not-a-number",
              "shop/customer/S3 mapping.no-email",
              "shop/order/O1 mapping.not-a-number",
              "crm/customer/C1 mapping.no-email");
      assertThat(page.lines())
          .allSatisfy(
              line ->
                  assertThat(line.sentence())
                      .matches("The .*(Correct the record|Add the address) in '(shop|crm)'.*\\.")
                      .doesNotContain("@", "Exception", "null"));
      assertThat(brand.account.inside().contact("two@example.com")).isEmpty();

      accept(brand, "customer", customer("S2", "two@example.com", "2"));
      accept(brand, "customer", customer("S3", "three@example.com", "3"));
      accept(brand, "order", order("O1", "five@example.com", "HAT", "\"10.00\""));
      brand.writeToDatabase(row(brand, "C1", "'late@example.com'"));

      Await.until("nothing parked", PATIENCE, () -> parkedPage(brand).total() == 0);
      awaitContacts(
          brand, "two@example.com", "three@example.com", "five@example.com", "late@example.com");
    }
  }

  @Test
  void an_article_number_with_odd_characters_is_cleaned_and_goes_with_the_others(
      @TempDir Path folder) {
    try (RunningBrand brand = new RunningBrand(folder)) {
      accept(brand, "order", order("O1", "one@example.com", "Größe/4 #\\\"<b>'", "\"10.00\""));
      accept(brand, "order", order("O2", "one@example.com", "HAT", "\"10.00\""));

      Await.until("two orders", PATIENCE, () -> brand.account.inside().recordCount("Orders") == 2);
      JsonNode odd =
          brand.account.inside().records("Orders").stream()
              .map(held -> held.path("json"))
              .filter(json -> json.path("id").asString("").equals("O1"))
              .findFirst()
              .orElseThrow()
              .path("products")
              .path(0);
      assertThat(odd.path("sku").asString()).matches("[A-Za-z0-9._-]+");
      assertThat(odd.path("original_sku").asString()).isEqualTo("Größe/4 #\"<b>'");
      assertThat(parkedPage(brand).total()).isZero();
    }
  }

  @Test
  void a_bad_record_and_its_correction_in_one_batch_leave_nothing_parked(@TempDir Path folder) {
    try (Workbench bench = new Workbench(folder)) {
      bench.receive(
          Workbench.shop("1").email("ann@example.com").with("points", "\"a few\"").upsert(),
          Workbench.shop("1")
              .email("ann@example.com")
              .with("points", "3")
              .stamp(Workbench.NOON)
              .upsert(),
          Workbench.shop("2").email("bob@example.com").with("points", "\"many\"").upsert());
      bench.settle();

      assertThat(bench.contact("ann@example.com").path("dataFields").path("POINTS").asInt())
          .isEqualTo(3);
      List<ParkedItem> parked = bench.store.read(ports -> ports.parked().newest(10));
      assertThat(parked).extracting(item -> item.source()).containsExactly("shop/customer/2");
    }
  }

  private static void expect(
      SoftAssertions answers, HttpResponse<String> answer, int status, String sentence) {
    answers.assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    answers.assertThat(answer.body()).contains(sentence);
  }

  private static void accept(RunningBrand brand, String kind, String body) {
    assertThat(brand.call(kind, body).statusCode()).isEqualTo(202);
  }

  private static void awaitContacts(RunningBrand brand, String... emails) {
    for (String email : emails) {
      Await.until(email, PATIENCE, () -> brand.account.inside().contact(email).isPresent());
    }
  }

  private static ParkedPage parkedPage(RunningBrand brand) {
    return new StoreViews(
            brand.hub.store(),
            List.of(),
            person -> Optional.empty(),
            new TargetLines(List.of()),
            InstantSource.system())
        .parked("", 1);
  }

  /// @param points as JSON
  private String customer(String id, String email, String points) {
    return """
        {"id":"%s","email":"%s","first_name":"Ann","points":%s,"updated_at":"%s"}"""
        .formatted(id, email, points, stamp());
  }

  /// @param total as JSON
  private String order(String number, String email, String sku, String total) {
    return """
        {"number":"%s","email":"%s","placed_at":"2026-01-05T10:00:00Z","status":"paid",\
        "total":%s,"lines":[{"sku":"%s","quantity":1,"price":"10.00"}],"updated_at":"%s"}"""
        .formatted(number, email, total, sku, stamp());
  }

  private String stamp() {
    return "2026-01-05T10:%02d:00Z".formatted(stamps.incrementAndGet());
  }

  private static String row(RunningBrand brand, String number, String email) {
    return "insert or replace into customer values ('%s', %s, 'Last', 'Leeds', '%s')"
        .formatted(number, email, brand.now());
  }
}
