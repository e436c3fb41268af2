package dev.selvedge.app.config;

import static dev.selvedge.app.config.ProjectSettings.CURRENCY;
import static dev.selvedge.app.config.ProjectSettings.PROJECT;
import static dev.selvedge.app.config.ProjectSettings.STORE;
import static dev.selvedge.app.config.ProjectSettings.STORE_RESERVE;

import dev.selvedge.app.config.action.ActionReader;
import dev.selvedge.app.config.alarm.AlarmPlan;
import dev.selvedge.app.config.alarm.AlarmsReader;
import dev.selvedge.app.config.audit.AuditsReader;
import dev.selvedge.app.config.automation.AutomationsReader;
import dev.selvedge.app.config.field.FieldsReader;
import dev.selvedge.app.config.field.FiguresReader;
import dev.selvedge.app.config.field.FreeDataFields;
import dev.selvedge.app.config.field.ListsReader;
import dev.selvedge.app.config.field.TakenDataFields;
import dev.selvedge.app.config.report.ReportPlan;
import dev.selvedge.app.config.report.ReportsReader;
import dev.selvedge.app.config.setting.Settings;
import dev.selvedge.app.config.setting.StoreLocation;
import dev.selvedge.app.config.watch.FreshnessReader;
import dev.selvedge.app.config.watch.HeartbeatReader;
import dev.selvedge.app.config.watch.TracingReader;
import dev.selvedge.app.config.watch.Watching;
import dev.selvedge.app.jar.ConnectorJars;
import dev.selvedge.audit.AuditSchedule;
import dev.selvedge.commerce.FigureRules;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.PhoneRules;
import dev.selvedge.mapping.Topic;
import dev.selvedge.mapping.collection.Declarations;
import dev.selvedge.mapping.rule.MappingProject;
import dev.selvedge.watch.freshness.Goal;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Reads a project's folder and checks it as a whole, so that everything that is wrong is said at
/// once. Immutable and safe for use by many threads.
public final class ProjectLoader {
  private final Environment environment;
  private final ConnectorJars connectors;
  private final InstantSource clock;

  public ProjectLoader(
      Environment environment, Collection<Connector> connectors, InstantSource clock) {
    this.environment = environment;
    this.clock = clock;
    Map<String, Connector> builtIn = new TreeMap<>();
    connectors.forEach(connector -> builtIn.put(connector.name(), connector));
    this.connectors = new ConnectorJars(builtIn);
  }

  public Loaded load(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    Problems problems = new Problems();
    Optional<Project> project = project(absolute, problems);
    return project.isPresent() && problems.isEmpty()
        ? new Loaded.Ready(project.get())
        : new Loaded.Faulty(problems.sorted());
  }

  /// What of consent can be checked only beside the rest.
  private static void check(
      ConsentReader reader,
      Optional<Project.Consent> consent,
      Optional<Head> head,
      FieldCatalogue catalogue) {
    consent.ifPresent(found -> reader.checkNumber(found.choices(), catalogue));
    consent.ifPresent(
        found -> head.ifPresent(of -> reader.checkLists(found, of.dotdigital().list())));
  }

  private Optional<Project> project(Path folder, Problems problems) {
    ProjectFiles files = new ProjectFiles(folder, problems);
    return roots(files)
        .flatMap(
            roots ->
                project(
                    roots,
                    files,
                    EnvironmentFile.read(folder, environment, problems),
                    folder,
                    problems));
  }

  /// The two files that every project has.
  private record Roots(YamlNode.Mapping settings, YamlNode.Mapping fields) {}

  private static Optional<Roots> roots(ProjectFiles files) {
    return files
        .read(
            ProjectFiles.SETTINGS,
            "is this a project's folder? 'selvedge init' writes a new one here")
        .flatMap(
            settings ->
                files
                    .read(ProjectFiles.FIELDS, "it says which fields there are")
                    .map(fields -> new Roots(settings, fields)));
  }

