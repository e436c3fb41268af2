package dev.selvedge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.PersonId;
import dev.selvedge.Stage;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.person.Person;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.watch.FlowMinute;
import dev.selvedge.watch.freshness.Bounds;
import dev.selvedge.watch.freshness.FreshnessLog;
import dev.selvedge.watch.freshness.Matter;
import dev.selvedge.watch.freshness.Strand;
import dev.selvedge.work.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private Path temp;
  private final SettableClock clock = new SettableClock(NOON);
  private Path project;

  @BeforeEach
  void begin() {
    project = temp.resolve("my-brand");
    assertThat(run("init", project.toString()).exitCode()).isZero();
  }

  private CommandRun run(String... arguments) {
    return CommandRun.of(clock, arguments);
  }

  private void golden(String name, String actual) {
    String folder = temp.toAbsolutePath().normalize().toString();
    GoldenFile.expect(
        Path.of("src/test/resources/golden", name + ".txt"), actual.replace(folder, "<temp>"));
  }

  private void fillStore() throws IOException {
    Files.createDirectories(project.resolve("data"));
    StoreConfig config = StoreConfig.file(project.resolve("data/hub.db"));
    try (Store store = Stores.open(config, new TimeOrderedIds(clock))) {
      store.write(
          ports -> {
            ports.people().create(List.of(new Person(new PersonId(1), "ada@example.com")));
            ports
                .flowMinutes()
                .add(
                    List.of(
                        new FlowMinute(
                            "shop/customer", NOON.minusSeconds(240), 1200, 1, 4, 2000, 900),
                        new FlowMinute("shop/order", NOON.minusSeconds(60), 30, 0, 0, 0, 0)));
            ports
                .freshness()
                .add(List.of(told(Matter.CONSENT, 20, 297), told(Matter.CONSENT, 90, 3)));
            ports.freshness().add(List.of(told(Matter.CONTACT, 90, 40)));
            ports
                .freshness()
                .stamped(List.of(new FreshnessLog.Stamps("shop/customer", NOON, 1100, 100)));
            ports.parked().park(List.of(parked()));
            ports.trail().append(List.of(entry("stored", 60), entry("joined", 59)));
            return true;
          });
    }
  }

  private static FreshnessLog.Told told(Matter matter, int seconds, long count) {
    return new FreshnessLog.Told(
        new Strand("shop/customer", "dotdigital", matter),
        NOON.minusSeconds(240),
        Bounds.bucket(Duration.ofSeconds(seconds)),
        count);
  }

  private static ParkedItem parked() {
    return new ParkedItem(
        "inbox/7",
        Stage.MAPPING,
        "shop/customer/17",
        "mapping.no-email",
        "The record has no e-mail address.",
        "mappings/shop.customer.yaml:5",
        "email",
        7,
        NOON.minusSeconds(7200),
        NOON.minusSeconds(180),
        2);
  }

  private static TrailEntry entry(String word, long secondsAgo) {
    return new TrailEntry(
        NOON.minusSeconds(secondsAgo),
        Stage.PERSON,
        word,
        new TrailEntry.About(1, "A-1", "shop/order/A-1", "shop", 8),
        "order A-1 was " + word);
  }

  @Test
  void a_new_project_passes_its_check_and_its_password_is_shown_once() throws IOException {
    CommandRun again = run("init", temp.resolve("other").toString(), "--json");

    assertThat(again.out()).contains("\"user\" : \"admin\"").contains("\"password\" : \"");
    assertThat(Files.readString(temp.resolve("other/users.yaml")))
        .contains("admin")
        .doesNotContain(again.out().replaceAll("(?s).*\"password\" : \"(.*?)\".*", "$1"));
    CommandRun check = run("check", project.toString());
    assertThat(check.exitCode()).isZero();
    golden("check-good", check.out());
  }

  @Test
  void a_check_plays_the_worked_examples_of_automations() throws IOException {
    Files.writeString(
        project.resolve("automations.yaml"),
        """
        automations:
          left:
            on: shipped
            within: 2h
            purpose: transactional
            then: { program: 12 }
            examples:
              - name: told in time
                history:
                  - { at: 2026-03-02T10:00:00Z, placed: W-1 }
                  - { at: 2026-03-02T11:00:00Z, shipped: W-1 }
                gives: { starts: 2026-03-02T11:00:00Z }
              - name: told late
                history:
                  - { at: 2026-03-02T10:00:00Z, placed: W-1 }
                  - { at: 2026-03-02T11:00:00Z, told: 2026-03-02T14:00:00Z, shipped: W-1 }
                gives: { starts: 2026-03-02T14:00:00Z }
        """);

    CommandRun check = run("check", project.toString());

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.out() + check.err())
        .contains("automations.yaml:17:16")
        .contains(
            "left: the example 'told late' is to give a start at 2026-03-02T14:00:00Z; it gives"
                + " 'dropped: automation left (shipped) not started: what it answers came 60 min"
                + " after its deadline'")
        .contains("1 problem")
        .doesNotContain("told in time");
  }

  @Test
  void init_leaves_a_project_that_is_there_alone() {
    CommandRun again = run("init", project.toString());

    assertThat(again.exitCode()).isEqualTo(4);
    golden("init-again", again.err());
  }

  @Test
  void check_says_everything_that_is_wrong() throws IOException {
    Path settings = project.resolve("selvedge.yaml");
    Files.writeString(
        settings,
        Files.readString(settings)
            .replace("port:", "prt:")
            .replace("currency: GBP", "currency: X"));
    Files.writeString(
        project.resolve("fields.yaml"),
        "fields:\n  first_name: { type: Txt, owners: [shp], to: EMAIL }\n");

    CommandRun check = run("check", "-p", project.toString());

    assertThat(check.exitCode()).isEqualTo(1);
    golden("check-bad", check.out());
    CommandRun json = run("check", project.toString(), "--json");
    assertThat(json.exitCode()).isEqualTo(1);
    golden("check-bad-json", json.out());
  }

  @Test
  void an_example_that_does_not_hold_is_a_problem() throws IOException {
    Path mapping = project.resolve("mappings/shop.customer.yaml");
    Files.writeString(
        mapping, Files.readString(mapping).replace("loyalty_points: 12", "loyalty_points: 13"));

    CommandRun check = run("check", project.toString());

    assertThat(check.exitCode()).isEqualTo(1);
    golden("check-example", check.out());
  }

  @Test
  void status_trail_and_parked_read_the_store() throws IOException {
    fillStore();

    golden("status", run("status", project.toString()).out());
    golden("status-json", run("status", project.toString(), "--json").out());
    golden("freshness", run("freshness", project.toString()).out());
    golden(
        "freshness-json",
        run("freshness", "--flow", "shop/customer", project.toString(), "--json").out());
    assertThat(run("freshness", "--flow", "shop/order", project.toString()).out())
        .doesNotContain("shop/customer");
    CommandRun unknown = run("freshness", "--flow", "shop/ordr", project.toString());
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("no flow 'shop/ordr'", "did you mean 'shop/order'?");
    golden("parked", run("parked", project.toString()).out());
    golden("parked-json", run("parked", project.toString(), "--json").out());
    golden("trail", run("trail", "ADA@example.com", "-p", project.toString()).out());
    golden("trail-json", run("trail", "A-1", "-p", project.toString(), "--json").out());
    assertThat(run("trail", "shop/order/A-1", "-p", project.toString()).out())
        .contains("order A-1 was stored");
    assertThat(run("trail", "nobody@example.com", "-p", project.toString()).out())
        .isEqualTo("Nothing is known of 'nobody@example.com'.\n");
  }

  @Test
  void a_store_that_is_not_there_answers_3_with_an_advice() {
    CommandRun status = run("status", project.toString());

    assertThat(status.exitCode()).isEqualTo(3);
    golden("status-no-store", status.err());
    assertThat(run("status", project.toString(), "--json").out()).contains("\"error\"");
  }

  @Test
  void run_on_a_store_that_another_hub_has_answers_3() throws IOException {
    Files.createDirectories(project.resolve("data"));
    StoreConfig config = StoreConfig.file(project.resolve("data/hub.db"));
    try (Store store = Stores.open(config, new TimeOrderedIds(clock))) {
      CommandRun second = run("run", project.toString());

      assertThat(second.exitCode()).isEqualTo(3);
      assertThat(second.err()).contains("another hub");
      assertThat(store.<Long>read(ports -> ports.people().count())).isZero();
    }
  }

  @Test
  void a_command_line_that_is_not_understood_answers_2_and_never_a_stack_trace() {
    CommandRun typo = run("stats");

    assertThat(typo.exitCode()).isEqualTo(2);
    golden("usage", typo.err());
    assertThat(run("status", "--jsn").exitCode()).isEqualTo(2);
    assertThat(run("user").exitCode()).isEqualTo(2);
  }

  @Test
  void a_user_is_added_with_a_password_that_works_only_once_shown() throws IOException {
    CommandRun added =
        run("user", "add", "bea", "--role", "operator", "-p", project.toString(), "-q");

    assertThat(added.exitCode()).isZero();
    assertThat(added.out()).startsWith("User:     bea (operator)\nPassword: ");
    assertThat(Files.readString(project.resolve("users.yaml"))).contains("bea", "operator");
  }
}
