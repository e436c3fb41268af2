package dev.selvedge.app;

import static dev.selvedge.testkit.ContributionBuilder.aContribution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.PersonId;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.person.Person;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.work.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `selvedge person duplicates` on a store without a hub.
class DuplicatesCommandTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private Path temp;
  private final SettableClock clock = new SettableClock(NOON);
  private Path project;

  @BeforeEach
  void begin() throws IOException {
    project = temp.resolve("my-brand");
    assertThat(run("init", project.toString()).exitCode()).isZero();
    Files.createDirectories(project.resolve("data"));
  }

  private CommandRun run(String... arguments) {
    return CommandRun.of(clock, arguments);
  }

  private CommandRun duplicates(String... options) {
    List<String> arguments = new ArrayList<>(List.of("person", "duplicates", project.toString()));
    arguments.addAll(List.of(options));
    return run(arguments.toArray(String[]::new));
  }

  private void store(java.util.function.Consumer<Store.Ports> filling) {
    StoreConfig config = StoreConfig.file(project.resolve("data/hub.db"));
    try (Store store = Stores.open(config, new TimeOrderedIds(clock))) {
      store.change(filling);
    }
  }

  private static void fill(Store.Ports ports) {
    PersonId ada = new PersonId(1);
    PersonId bo = new PersonId(2);
    ports
        .people()
        .create(List.of(new Person(ada, "ada@example.com"), new Person(bo, "bo@gmial.com")));
    ports
        .contributions()
        .save(
            List.of(
                aContribution().of("shop/customer/1").email("ada@example.com").heldBy(ada),
                aContribution().of("shop/customer/2").email("ada@example.com").heldBy(ada),
                aContribution().of("shop/customer/=3").email("bo@gmial.com").heldBy(bo)));
  }

  @Test
  void what_is_suspected_is_listed_with_a_proposal_and_masked() {
    store(DuplicatesCommandTest::fill);

    CommandRun run = duplicates();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("ad***@example.com")
        .contains("shop/customer/1, shop/customer/2")
        .contains("ask whether bo***@gmail.com is meant and correct it at the source.")
        .contains("2 persons were looked at.")
        .doesNotContain("ada@")
        .doesNotContain("bo@");
    assertThat(duplicates("--show").out()).contains("ada@example.com").contains("bo@gmail.com");
  }

  @Test
  void scripts_get_one_document_and_spreadsheets_lines_without_formulas() {
    store(DuplicatesCommandTest::fill);

    assertThat(duplicates("--json", "--show", "--limit", "1").out())
        .contains("\"total\" : 2")
        .containsOnlyOnce("\"what\"")
        .contains("\"what\" : \"records\"")
        .contains("\"proposal\" : \"merge them in shop");
    assertThat(duplicates("--csv", "--show").out().lines())
        .containsExactly(
            "\"what\",\"where\",\"address\",\"count\",\"which\",\"proposal\"",
            "\"records\",\"shop\",\"ada@example.com\",\"2\",\"shop/customer/1,"
                + " shop/customer/2\",\"merge them in shop; until then they count as one person\"",
            "\"spelling\",\"shop\",\"bo@gmial.com\",\"1\",\"shop/customer/=3\",\"ask whether"
                + " bo@gmail.com is meant and correct it at the source\"");
    assertThat(duplicates("--csv", "--json").exitCode()).isEqualTo(2);
    assertThat(duplicates("--calls", "0").exitCode()).isEqualTo(2);
  }

  @Test
  void thousands_are_gone_through_page_by_page() {
    store(
        ports -> {
          List<Person> many = new ArrayList<>();
          for (int n = 1; n <= 1_100; n++) {
            many.add(new Person(new PersonId(n), "p" + n + "@example.com"));
          }
          ports.people().create(many);
          Person last = many.getLast();
          ports
              .contributions()
              .save(
                  List.of(
                      aContribution().of("shop/customer/a").email(last.email()).heldBy(last.id()),
                      aContribution().of("shop/customer/b").email(last.email()).heldBy(last.id())));
        });

    assertThat(duplicates("--json").out())
        .contains("\"persons\" : 1100")
        .contains("\"total\" : 1")
        .contains("shop/customer/a");
  }

  @Test
  void the_account_s_contacts_are_read_and_nothing_is_written() throws IOException {
    store(ports -> {});
    try (SandboxServer sandbox =
        SandboxServer.start(SandboxConfig.unthrottled().callsKept(100, false))) {
      Path settings = project.resolve("selvedge.yaml");
      Files.writeString(
          settings,
          Files.readString(settings)
              .replaceAll("(?m)^  endpoint: .*$", "  endpoint: " + sandbox.baseUrl())
              .replaceAll("(?m)^  user: .*$", "  user: " + SandboxConfig.defaults().user())
              .replaceAll(
                  "(?m)^  password: .*$", "  password: " + SandboxConfig.defaults().password()));

      CommandRun run = duplicates("--dotdigital");

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out())
          .contains("Nobody is suspected of being there twice.")
          .containsPattern("Dotdigital: read \\d+ contacts with 1 calls, which is all of them\\.");
      assertThat(sandbox.calls().total()).isEqualTo(1);
    }
  }
}