  private Optional<Project> project(
      Roots roots, ProjectFiles files, Environment known, Path folder, Problems problems) {
    YamlSection section = YamlSection.of(roots.settings(), known, problems);
    Optional<Head> head = head(section, folder);
    SystemsReader.Systems systems =
        new SystemsReader(
                section, connectors(folder, problems), new Connector.Surroundings(folder, clock))
            .read();
    ConsentReader consentReader =
        new ConsentReader(section.sectionOrEmpty("consent"), systems.names());
    Optional<Project.Consent> consent = consentReader.read();
    YamlSection listsSection = section.sectionOrEmpty("lists");
    TakenDataFields taken = new TakenDataFields();
    FigureRules figures = FiguresReader.read(section, head.map(found -> found.currency()), taken);
    Optional<Project.Orders> orders = Parts.orders(section.sectionOrEmpty("orders"));
    Optional<Watching> watching = watching(section, systems);
    YamlSection identitySection = section.sectionOrEmpty("identity");
    Optional<Project.Identity> identity = Parts.identity(identitySection);
    Optional<AlarmPlan> alarms = alarms(section, systems);
    YamlSection reportsSection = section.sectionOrEmpty(ReportsReader.SECTION);
    // also where faults of the alarms keep it unread
    reportsSection.allow(ReportsReader.keys());
    Optional<ReportPlan> reports =
        alarms.flatMap(found -> ReportsReader.read(reportsSection, found));
    section.finish();
    YamlSection fieldsSection = YamlSection.of(roots.fields(), known, problems);
    FieldCatalogue catalogue = new FieldsReader(fieldsSection, systems.names(), taken).read();
    identity.ifPresent(found -> Parts.checkPhone(identitySection, found.phones(), catalogue));
    check(consentReader, consent, head, catalogue);
    consent = consent.map(found -> ruled(found, listsSection, catalogue, head));
    listsSection.finish();
    head.ifPresent(
        found ->
            FieldCounts.check(fieldsSection, catalogue, figures, found.dotdigital().dataFields()));
    fieldsSection.finish();
    MappingProject mappings = mappings(files, systems, problems, catalogue, identity);
    Optional<CollectionsReader.Collected> collections =
        head.map(found -> new CollectionsReader(problems, found.orders(), systems))
            .map(reader -> collections(files, known, reader, mappings));
    ActionReader actions = new ActionReader(new FreeDataFields(taken), declared(collections));
    AutomationsReader.Declared automations =
        automations(files, known, problems, catalogue, actions);
    Body body =
        new Body(
            systems.good(),
            figures,
            orders,
            identity,
            consent,
            catalogue,
            mappings,
            automations,
            collections,
            alarms,
            reports,
            watching);
    return head.flatMap(found -> body.under(found, folder));
  }

  private static Optional<AlarmPlan> alarms(YamlSection section, SystemsReader.Systems systems) {
    Set<String> names = new HashSet<>(systems.names());
    names.add(SystemsReader.TARGET);
    return AlarmsReader.read(section.sectionOrEmpty("alarms"), names);
  }

  private Map<String, Connector> connectors(Path folder, Problems problems) {
    Map<String, Connector> known = new TreeMap<>();
    connectors.of(folder, problems).forEach((name, one) -> known.put(name, one.connector()));
    return known;
  }

  private static Optional<Watching> watching(YamlSection section, SystemsReader.Systems systems) {
    List<Feed> feeds =
        systems.good().stream().flatMap(system -> system.plan().feeds().stream()).toList();
    boolean whole = systems.good().size() == systems.names().size();
    Optional<Map<String, Goal>> goals =
        FreshnessReader.read(section.sectionOrEmpty(FreshnessReader.KEY), feeds, whole);
    Optional<Watching.Beat> beat =
        HeartbeatReader.read(section.sectionOrEmpty(HeartbeatReader.KEY));
    Optional<Watching.Traces> traces =
        TracingReader.read(section.sectionOrEmpty(TracingReader.KEY));
    return goals.flatMap(
        said -> beat.flatMap(one -> traces.map(where -> new Watching(said, one, where))));
  }

  private static Declarations declared(Optional<CollectionsReader.Collected> collections) {
    return collections
        .map(CollectionsReader.Collected::declarations)
        .orElse(Declarations.of(List.of()));
  }

  private static MappingProject mappings(
      ProjectFiles files,
      SystemsReader.Systems systems,
      Problems problems,
      FieldCatalogue catalogue,
      Optional<Project.Identity> identity) {
    return new MappingsReader(files, systems, problems)
        .read(
            catalogue,
            identity.map(Project.Identity::emails).orElse(EmailRules.PLAIN),
            identity.map(Project.Identity::phones).orElse(PhoneRules.NONE));
  }

