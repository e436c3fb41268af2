package dev.selvedge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.person.FormerAddress;
import dev.selvedge.person.Person;
import dev.selvedge.person.identity.Link;
import dev.selvedge.person.identity.LinkDecision;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.ContributionBuilder;
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

/// `selvedge person show`, `link`, `unlink` and `release` on a store without a hub.
class StewardCommandsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final RecordRef SHOP = RecordRef.parse("shop/customer/1");
  private static final RecordRef ERP = RecordRef.parse("erp/customer/7");

  @TempDir private Path temp;
  private final SettableClock clock = new SettableClock(NOON);
  private Path project;

  @BeforeEach
  void begin() throws IOException {
    project = temp.resolve("my-brand");
    assertThat(CommandRun.of(clock, "init", project.toString()).exitCode()).isZero();
    Files.createDirectories(project.resolve("data"));
    try (Store store = open()) {
      store.change(StewardCommandsTest::fill);
    }
  }

  private Store open() {
    return Stores.open(StoreConfig.file(project.resolve("data/hub.db")), new TimeOrderedIds(clock));
  }

  private static void fill(Store.Ports ports) {
    Person ada = new Person(new PersonId(1), "ada@example.com");
    ports.people().create(List.of(ada));
    ports
        .contributions()
        .save(
            List.of(
                ContributionBuilder.aContribution().of(SHOP.text()).heldBy(ada.id()),
                ContributionBuilder.aContribution()
                    .of(ERP.text())
                    .email("ada@work.example")
                    .heldBy(ada.id()),
                ContributionBuilder.aContribution()
                    .of("shop/order/9")
                    .email("")
                    .ownedBy(SHOP.text())
                    .heldBy(ada.id())));
    ports
        .formerAddresses()
        .note(
            List.of(
                new FormerAddress(SHOP, "ada@old.example", NOON, NOON),
                new FormerAddress(
                    SHOP, "ada@example.com", NOON.plusSeconds(60), NOON.plusSeconds(60))));
    ports
        .links()
        .decide(new LinkDecision(ERP, new Link.TogetherWith(SHOP), "otto", "she rang", NOON));
  }

  private CommandRun person(String... arguments) {
    List<String> all = new ArrayList<>(List.of("person"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--project", project.toString()));
    return CommandRun.of(clock, all.toArray(String[]::new));
  }

  @Test
  void it_is_shown_why_each_record_is_there() {
    CommandRun run = person("show", " Ada@Example.com ");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("shop/customer/1", "it has this address")
        .contains("shop/order/9", "it belongs to shop/customer/1")
        .contains("put together with shop/customer/1 by otto: she rang")
        .contains("ada@old.example");
  }

  @Test
  void it_is_shown_what_a_phone_number_tells_and_what_it_does_not() {
    String number = "+442079460018";
    String home = "+442079460019";
    try (Store store = open()) {
      store.change(
          ports -> {
            Person bob = new Person(new PersonId(2), "bob@example.com");
            ports.people().create(List.of(bob));
            ports
                .contributions()
                .save(
                    List.of(
                        ContributionBuilder.aContribution()
                            .of("crm/x/1")
                            .email("bob@example.com")
                            .phone(number)
                            .heldBy(bob.id()),
                        ContributionBuilder.aContribution()
                            .of("crm/x/2")
                            .email("bob@example.com")
                            .phone(home)
                            .heldBy(bob.id()),
                        ContributionBuilder.aContribution()
                            .of(SHOP.text())
                            .phone(home)
                            .heldBy(new PersonId(1)),
                        ContributionBuilder.aContribution()
                            .of("till/sale/1")
                            .email("")
                            .phone(number)
                            .heldBy(bob.id()),
                        ContributionBuilder.aContribution()
                            .of("till/sale/2")
                            .email("")
                            .phone(home)
                            .heldByNobody()));
          });
    }

    CommandRun run = person("show", "bob@example.com");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .containsPattern("till/sale/1 .*it has no address, and this person's phone number")
        .containsPattern("till/sale/2 .*it has no address, and 2 people have its phone number");
  }

  @Test
  void a_decision_is_kept_with_who_and_why() {
    CommandRun run = person("unlink", SHOP.text(), "--why", "not hers", "--by", "eve", "--json");

    assertThat(run.exitCode()).isZero();
    try (Store store = open()) {
      LinkDecision kept = store.read(ports -> ports.links().history(SHOP)).getFirst();
      assertThat(kept)
          .isEqualTo(
              new LinkDecision(SHOP, new Link.Apart(), "eve (command line)", "not hers", NOON));
    }
  }

  @Test
  void what_cannot_be_decided_says_what_to_do() {
    assertThat(person("link", SHOP.text(), "--with", SHOP.text(), "--why", "x").exitCode())
        .isEqualTo(2);
    assertThat(person("unlink", "shop/customer/404", "--why", "x").exitCode()).isEqualTo(4);
    assertThat(person("unlink", "nonsense", "--why", "x").exitCode()).isEqualTo(2);
    assertThat(person("release", SHOP.text(), "--why", " ").exitCode()).isEqualTo(2);
    assertThat(person("show", "nobody@example.com").exitCode()).isEqualTo(4);
  }
}
