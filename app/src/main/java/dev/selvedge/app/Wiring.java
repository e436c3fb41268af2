package dev.selvedge.app;

import dev.selvedge.Secret;
import dev.selvedge.SystemName;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.app.audit.AuditRoom;
import dev.selvedge.app.cli.Backstage;
import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.config.setting.StoreLocation;
import dev.selvedge.app.page.PersonPages;
import dev.selvedge.app.subject.SubjectRoom;
import dev.selvedge.app.trace.Tracing;
import dev.selvedge.connector.Connector;
import dev.selvedge.connectors.bigcommerce.BigConnector;
import dev.selvedge.connectors.businesscentral.BusinessCentralConnector;
import dev.selvedge.connectors.file.FileConnector;
import dev.selvedge.connectors.jdbc.JdbcConnector;
import dev.selvedge.connectors.kafka.KafkaConnector;
import dev.selvedge.connectors.magento.MagentoConnector;
import dev.selvedge.connectors.medusa.MedusaConnector;
import dev.selvedge.connectors.mintsoft.MintsoftConnector;
import dev.selvedge.connectors.netsuite.NetSuiteConnector;
import dev.selvedge.connectors.odoo.OdooConnector;
import dev.selvedge.connectors.patchworks.PatchworksConnector;
import dev.selvedge.connectors.peoplevox.PeoplevoxConnector;
import dev.selvedge.connectors.rest.RestConnector;
import dev.selvedge.connectors.shiphero.ShipHeroConnector;
import dev.selvedge.connectors.shipstation.ShipStationConnector;
import dev.selvedge.connectors.shopify.ShopifyConnector;
import dev.selvedge.connectors.tryton.TrytonConnector;
import dev.selvedge.connectors.vendure.VendureConnector;
import dev.selvedge.connectors.webhook.WebhookConnector;
import dev.selvedge.connectors.woocommerce.WooConnector;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.contact.EmailStatus;
import dev.selvedge.dotdigital.delivery.DotdigitalTarget;
import dev.selvedge.dotdigital.delivery.contact.ContactSurvey;
import dev.selvedge.dotdigital.delivery.meter.AssumedLimits;
import dev.selvedge.dotdigital.delivery.setting.FieldRules;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.dotdigital.http.ClientConfig;
import dev.selvedge.dotdigital.http.Credentials;
import dev.selvedge.dotdigital.inward.DecisionMapper;
import dev.selvedge.dotdigital.subject.DotdigitalSubjects;
import dev.selvedge.inbox.DiskReserve;
import dev.selvedge.inbox.FreeSpace;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Holder;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.send.SendRules;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.store.privacy.KeyPlace;
import dev.selvedge.store.sql.StoreException;
import dev.selvedge.work.Outlook;
import dev.selvedge.work.Store;
import dev.selvedge.work.replay.ReplayParts;
import dev.selvedge.work.schema.SchemaLook;
import dev.selvedge.yaml.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Makes the parts of a hub and joins them; nothing else in the program constructs what needs
/// more than values. Thread-safe.
public final class Wiring implements Backstage {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
  private static final Duration LOCAL_ASK_EVERY = Duration.ofMillis(500);
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "::1", "[::1]");
  private static final String SCHEMA_PREFIX = "selvedge_";

  private final Environment environment;
  private final InstantSource clock;
  private final RandomGenerator dice;
  private final Function<Path, FreeSpace> disks;

  public Wiring(Environment environment, InstantSource clock, RandomGenerator dice) {
    this(environment, clock, dice, StoreDisk::of);
  }

  /// @param disks the room where a store's file is
  public Wiring(
      Environment environment,
      InstantSource clock,
      RandomGenerator dice,
      Function<Path, FreeSpace> disks) {
    this.environment = environment;
    this.clock = clock;
    this.dice = dice;
    this.disks = disks;
  }

  @Override
  public List<Connector> connectors() {
    return List.of(
        new WebhookConnector(),
        new JdbcConnector(),
        new FileConnector(),
        new RestConnector(),
        new ShopifyConnector(),
        new ShipHeroConnector(),
        new ShipStationConnector(),
        new MintsoftConnector(),
        new PeoplevoxConnector(),
        new VendureConnector(),
        new WooConnector(),
        new MedusaConnector(),
        new MagentoConnector(),
        new BigConnector(),
        new TrytonConnector(),
        new NetSuiteConnector(),
        new KafkaConnector(),
        new OdooConnector(),
        new BusinessCentralConnector(),
        new PatchworksConnector());
  }

  @Override
  public Environment environment() {
    return environment;
  }

  @Override
  public Store look(Project project) {
    return reachable(() -> Stores.openReadOnly(storeConfig(project)), project);
  }

  @Override
  public PlanRules rules(Project project) {
    return planRules(project);
  }

  @Override
  public ReplayParts replays(Project project) {
    TimeOrderedIds ids = new TimeOrderedIds(clock);
    Store store = reachable(() -> Stores.openForCommands(storeConfig(project), ids), project);
    try (Dotdigital account = account(project)) {
      // asked for its name and what it holds; it calls nobody
      DotdigitalTarget target = new DotdigitalTarget(account, targetSettings(project), clock);
      return new ReplayParts(
          store,
          new DecisionMapper(target.name(), project.identity().emails(), project.mapper()),
          planRules(project),
          holders(target, project),
          clock,
          ids);
    }
  }

  @Override
  public SubjectRoom subjects(Project project, Consumer<Duration> pause) {
    TimeOrderedIds ids = new TimeOrderedIds(clock);
    Store store = reachable(() -> Stores.openForCommands(storeConfig(project), ids), project);
    Dotdigital account = account(project);
    TargetSettings settings = targetSettings(project);
    return new SubjectRoom(
        store,
        List.of(new DotdigitalSubjects(account, settings.name(), clock, pause)),
        new PersonPages(store, planRules(project), titles(settings, project)).whole(),
        account::close);
  }

  @Override
  public AuditRoom audits(Project project) {
    TimeOrderedIds ids = new TimeOrderedIds(clock);
    Store store = reachable(() -> Stores.openForCommands(storeConfig(project), ids), project);
    Dotdigital account = account(project);
    DotdigitalTarget target = new DotdigitalTarget(account, targetSettings(project), clock);
    List<Connector.Opened> systems =
        project.systems().stream().map(system -> system.plan().open()).toList();
    Rests rests = new Rests();
    return new AuditRoom(
        new RunningProject.Foundation(
                project, store, account, target, List.of(), planRules(project), Tracing.off())
            .auditing(
                systems.stream().flatMap(system -> system.targeted().stream()).toList(),
                new RunningProject.World(clock, ids, dice, DiskReserve.none(), space(project)),
                rests)
            .withCounted(systems.stream().flatMap(system -> system.counted().stream()).toList()),
        () -> {
          rests.close();
          systems.forEach(Connector.Opened::close);
          account.close();
        });
  }

  /// What pages call each target, those that are told of consent among them.
  private static Map<SystemName, String> titles(TargetSettings account, Project project) {
    Map<SystemName, String> titles = new HashMap<>();
    ToldTargets.unopened(project).forEach(told -> titles.put(told.name(), told.title()));
    titles.put(account.name(), account.title());
    return titles;
  }

  @Override
  public RunningHub start(Project project) {
    TimeOrderedIds ids = new TimeOrderedIds(clock);
    Store store =
        reachable(() -> knowingTheErased(Stores.open(storeConfig(project), ids)), project);
    Tracing tracing =
        Tracing.open(
            project.watching().traces(), project.name(), project.dotdigital().endpoint(), clock);
    Dotdigital account = Dotdigital.open(client(project), clock, tracing::around);
    DotdigitalTarget target = new DotdigitalTarget(account, targetSettings(project), clock);
    return RunningProject.start(
        new RunningProject.Foundation(
            project,
            store,
            account,
            target,
            ToldTargets.open(project),
            planRules(project),
            tracing),
        new RunningProject.World(clock, ids, dice, reserve(project), space(project)));
  }

  @Override
  public List<Connector.Finding> examineTarget(Project project) {
    try (Dotdigital account = account(project)) {
      DotdigitalTarget target = new DotdigitalTarget(account, targetSettings(project), clock);
      List<Connector.Finding> findings = new ArrayList<>(target.examine());
      // One that does not answer at all has been told of.
      if (findings.getFirst().healthy()) {
        findings.addAll(target.examine(project.automations()));
      }
      return findings;
    }
  }

  @Override
  public ContactReading readContacts(Project project, int calls, BiConsumer<Long, String> each) {
    try (Dotdigital account = account(project)) {
      DotdigitalTarget target = new DotdigitalTarget(account, targetSettings(project), clock);
      ContactSurvey.Survey survey = target.survey(calls, each::accept);
      return new ContactReading(target.title(), survey.contacts(), survey.calls(), survey.rest());
    }
  }

  @Override
  public SchemaLook.Report lookAtSchemas(Project project) {
    try (Store store = look(project);
        Dotdigital account = account(project)) {
      DotdigitalTarget target = new DotdigitalTarget(account, targetSettings(project), clock);
      return schemaLook(project, store, target, clock).look();
    }
  }

  /// What looks at the schemas of a project.
  static SchemaLook schemaLook(
      Project project, Store store, DotdigitalTarget target, InstantSource clock) {
    return new SchemaLook(
        store,
        new SchemaLook.Subjects(
            project.mappings().paths(),
            targetSettings(project).dataFields().keySet(),
            project.idleDataFields()),
        () -> target.schema(project.automations()),
        clock);
  }

  @Override
  public List<Outlook> outlooks(Project project) {
    SendRules rules = project.dotdigital().sending().rules();
    List<Outlook> outlooks = new ArrayList<>();
    try (Dotdigital account = account(project)) {
      DotdigitalTarget target = new DotdigitalTarget(account, targetSettings(project), clock);
      outlooks.add(
          Outlook.of(target, rules.policy())
              .awaiting(PastOptOutsFirst.of(project, target.title())));
    }
    ToldTargets.unopened(project)
        .forEach(told -> outlooks.add(Outlook.of(told, told.rules(rules).policy())));
    return outlooks;
  }

  /// Only an SQLite store is on a disk of ours.
  private DiskReserve reserve(Project project) {
    return switch (project.store()) {
      case StoreLocation.SqliteFile(Path file) ->
          new DiskReserve(disks.apply(file), project.storeReserve(), clock);
      case StoreLocation.Postgres ignored -> DiskReserve.none();
    };
  }

  /// As much as one wants where the store is not on a disk of ours.
  private FreeSpace space(Project project) {
    return switch (project.store()) {
      case StoreLocation.SqliteFile(Path file) -> disks.apply(file);
      case StoreLocation.Postgres ignored -> () -> Long.MAX_VALUE;
    };
  }

  private static PlanRules planRules(Project project) {
    return new PlanRules(
            project.fields(),
            project.figures().fields(),
            project.figures().currency(),
            project.dotdigital().ordersCollection(),
            project.automations(),
            project.consent().policy())
        .withFigures(project.figures())
        .withTold(project.toldSystems())
        .withProducts(project.products())
        .withChoices(project.consent().choices());
  }

  private static List<Holder> holders(DotdigitalTarget target, Project project) {
    List<Holder> holders = new ArrayList<>();
    holders.add(new Holder(target.name(), target.facets()));
    project
        .toldSystems()
        .systems()
        .forEach(system -> holders.add(new Holder(system, Set.of(Facet.CONSENT))));
    return holders;
  }

  private Dotdigital account(Project project) {
    return Dotdigital.open(client(project), clock);
  }

  private static ClientConfig client(Project project) {
    Project.Dotdigital account = project.dotdigital();
    return ClientConfig.of(
            account.endpoint(), new Credentials(account.user(), account.password().reveal()))
        .withTimeouts(CONNECT_WITHIN, account.sending().answerWithin());
  }

  /// How the account of a project is used.
  static TargetSettings targetSettings(Project project) {
    Map<String, FieldType> dataFields = new TreeMap<>();
    project.fields().fields().values().stream()
        .filter(field -> !field.dataField().isEmpty())
        .forEach(field -> dataFields.put(field.dataField(), field.type()));
    dataFields.putAll(project.figures().types());
    dataFields.putAll(project.automations().dataFields());
    Project.Dotdigital account = project.dotdigital();
    TargetSettings settings =
        TargetSettings.of(dataFields, account.ordersCollection())
            .withBatches(account.contactBatch(), account.contactBatch())
            .withCollections(project.collections().with(account.ordersSpelling()))
            .withList(account.list())
            .withFieldRules(
                new FieldRules(account.dataFields().create(), account.dataFields().limits()))
            .withRetired(project.identity().retired())
            .withPrograms(project.automations().programs())
            .withConsent(told(project.consent()))
            .withLimits(
                AssumedLimits.standard().withEnrolmentsPerHour(account.sending().enrolmentCalls()));
    String host = String.valueOf(account.endpoint().getHost());
    // Asking costs nothing of the allowance; only the vendor's servers want to be spared.
    return THIS_MACHINE.contains(host) ? settings.withAskEvery(LOCAL_ASK_EVERY) : settings;
  }

  private static TargetSettings.Consent told(Project.Consent consent) {
    return new TargetSettings.Consent(
        switch (consent.comeBack()) {
          case Project.Return.Asked(String locale, String redirect) ->
              new EmailStatus.Resubscription.WithChallenge(locale, redirect);
          case Project.Return.AtOnce ignored -> new EmailStatus.Resubscription.WithNoChallenge();
        },
        consent.sendProof(),
        consent.choices().all());
  }

  /// A hub that cannot tell who asked to be forgotten must not begin to take them in.
  private static Store knowingTheErased(Store store) {
    try {
      store.read(ports -> ports.erasures().ofAddresses(List.of("")));
      return store;
    } catch (StoreException e) {
      store.close();
      throw e;
    }
  }

  private static KeyPlace marks(Project project, KeyPlace beside) {
    Secret key = project.retention().erasureKey();
    return key.reveal().isEmpty() ? beside : new KeyPlace.Given(key);
  }

  private static StoreConfig storeConfig(Project project) {
    return switch (project.store()) {
      case StoreLocation.SqliteFile file -> {
        StoreConfig config = StoreConfig.file(file.path());
        yield config.withMarks(marks(project, config.marks()));
      }
      case StoreLocation.Postgres postgres ->
          new StoreConfig(
              postgres.url().reveal(),
              SCHEMA_PREFIX + project.name().replace('-', '_'),
              "",
              new Secret(""),
              marks(project, new KeyPlace.InFile(project.folder().resolve("erasure.key"))));
    };
  }

  private static Store reachable(Supplier<Store> open, Project project) {
    try {
      return open.get();
    } catch (StoreException e) {
      throw new CommandException(
          ExitCode.UNREACHABLE,
          "The store " + project.store().display() + " cannot be used: " + e.getMessage(),
          advice(e.reason()),
          e);
    }
  }

  private static String advice(StoreException.Reason reason) {
    return switch (reason) {
      case IN_USE ->
          "Stop the other hub first: one hub runs on a file at a time, and hubs that share a schema"
              + " are of one release.";
      case UNAVAILABLE -> "Check that the database runs and can be reached.";
      case UNWRITABLE -> "Check the disk's space and the folder's permissions.";
      case UNFIT -> "Check the path: 'selvedge run' makes the store on its first start.";
      case CONFLICT, CLOSED, FAULT -> "Look at the log for the cause.";
    };
  }
}
