package dev.selvedge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.Stage;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.privacy.Found;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.testkit.patchworks.PatchworksStandIn;
import dev.selvedge.testkit.patchworks.PatchworksStandIn.Fault;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.work.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `selvedge parked restart` on a store without a hub, with a stand-in for Patchworks.
class RestartCommandTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String KEY = "key-of-the-company";
  private static final String REPORT =
      "{\"run\":{\"id\":\"9\",\"flow_id\":\"80\",\"status\":\"failure\"},"
          + "\"payload\":{\"no\":\"SO-1\",\"email\":\"bea@example.com\"},\"payload_type\":\"json\"}";

  private final SettableClock clock = new SettableClock(NOON);
  private final PatchworksStandIn patchworks = new PatchworksStandIn(clock, KEY);
  private Path project = Path.of("");

  @BeforeEach
  void begin(@TempDir Path temp) throws IOException {
    project = temp.resolve("companion");
    Path example = Path.of("..", "examples", "patchworks-companion");
    try (Stream<Path> files = Files.walk(example)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = project.resolve(example.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Path settings = project.resolve("selvedge.yaml");
    String address = patchworks.address();
    Files.writeString(
        settings,
        Files.readString(settings)
            .replace(
                "      api:\n",
                "      api:\n        core: %s\n        start: %s\n".formatted(address, address))
            .replace("${env:PATCHWORKS_API_KEY}", KEY)
            .replace("${env:PATCHWORKS_TOKEN}", "a-token-of-many-letters")
            .replace("${env:DOTDIGITAL_ENDPOINT}", "http://127.0.0.1:9")
            .replaceAll("\\$\\{env:[A-Z_]+}", "nobody"));
    Files.createDirectories(project.resolve("data"));
    try (Store store = open()) {
      store.change(RestartCommandTest::fill);
    }
  }

  @AfterEach
  void close() {
    patchworks.close();
  }

  private Store open() {
    return Stores.open(StoreConfig.file(project.resolve("data/hub.db")), new TimeOrderedIds(clock));
  }

  private static void fill(Store.Ports ports) {
    RecordRef run = RecordRef.parse("patchworks/flow-run/9");
    ports
        .inbox()
        .accept(
            List.of(
                new SourceRecord(
                    run,
                    SourceRecord.Stamp.at(NOON.minusSeconds(90)),
                    NOON.minusSeconds(60),
                    SourceRecord.Change.UPSERT,
                    SourceRecord.Pace.LIVE,
                    Payload.ofText(REPORT))),
            NOON);
    long id = ports.inbox().waiting(1).getFirst().id();
    ports.inbox().settle(List.of(id));
    ports
        .parked()
        .park(
            List.of(
                new ParkedItem(
                    "inbox/" + id,
                    Stage.MAPPING,
                    run.text(),
                    "patchworks.failed-run",
                    "Patchworks: run 9 failed.",
                    "",
                    "",
                    id,
                    NOON,
                    NOON,
                    1)));
  }

  private CommandRun restart(String... more) {
    String[] arguments =
        Stream.concat(
                Stream.of("parked", "restart", "1", "-p", project.toString(), "--by", "otto"),
                Stream.of(more))
            .toArray(String[]::new);
    return CommandRun.of(clock, arguments);
  }

  @Test
  void it_is_started_with_its_payload_and_is_not_parked_any_more() {
    patchworks.deploy("80", "Orders");
    assertThat(restart().exitCode()).as("a reason is asked for").isEqualTo(2);

    CommandRun run = restart("--why", "the ERP is back");
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualToIgnoringWhitespace(
            "Started as run " + patchworks.lastRun() + " of flow 80, and not parked any more.");
    assertThat(patchworks.starts())
        .containsExactly("80 {\"no\":\"SO-1\",\"email\":\"bea@example.com\"}");
    assertThat(CommandRun.of(clock, "parked", project.toString()).out())
        .contains("Nothing waits for you");
    assertThat(CommandRun.of(clock, "audit-log", "-p", project.toString()).out())
        .contains("otto (command line)", "report.restart", "the ERP is back", "of flow 80");
    assertThat(restart("--why", "once more").err())
        .contains("nothing that can be started again is parked as number 1");
  }

  @Test
  void the_erasure_of_a_person_reaches_the_payloads_that_are_kept() {
    try (Store store = open()) {
      Found found = store.read(ports -> ports.traces().find("bea@example.com"));
      assertThat(found.isEmpty()).isFalse();
      store.change(ports -> ports.traces().forget(found));
      assertThat(
              store.<Long>read(
                  ports ->
                      ports.traces().mentions(List.of("bea@example.com")).values().stream()
                          .mapToLong(Long::longValue)
                          .sum()))
          .isZero();
      assertThat(store.<Boolean>read(ports -> ports.inbox().find(1).isPresent())).isFalse();
    }
    assertThat(restart("--why", "try").err()).contains("nothing that can be started again");
  }

  @Test
  void the_collection_for_patchworks_is_printed_as_the_example_has_it() throws IOException {
    CommandRun run = CommandRun.of(clock, "connector", "postman", project.toString());
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo(Files.readString(project.resolve("patchworks.postman_collection.json")));
    CommandRun other =
        CommandRun.of(clock, "connector", "postman", project.toString(), "--system", "shop");
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("the system 'shop' has no collection", "patchworks");
  }

  @Test
  void what_was_not_started_stays_parked_and_what_may_have_been_is_looked_for() {
    assertThat(restart("--why", "try").err()).contains("It was not started.");
    patchworks.deploy("80", "Orders");
    patchworks.next(new Fault.Status(0, ""));
    patchworks.next(new Fault.LostAnswer());
    assertThat(restart("--why", "try").err()).contains("not known whether it was started");
    assertThat(restart("--why", "try").err()).contains("was begun with the same since");
    assertThat(patchworks.starts()).hasSize(1);
    assertThat(restart("--why", "it did nothing", "--again").exitCode()).isZero();
    assertThat(patchworks.starts()).hasSize(2);
  }

  @Test
  void of_several_who_start_it_at_once_one_does() {
    patchworks.deploy("80", "Orders");
    List<String> others = new ArrayList<>();
    patchworks.next(new Fault.Status(0, ""));
    patchworks.next(
        new Fault.Meanwhile(
            () -> {
              others.add(restart("--why", "me too").err());
              others.add(restart("--why", "the button did nothing", "--again").err());
            }));
    assertThat(restart("--why", "the ERP is back").exitCode()).isZero();
    assertThat(others)
        .hasSize(2)
        .allSatisfy(
            said ->
                assertThat(said)
                    .contains("Somebody has begun to start it at 2026-03-01T12:00:00Z"));
    assertThat(patchworks.starts()).hasSize(1);
    assertThat(restart("--why", "once more").err()).contains("nothing that can be started again");
  }

  @Test
  void a_start_that_failed_can_be_made_again() {
    patchworks.deploy("80", "Orders");
    for (Fault refused :
        List.of(new Fault.Status(401, ""), new Fault.Status(404, ""), new Fault.Status(422, ""))) {
      patchworks.next(new Fault.Status(0, ""));
      patchworks.next(refused);
      assertThat(restart("--why", "try").err()).as("%s", refused).contains("It was not started.");
    }
    for (Fault silent :
        List.of(new Fault.Status(503, ""), new Fault.Status(500, ""), new Fault.CutOff())) {
      patchworks.next(new Fault.Status(0, ""));
      patchworks.next(silent);
      assertThat(restart("--why", "try").err())
          .as("%s", silent)
          .contains("not known whether it was started");
      clock.advance(Duration.ofMinutes(1));
      assertThat(restart("--why", "try").err())
          .as("a run takes a while to show")
          .contains("Somebody has begun to start it at ", "So far no run shows that began with it");
      assertThat(patchworks.starts()).isEmpty();
      clock.advance(Duration.ofMinutes(5));
    }
    assertThat(CommandRun.of(clock, "parked", "show", "1", "-p", project.toString()).out())
        .contains("Patchworks: run 9 failed.")
        .doesNotContain("times");
    assertThat(restart("--why", "try").exitCode()).isZero();
    assertThat(patchworks.starts()).hasSize(1);
  }

  @Test
  void what_was_discarded_while_it_was_tried_stays_discarded() {
    patchworks.next(new Fault.Status(0, ""));
    patchworks.next(
        new Fault.Meanwhile(
            () ->
                assertThat(
                        CommandRun.of(
                                clock,
                                "parked",
                                "discard",
                                "1",
                                "-p",
                                project.toString(),
                                "--why",
                                "sent by hand")
                            .exitCode())
                    .isZero()));
    assertThat(restart("--why", "try").err()).contains("It was not started.");
    assertThat(CommandRun.of(clock, "parked", project.toString()).out())
        .contains("Nothing waits for you");
  }

  @Test
  void a_start_that_was_broken_off_is_not_made_again_by_chance() {
    patchworks.deploy("80", "Orders");
    try (Store store = open()) {
      store.change(ports -> ports.parked().replayed(List.of(1L), NOON));
    }
    assertThat(restart("--why", "try").err()).contains("Somebody has begun to start it");
    assertThat(restart("--why", "it never ran", "--again").err())
        .as("it may be on its way this very moment")
        .contains("Somebody has begun to start it");
    assertThat(patchworks.starts()).isEmpty();
    clock.advance(Duration.ofMinutes(10));
    assertThat(restart("--why", "it never ran").exitCode()).isZero();
    assertThat(patchworks.starts()).hasSize(1);
  }
}