  private static Project.Consent ruled(
      Project.Consent consent, YamlSection lists, FieldCatalogue catalogue, Optional<Head> head) {
    Set<String> taken = new HashSet<>(consent.named(Topic.Grain.LIST));
    head.map(found -> found.dotdigital().list())
        .filter(list -> !list.isEmpty())
        .ifPresent(taken::add);
    return consent.withRuled(new ListsReader(lists).read(catalogue, taken));
  }

  private static CollectionsReader.Collected collections(
      ProjectFiles files, Environment known, CollectionsReader reader, MappingProject mappings) {
    Optional<YamlSection> file =
        files
            .readIfThere(ProjectFiles.COLLECTIONS)
            .map(root -> YamlSection.of(root, known, reader.problems()));
    CollectionsReader.Collected collections = reader.read(file, mappings);
    file.ifPresent(YamlSection::finish);
    return collections;
  }

  private static AutomationsReader.Declared automations(
      ProjectFiles files,
      Environment known,
      Problems problems,
      FieldCatalogue catalogue,
      ActionReader actions) {
    Optional<YamlNode.Mapping> root = files.readIfThere(ProjectFiles.AUTOMATIONS);
    if (root.isEmpty()) {
      return AutomationsReader.Declared.NOTHING;
    }
    YamlSection section = YamlSection.of(root.get(), known, problems);
    AutomationsReader.Declared declared = AutomationsReader.read(section, catalogue, actions);
    section.finish();
    return declared;
  }

  private static Optional<Head> head(YamlSection section, Path folder) {
    Optional<String> name = Settings.read(section, PROJECT);
    Optional<StoreLocation> store = Settings.read(section, STORE);
    Optional<Integer> storeReserve = Settings.read(section, STORE_RESERVE);
    Optional<Currency> currency = Settings.read(section, CURRENCY);
    Optional<Project.Http> http = Parts.http(section.sectionOrEmpty("http"));
    Optional<Project.Dotdigital> dotdigital =
        Parts.dotdigital(section.requiredSection("dotdigital"));
    Optional<Project.Retention> retention =
        Parts.retention(section.sectionOrEmpty("retention"), section.sectionOrEmpty("erasure"));
    Optional<AuditSchedule> audits =
        AuditsReader.read(section.sectionOrEmpty(AuditsReader.SECTION));
    if (name.isEmpty()
        || store.isEmpty()
        || storeReserve.isEmpty()
        || currency.isEmpty()
        || http.isEmpty()
        || dotdigital.isEmpty()
        || retention.isEmpty()
        || audits.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Head(
            name.get(),
            store.get().in(folder),
            storeReserve.get(),
            currency.get(),
            http.get(),
            dotdigital.get(),
            retention.get(),
            audits.get()));
  }

  /// What `selvedge.yaml` says besides systems and figures.
  private record Head(
      String name,
      StoreLocation store,
      int storeReserve,
      Currency currency,
      Project.Http http,
      Project.Dotdigital dotdigital,
      Project.Retention retention,
      AuditSchedule audits) {

    /// The collection that they go to.
    String orders() {
      return dotdigital.ordersCollection();
    }
  }

  /// All the rest of a project; empty is what is faulty.
  private record Body(
      List<Project.SourceSystem> systems,
      FigureRules figures,
      Optional<Project.Orders> orders,
      Optional<Project.Identity> identity,
      Optional<Project.Consent> consent,
      FieldCatalogue catalogue,
      MappingProject mappings,
      AutomationsReader.Declared automations,
      Optional<CollectionsReader.Collected> collections,
      Optional<AlarmPlan> alarms,
      Optional<ReportPlan> reports,
      Optional<Watching> watching) {

    Optional<Project> under(Head head, Path folder) {
      if (orders.isEmpty()
          || identity.isEmpty()
          || consent.isEmpty()
          || collections.isEmpty()
          || alarms.isEmpty()
          || reports.isEmpty()
          || watching.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new Project(
              folder,
              head.name(),
              head.store(),
              head.storeReserve(),
              head.http(),
              head.dotdigital(),
              systems,
              head.currency(),
              figures,
              orders.get(),
              identity.get(),
              consent.get(),
              head.retention(),
              catalogue,
              mappings,
              automations.automations(),
              automations.examples(),
              collections.get().declarations(),
              collections.get().products(),
              head.audits(),
              alarms.get(),
              reports.get(),
              watching.get()));
    }
  }
}
