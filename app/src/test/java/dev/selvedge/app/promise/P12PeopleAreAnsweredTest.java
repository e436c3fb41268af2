package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.promise.RunningBrand.Answer;
import dev.selvedge.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// P12: what people ask for is answered on the command line while the hub is at work.
class P12PeopleAreAnsweredTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ANN = "ann@erase-me.example";

  @TempDir Path temp;

  private static String customer(String newsletter) {
    return """
    {"id":"S1","email":"Ann@Erase-Me.example","first_name":"<b>Ann</b>","points":3,"newsletter":"%s",\
    "newsletter_at":"2026-01-02T10:00:00Z","updated_at":"2026-01-02T10:00:00Z"}"""
        .formatted(newsletter);
  }

  private static void order(RunningBrand brand) {
    brand.call(
        "order",
        """
        {"number":"O-1","email":"ann@erase-me.example","placed_at":"2026-01-05T10:00:00Z",\
        "status":"paid","total":"12.50","lines":[],"updated_at":"2026-01-05T10:00:00Z"}""");
  }

  @Test
  void a_person_is_told_and_forgotten_while_the_hub_runs() throws IOException {
    Path folder = temp.resolve("brand");
    Path to = temp.resolve("handed-out");
    try (RunningBrand brand = new RunningBrand(folder)) {
      brand.writeToDatabase(
          "insert into customer values ('7', 'ann@erase-me.example', 'Ash', 'York', '"
              + brand.now()
              + "')");
      brand.call("customer", customer("yes"));
      order(brand);
      Await.until(
          "all of it in the account",
          PATIENCE,
          () ->
              brand.account.inside().recordCount("Orders") == 1
                  && brand
                      .account
                      .inside()
                      .contact(ANN)
                      .map(contact -> contact.path("dataFields").path("CITY").asString(""))
                      .filter("York"::equals)
                      .isPresent());

      exported(brand, folder, to);
      erased(brand, folder);
      stayAway(brand);
      onRecord(brand, folder);
    }
  }

  private static void exported(RunningBrand brand, Path folder, Path to) throws IOException {
    Answer answer =
        brand.selvedge(
            "person",
            "export",
            "ANN@erase-me.example",
            "--to",
            to.toString(),
            "--dotdigital",
            "--by",
            "otto",
            "-p",
            folder.toString());
    assertThat(answer.exit()).as(answer.err()).isZero();
    JsonNode file = JSON.readTree(Files.readString(to.resolve("person.json")));
    assertThat(file.path("format").asString()).isEqualTo("selvedge-person/1");
    assertThat(file.path("addresses")).hasSize(1);
    JsonNode person = file.path("persons").get(0);
    assertThat(person.path("profile").toString()).contains("York", "crm/customer/7");
    assertThat(person.path("orders").get(0).path("number").asString()).isEqualTo("O-1");
    assertThat(person.path("told").toString()).contains("contact", "order O-1");
    assertThat(file.path("ledger").toString()).contains("opt-in", "shop/customer/S1");
    assertThat(file.path("received")).hasSize(3);
    assertThat(file.path("received").toString()).contains("Ann@Erase-Me.example");
    assertThat(file.path("trail")).isNotEmpty();
    JsonNode contact = file.path("targets").path("Dotdigital").iterator().next();
    assertThat(contact.path("identifiers").path("email").asString()).isEqualTo(ANN);
    assertThat(contact.path("insight_records").path("Orders")).hasSize(1);
    String page = Files.readString(to.resolve("person.html"));
    assertThat(page)
        .contains("lang=\"en-GB\"", "&lt;b&gt;Ann&lt;/b&gt;", "What Dotdigital holds")
        .doesNotContain("<b>Ann", "<script", "http://", "src=");
    assertThat(Files.getPosixFilePermissions(to.resolve("person.json"))).hasSize(2);
    assertThat(Files.getPosixFilePermissions(to)).hasSize(3);
    assertThat(
            brand
                .selvedge("person", "export", ANN, "--to", to.toString(), "-p", folder.toString())
                .err())
        .contains("there is already a person");
  }

  private static void erased(RunningBrand brand, Path folder) {
    Answer preview =
        brand.selvedge("person", "erase", ANN, "--why", "a letter", "-p", folder.toString());
    assertThat(preview.exit()).as(preview.err()).isZero();
    assertThat(preview.out()).contains("contributions", "Nothing was erased", "data/crm.db");
    assertThat(preview.out()).doesNotContain(ANN);
    assertThat(brand.account.inside().contact(ANN)).isPresent();
    Answer done =
        brand.selvedge(
            "person",
            "erase",
            ANN,
            "--why",
            "a letter",
            "--yes",
            "--by",
            "otto",
            "-p",
            folder.toString());
    assertThat(done.exit()).as(done.err()).isZero();
    assertThat(done.out())
        .contains("Erased, as erasure 1", "1 contacts and 1 insight records", "recycle bin keeps");
    assertThat(brand.account.inside().contact(ANN).isPresent()).isFalse();
    assertThat(brand.account.inside().recordCount("Orders")).isZero();
  }

  private static void stayAway(RunningBrand brand) {
    brand.call("customer", customer("yes"));
    order(brand);
    brand.writeToDatabase("update customer set city = 'Leeds', updated_at = '" + brand.now() + "'");
    Await.until(
        "all of it turned away",
        PATIENCE,
        () ->
            List.of("shop/customer/S1", "shop/order/O-1", "crm/customer/7").stream()
                .allMatch(
                    source ->
                        brand
                            .hub
                            .store()
                            .read(
                                ports ->
                                    ports.trail().ofSource(source, 1).stream()
                                        .anyMatch(entry -> entry.word().equals("drop")))));
    assertThat(brand.account.inside().contact(ANN).isPresent()).isFalse();
  }

  private static void onRecord(RunningBrand brand, Path folder) {
    String[] line = {"audit-log", "--csv", "-p", folder.toString()};
    List<String> rows = brand.selvedge(line).out().lines().toList();
    assertThat(rows).hasSize(4);
    assertThat(rows.getFirst()).isEqualTo("at,who,act,whom,result,why");
    assertThat(rows.get(1)).contains("otto", "person.erase", "done as erasure 1", "a letter");
    assertThat(rows.get(3)).contains("otto", "person.export", "\"address:");
    assertThat(String.join("\n", rows)).doesNotContain(ANN);
    assertThat(brand.selvedge("audit-log", "--about", ANN, "--json", "-p", folder.toString()).out())
        .contains("person.export", "person.erase");
    assertThat(
            brand.selvedge("audit-log", "--about", "b@example.com", "-p", folder.toString()).out())
        .isEqualTo("Nothing is on record.\n");
  }
}
