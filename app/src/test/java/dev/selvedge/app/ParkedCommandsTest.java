package dev.selvedge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.Stage;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.work.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `selvedge parked` and its commands on a store without a hub.
class ParkedCommandsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String BODY =
      "{\"id\":\"ada@example.com\",\"email\":\"\",\"first_name\":\"Augusta\",\"phone\":\"+442079460000\"}";

  @TempDir private Path temp;
  private final SettableClock clock = new SettableClock(NOON);
  private Path project;

  @BeforeEach
  void begin() throws IOException {
    project = temp.resolve("my-brand");
    assertThat(CommandRun.of(clock, "init", project.toString()).exitCode()).isZero();
    Files.createDirectories(project.resolve("data"));
    StoreConfig config = StoreConfig.file(project.resolve("data/hub.db"));
    try (Store store = Stores.open(config, new TimeOrderedIds(clock))) {
      store.change(ParkedCommandsTest::fill);
    }
  }

  private static void fill(Store.Ports ports) {
    SourceRecord sourceRecord =
        new SourceRecord(
            RecordRef.parse("shop/customer/ada@example.com"),
            SourceRecord.Stamp.at(NOON.minusSeconds(90)),
            NOON.minusSeconds(60),
            SourceRecord.Change.UPSERT,
            SourceRecord.Pace.LIVE,
            Payload.ofText(BODY));
    ports.inbox().accept(List.of(sourceRecord), NOON);
    long id = ports.inbox().waiting(1).getFirst().id();
    ports.inbox().settle(List.of(id));
    ports
        .parked()
        .park(
            List.of(
                item("inbox/" + id, Stage.MAPPING, "shop/customer/ada@example.com", id),
                item("row/shop/customer/x", Stage.CONNECTOR, "shop/customer", 0)));
  }

  private static ParkedItem item(String subject, Stage stage, String source, long inboxId) {
    return new ParkedItem(
        subject,
        stage,
        source,
        "mapping.no-email",
        "No address.",
        "a.yaml:5",
        "email",
        inboxId,
        NOON.minusSeconds(60),
        NOON.minusSeconds(60),
        1);
  }

  private CommandRun parked(String... arguments) {
    String[] line = new String[arguments.length + 3];
    line[0] = "parked";
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    line[line.length - 2] = "-p";
    line[line.length - 1] = project.toString();
    return CommandRun.of(clock, line);
  }

  @Test
  void values_are_covered_until_somebody_reveals_them() {
    CommandRun covered = parked("show", "1");
    CommandRun revealed = parked("show", "1", "--reveal", "--by", "otto");

    assertThat(covered.exitCode()).isZero();
    assertThat(covered.out())
        .contains("1  shop/customer/ad***@example.com", "Au*** (7 characters)", "a.yaml:5")
        .doesNotContain("ada@example.com", "Augusta", "7946");
    assertThat(parked("--json").out()).doesNotContain("ada@example.com");
    assertThat(parked().out()).doesNotContain("ada@example.com");
    assertThat(revealed.out()).contains("ada@example.com", "Augusta", "+442079460000");
    assertThat(
            CommandRun.of(clock, "trail", "shop/customer/ada@example.com", "-p", project.toString())
                .out())
        .contains("parked record shown by otto (command line)")
        .doesNotContain("Augusta");
  }

  @Test
  void acts_answer_with_what_was_done_and_what_cannot_be() {
    CommandRun replayed = parked("replay", "--cause", "mapping.no-email");

    assertThat(replayed.exitCode()).isZero();
    assertThat(replayed.out()).startsWith("1 replayed.\n1 cannot be replayed: rows");
    assertThat(parked().out()).contains("on its way again");
    assertThat(parked("replay", "--all", "--json").out()).contains("\"left\" : 1");
    assertThat(parked("discard", "2", "--why", "of no use").out()).isEqualTo("1 discarded.\n");
    assertThat(parked("discard", "2", "--why", "of no use").out()).isEqualTo("0 discarded.\n");
    assertThat(parked("preview", "--cause", "none").out())
        .isEqualTo("Nothing is parked for that.\n");
  }

  @Test
  void what_is_not_there_or_not_said_is_answered_with_an_advice() throws IOException {
    Path broken = Files.writeString(temp.resolve("broken.json"), "{\"id\":");

    assertThat(parked("show", "99").exitCode()).isEqualTo(4);
    assertThat(parked("show", "99").err())
        .contains("nothing is parked as number 99", "selvedge trail");
    assertThat(parked("edit", "1", "--file", broken.toString(), "--why", "x").err())
        .contains("nothing was saved: The record is not valid JSON");
    assertThat(parked("edit", "1", "--file", "none.json", "--why", "x").exitCode()).isEqualTo(4);
    for (List<String> unclear :
        List.of(
            List.of("replay"),
            List.of("replay", "1", "--all"),
            List.of("discard", "--all"),
            List.of("discard", "--all", "--why", " "),
            List.of("edit", "1", "--why", "x"),
            List.of("export", "--all"),
            List.of("show", "one"))) {
      assertThat(parked(unclear.toArray(String[]::new)).exitCode())
          .as(unclear.toString())
          .isEqualTo(2);
    }
    assertThat(parked().out()).contains("mapping.no-email");
  }

  @Test
  void an_export_is_for_its_owners_eyes_and_leaves_what_is_there_alone() throws IOException {
    Path file = temp.resolve("out.jsonl");

    assertThat(parked("export", "--all", "--file", file.toString()).out())
        .isEqualTo("2 exported to " + file + ".\n");
    assertThat(Files.readAllLines(file)).hasSize(2);
    assertThat(Files.readAllLines(file).getFirst()).contains("\\\"first_name\\\":\\\"Augusta\\\"");
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    assertThat(parked("export", "--all", "--file", file.toString()).err())
        .contains("is there already");
  }
}
