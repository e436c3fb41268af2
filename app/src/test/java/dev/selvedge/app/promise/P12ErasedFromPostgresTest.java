package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.promise.RunningBrand.Answer;
import dev.selvedge.testkit.Await;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// P12: on PostgreSQL, too, somebody is told all that is held and was told of them, and an erasure
/// leaves nothing in any table, beside a running hub and without one.
class P12ErasedFromPostgresTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ANN = "ann_quux+shop@erase-me.example";
  private static final String TYPED = "Ann_Quux+Shop@Erase-Me.Example";
  private static final String TOKEN =
      Base64.getEncoder().encodeToString(ANN.getBytes(StandardCharsets.UTF_8));
  private static final String TELLS_THE_CRM =
      """
          consent_target:
            kind: customer
            statement: >
              update customer set opt_in = :opt_in, opt_in_at = :at
              where customer_no = :key and (opt_in_at is null or opt_in_at <= :at)
      """;

  private static EmbeddedPostgres postgres;

  @TempDir Path temp;

  @BeforeAll
  static void begin() throws IOException {
    postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
  }

  @AfterAll
  static void end() throws IOException {
    postgres.close();
  }

  private static String url() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  private static String settings(String usual, String project) {
    return usual
        .replace("project: trial", "project: " + project)
        .replace("store: data/hub.db", "store: " + url())
        .replace("  shop:\n    connector", TELLS_THE_CRM.indent(0) + "  shop:\n    connector");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_person_is_told_and_forgotten(boolean running) throws IOException {
    String project = running ? "beside" : "alone";
    Path folder = temp.resolve("brand");
    SchemaSearch search = SchemaSearch.of(url(), "selvedge_" + project, ANN);
    try (RunningBrand brand = new RunningBrand(folder, usual -> settings(usual, project))) {
      live(brand);
      assertThat(search.hits())
          .as("what is looked for is there to be found")
          .contains("person.email holds " + ANN, "inbox_body.body holds " + ANN)
          .anyMatch(hit -> hit.startsWith("inbox_body.body holds ann_quux%2bshop%40"))
          .anyMatch(hit -> hit.endsWith(TOKEN.toLowerCase(java.util.Locale.ROOT)));
      exported(brand, folder);

      if (!running) {
        brand.hub.close();
      }
      Answer done = selvedge(brand, "erase", ANN, "--why", "a letter", "--yes", "-p", folder);
      assertThat(done.exit()).as(done.err()).isZero();
      assertThat(done.out()).contains("Erased, as erasure 1", "1 contacts and 1 insight records");
      assertThat(search.hits()).isEmpty();
      assertThat(brand.account.inside().contact(ANN)).isEmpty();
      assertThat(brand.account.inside().recordCount("Orders")).isZero();

      if (!running) {
        brand.restart();
      }
      stayAway(brand, search);
    }
  }

  private static void live(RunningBrand brand) {
    brand.writeToDatabase("alter table customer add column opt_in integer");
    brand.writeToDatabase("alter table customer add column opt_in_at text");
    brand.writeToDatabase(
        "insert into customer values ('7', '%s', 'Ash', 'York', '%s', null, null)"
            .formatted(ANN, brand.now()));
    customer(brand, "S1", TYPED, "Ann");
    brand.call(
        "order",
        """
        {"number":"O-1","email":"%s","placed_at":"2026-01-05T10:00:00Z","status":"paid",\
        "total":"12.50","lines":[],"updated_at":"2026-01-05T10:00:00Z"}"""
            .formatted(ANN));
    brand.call("customer", "{\"id\":\"S9\",\"email\":\"" + ANN + "\",\"points\":\"many\"}");
    customer(brand, "S2", "bob@example.com", "recommended by ann_quux%2Bshop%40erase-me.example");
    Await.until(
        "everybody told of her",
        PATIENCE,
        () ->
            brand.account.inside().recordCount("Orders") == 1
                && brand.account.inside().contact("bob@example.com").isPresent()
                && optedIn(brand).equals("1"));
  }

  private static void customer(RunningBrand brand, String id, String email, String name) {
    brand.call(
        "customer",
        """
        {"id":"%s","email":"%s","first_name":"%s","points":3,"newsletter":"yes","token":"%s",\
        "newsletter_at":"2026-01-02T10:00:00Z","updated_at":"2026-01-02T10:00:00Z"}"""
            .formatted(id, email, name, id.equals("S1") ? TOKEN : ""));
  }

  private static String optedIn(RunningBrand brand) {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + brand.folder.customerDatabase());
        var statement = connection.createStatement();
        var row = statement.executeQuery("select opt_in from customer")) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void exported(RunningBrand brand, Path folder) throws IOException {
    Path to = temp.resolve("handed-out");
    Answer answer = selvedge(brand, "export", ANN, "--to", to, "-p", folder);
    assertThat(answer.exit()).as(answer.err()).isZero();
    JsonNode person =
        new JsonMapper()
            .readTree(Files.readString(to.resolve("person.json")))
            .path("persons")
            .get(0);
    assertThat(person.path("told"))
        .as("also what systems other than Dotdigital were told")
        .anySatisfy(
            line -> {
              assertThat(line.path("system").asString()).isEqualTo("crm");
              assertThat(line.path("what").asString()).startsWith("consent in ");
              assertThat(line.path("state").asString()).isEqualTo("up to date");
            })
        .anySatisfy(line -> assertThat(line.path("what").asString()).isEqualTo("contact"));
    assertThat(person.path("told_of_consent"))
        .anySatisfy(
            line -> {
              assertThat(line.path("system").asString()).isEqualTo("crm");
              assertThat(line.path("what").asString()).isEqualTo("opt-in to e-mail");
              assertThat(line.path("of").asString()).isEqualTo("crm/customer/7");
              assertThat(line.path("certain").asBoolean()).isTrue();
            });
    assertThat(Files.readString(to.resolve("person.html")))
        .contains("Who was told of a decision", "opt-in to e-mail");
  }

  private static void stayAway(RunningBrand brand, SchemaSearch search) {
    customer(brand, "S1", TYPED, "Ann again");
    brand.writeToDatabase("update customer set city = 'Leeds', updated_at = '" + brand.now() + "'");
    Await.until(
        "turned away", PATIENCE, () -> dropped(brand, "shop/customer/S1", "crm/customer/7"));
    assertThat(brand.account.inside().contact(ANN)).isEmpty();
    // a row that is polled again waits in the inbox until it is turned away again
    Await.until("nothing of her is kept", PATIENCE, () -> search.hits().isEmpty());
  }

  private static boolean dropped(RunningBrand brand, String... sources) {
    return java.util.Arrays.stream(sources)
        .allMatch(
            source ->
                brand
                    .hub
                    .store()
                    .read(
                        ports ->
                            ports.trail().ofSource(source, 1).stream()
                                .anyMatch(entry -> entry.word().equals("drop"))));
  }

  private static Answer selvedge(RunningBrand brand, Object... line) {
    String[] words = new String[line.length + 1];
    words[0] = "person";
    for (int at = 0; at < line.length; at++) {
      words[at + 1] = line[at].toString();
    }
    return brand.selvedge(words);
  }
}
