package dev.selvedge.app;

import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.TimeOrderedIds;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.StopSignal;
import dev.selvedge.app.cli.console.Terminal;
import dev.selvedge.app.config.Project;
import dev.selvedge.audit.schema.Memory;
import dev.selvedge.audit.schema.Place;
import dev.selvedge.audit.schema.SchemaFinding.Kind;
import dev.selvedge.audit.schema.SchemaFinding.Weight;
import dev.selvedge.audit.schema.SchemaFindings.Standing;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.delivery.DotdigitalTarget;
import dev.selvedge.dotdigital.field.ContactField;
import dev.selvedge.dotdigital.field.NewField;
import dev.selvedge.dotdigital.http.ClientConfig;
import dev.selvedge.dotdigital.http.Credentials;
import dev.selvedge.dotdigital.insight.CollectionName;
import dev.selvedge.dotdigital.insight.CollectionType;
import dev.selvedge.dotdigital.insight.Owner;
import dev.selvedge.dotdigital.insight.Scope;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.sandbox.program.Program;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.work.Store;
import dev.selvedge.work.schema.DailyLook;
import dev.selvedge.work.schema.SchemaLook;
import dev.selvedge.yaml.Environment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Schema drift from end to end: a project's own store, and the account over HTTP.
class AuditSchemaTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private Path temp;
  private final SettableClock clock = new SettableClock(NOON);
  private final SandboxServer sandbox =
      SandboxServer.start(SandboxConfig.unthrottled().callsKept(100, false));
  private final Dotdigital account =
      Dotdigital.open(
          ClientConfig.of(
              URI.create(sandbox.baseUrl()),
              new Credentials(
                  SandboxConfig.defaults().user(), SandboxConfig.defaults().password())),
          clock);
  private Path project;
  private int accepted;

  @BeforeEach
  void begin() throws IOException {
    project = temp.resolve("my-brand");
    assertThat(CommandRun.of(clock, "init", project.toString()).exitCode()).isZero();
    edit("(?m)^  endpoint: .*$", "  endpoint: " + sandbox.baseUrl());
    edit("(?m)^  user: .*$", "  user: " + SandboxConfig.defaults().user());
    edit("(?m)^  password: .*$", "  password: " + SandboxConfig.defaults().password());
    Files.createDirectories(project.resolve("data"));
  }

  @AfterEach
  void close() {
    account.close();
    sandbox.close();
  }

  private void edit(String pattern, String by) throws IOException {
    Path settings = project.resolve("selvedge.yaml");
    Files.writeString(settings, Files.readString(settings).replaceAll(pattern, by));
  }

  private CommandRun audit(String... options) {
    List<String> arguments = new ArrayList<>(List.of("audit", "schema", project.toString()));
    arguments.addAll(List.of(options));
    return CommandRun.of(clock, arguments.toArray(String[]::new));
  }

  /// What the hub's loop does, on the store of the project.
  private List<Standing> hubLooks() {
    clock.advance(Duration.ofDays(1));
    return withStore(
        store -> {
          DailyLook daily = new DailyLook(store, look(store), clock);
          assertThat(daily.get()).isEqualTo(Duration.ofMinutes(15));
          clock.advance(Duration.ofMinutes(15));
          daily.get();
          return store.read(ports -> ports.schemaFindings().standing());
        });
  }

  private SchemaLook look(Store store) {
    Project loaded =
        new Desk(
                new Wiring(new Environment(Map.of()), clock, new Random(1)),
                new Terminal(System.out, System.err, false, false, clock, ZoneOffset.UTC),
                new StopSignal(),
                new Random(2))
            .project(project);
    return Wiring.schemaLook(
        loaded, store, new DotdigitalTarget(account, Wiring.targetSettings(loaded), clock), clock);
  }

  private <T> T withStore(Function<Store, T> work) {
    StoreConfig config = StoreConfig.file(project.resolve("data/hub.db"));
    try (Store store = Stores.open(config, new TimeOrderedIds(clock))) {
      return work.apply(store);
    }
  }

  private void accept(int count, String body) {
    List<SourceRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      accepted++;
      records.add(
          aSourceRecord()
              .of("shop/customer/" + accepted)
              .saying(body.replace("{n}", Integer.toString(accepted)))
              .build());
    }
    withStore(store -> store.write(ports -> ports.inbox().accept(records, clock.instant())));
  }

  private static final String CUSTOMER =
      """
      {"id": "{n}", "email": "p{n}@example.com", "first_name": "Ada", "last_name": "Byron",
       "points": 12, "newsletter": "yes", "newsletter_at": "2026-01-02T10:00:00Z", "shoe": 38}
      """;

  @Test
  void a_renamed_custom_field_is_told_before_anybody_misses_it() {
    accept(60, CUSTOMER);
    assertThat(hubLooks()).extracting(one -> one.finding().weight()).containsOnly(Weight.NOTE);
    accept(40, CUSTOMER.replace("\"points\"", "\"loyalty_balance\""));

    clock.advance(Duration.ofHours(1));

    CommandRun run = audit();

    assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "✗ 'points' is in none of the newest 40 records of shop/customer; before, 100 % of them"
                + " had it. mappings/shop.customer.yaml:10 reads it, so what it feeds is no longer"
                + " kept up to date; 'loyalty_balance' came instead, which may be its new name.")
        .contains(
            "· 3 fields of shop/customer are used by no mapping; the fullest: id (100 %), shoe (100 %),"
                + " loyalty_balance (40 %).")
        .contains("shop/customer: looked at the newest 100 records")
        .contains("shop/order: no records are kept, so there was nothing to look at")
        .doesNotContain("example.com");
    Standing gone =
        hubLooks().stream()
            .filter(one -> one.finding().kind() == Kind.VANISHED)
            .findFirst()
            .orElseThrow();
    assertThat(gone.finding().subject()).isEqualTo("points");
    assertThat(gone.since()).isEqualTo(clock.instant());
    Instant since = gone.since();
    assertThat(hubLooks())
        .filteredOn(one -> one.finding().kind() == Kind.VANISHED)
        .extracting(Standing::since)
        .containsExactly(since);
  }

  @Test
  void what_was_changed_in_the_account_is_told() throws IOException {
    int program = sandbox.addProgram("Win back", Program.Status.ACTIVE, false);
    Files.writeString(
        project.resolve("automations.yaml"),
        """
        automations:
          win-back: { on: order_placed, program: %d, within: 1d, purpose: marketing }
        """
            .formatted(program));
    field("LOYALTY_POINTS", ContactField.Type.NUMERIC);
    field("SHOE_SIZE", ContactField.Type.STRING);
    assertThat(hubLooks()).extracting(one -> one.finding().kind()).containsExactly(Kind.UNFED);

    assertThat(account.fields().delete("LOYALTY_POINTS")).isInstanceOf(Answer.Ok.class);
    sandbox.changeProgram(program, Program.Status.DEACTIVATED, false);
    CommandRun run = audit("--json");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    assertThat(run.out())
        .contains("'LOYALTY_POINTS' (Numeric) is gone from the contact data fields of Dotdigital")
        .contains("program " + program + " (Win back) is not active")
        .contains("\"kind\" : \"reference\"")
        .contains("\"unread\" : [ ]")
        .contains("SHOE_SIZE");
    assertThat(hubLooks())
        .filteredOn(one -> one.finding().weight() == Weight.BROKEN)
        .extracting(one -> one.finding().place())
        .containsExactly(Place.DATA_FIELDS, Place.REFERENCES);

    sandbox.changeProgram(program, Program.Status.ACTIVE, false);
    field("LOYALTY_POINTS", ContactField.Type.NUMERIC);
    assertThat(hubLooks()).extracting(one -> one.finding().kind()).containsExactly(Kind.UNFED);
  }

  @Test
  void a_collection_that_was_deleted_in_the_account_is_told() {
    CollectionName orders = new CollectionName("Orders");
    assertThat(hubLooks()).isEmpty();
    account.collections().create(orders, Scope.ACCOUNT, CollectionType.ORDERS);
    ObjectNode order = JsonNodeFactory.instance.objectNode().put("order_total", 12.5);
    order.putArray("products").addObject().put("sku", "A");
    assertThat(account.insight().put(new Owner.Account(), orders, "1", order))
        .isInstanceOf(Answer.Ok.class);
    hubLooks();
    Memory known =
        withStore(
            store -> store.read(ports -> ports.schemaMemories().of(Place.collection("Orders"))));
    assertThat(known.fields()).containsKeys("order_total", "products[].sku");

    assertThat(account.collections().delete(orders)).isInstanceOf(Answer.Ok.class);
    sandbox.clock().advance(Duration.ofHours(1));
    assertThat(hubLooks())
        .extracting(one -> one.finding().sentence())
        .containsExactly("The collection Orders is gone from Dotdigital with all its records.");
  }

  private void field(String name, ContactField.Type type) {
    assertThat(account.fields().create(new NewField(name, type, ContactField.Visibility.PRIVATE)))
        .isInstanceOf(Answer.Ok.class);
  }

  @Test
  void an_account_that_does_not_answer_has_not_lost_anything() {
    field("LOYALTY_POINTS", ContactField.Type.NUMERIC);
    hubLooks();
    account.fields().delete("LOYALTY_POINTS");
    assertThat(hubLooks()).extracting(one -> one.finding().kind()).contains(Kind.VANISHED);
    sandbox.stopListening();

    assertThat(hubLooks()).extracting(one -> one.finding().kind()).contains(Kind.VANISHED);
    CommandRun run = audit();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("? Dotdigital: the data fields could not be read:")
        .doesNotContain("Nothing that the project reads or writes has changed");
  }

  @Test
  void a_project_that_is_as_it_was_is_well() {
    accept(30, CUSTOMER.replace(", \"shoe\": 38", ""));
    CommandRun run = audit();
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("✓ Nothing that the project reads or writes has changed.");
    assertThat(sandbox.calls().total()).isLessThan(8);
  }
}
