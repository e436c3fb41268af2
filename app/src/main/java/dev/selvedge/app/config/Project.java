package dev.selvedge.app.config;

import dev.selvedge.RecordKind;
import dev.selvedge.Secret;
import dev.selvedge.SystemName;
import dev.selvedge.app.config.alarm.AlarmPlan;
import dev.selvedge.app.config.example.AutomationExample;
import dev.selvedge.app.config.report.ReportPlan;
import dev.selvedge.app.config.setting.StoreLocation;
import dev.selvedge.app.config.timetable.Polling;
import dev.selvedge.app.config.watch.Watching;
import dev.selvedge.audit.AuditSchedule;
import dev.selvedge.automation.Automations;
import dev.selvedge.commerce.CatalogRules;
import dev.selvedge.commerce.FigureRules;
import dev.selvedge.commerce.SkuWriting;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Holding;
import dev.selvedge.dotdigital.delivery.setting.Retirement;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.HeldRecords;
import dev.selvedge.mapping.PhoneRules;
import dev.selvedge.mapping.RecordMapper;
import dev.selvedge.mapping.Topic;
import dev.selvedge.mapping.collection.Declarations;
import dev.selvedge.mapping.collection.OrderSpelling;
import dev.selvedge.mapping.rule.MappingProject;
import dev.selvedge.person.ConsentPolicy;
import dev.selvedge.plan.Choices;
import dev.selvedge.plan.ListRule;
import dev.selvedge.plan.ToldSystems;
import dev.selvedge.privacy.Leftovers;
import dev.selvedge.send.Doubts;
import dev.selvedge.send.Doubts.Unsure;
import dev.selvedge.send.SendRules;
import dev.selvedge.watch.Timetable;
import dev.selvedge.watch.Usual;
import dev.selvedge.work.Promises;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A hub project as its folder declares it, checked. Immutable.
///
/// @param folder absolute
/// @param storeReserve bytes of the disk with an SQLite store that stay free
/// @param figures which derived figure goes to which data field; those that are off are not there
/// @param mappings compiled; one a feed
/// @param automations none where there is no file of them
/// @param examples worked ones of automations
/// @param collections what records of insight data look like
/// @param products where products go, and whose word counts about them
/// @param audits when what is there is checked, and what is mended then
/// @param alarms who is told when something is wrong
/// @param reports who gets which report by mail
/// @param watching how fresh it is to be, and who is told that it works
public record Project(
    Path folder,
    String name,
    StoreLocation store,
    int storeReserve,
    Http http,
    Dotdigital dotdigital,
    List<SourceSystem> systems,
    Currency currency,
    FigureRules figures,
    Orders orders,
    Identity identity,
    Consent consent,
    Retention retention,
    FieldCatalogue fields,
    MappingProject mappings,
    Automations automations,
    List<AutomationExample> examples,
    Declarations collections,
    CatalogRules products,
    AuditSchedule audits,
    AlarmPlan alarms,
    ReportPlan reports,
    Watching watching) {
  /// Timetables repeat: it does not matter which.
  private static final Instant ANY_MONDAY = Instant.parse("2026-01-05T00:00:00Z");

  public Project {
    systems = List.copyOf(systems);
    examples = List.copyOf(examples);
  }

  /// Every feed of every system.
  public List<Feed> feeds() {
    return systems.stream().flatMap(system -> system.plan().feeds().stream()).toList();
  }

  /// Every feed of every system, also those that give reports for people and have no mapping.
  public List<Feed> read() {
    return systems.stream()
        .flatMap(
            system ->
                Stream.concat(system.plan().feeds().stream(), system.plan().reports().stream()))
        .toList();
  }

  /// Whom what a feed gives is for: people, where it is a report, else the account.
  ///
  /// @param account what it is called
  public String destination(Feed feed, String account) {
    return systems.stream().anyMatch(system -> system.plan().reports().contains(feed))
        ? "people"
        : account;
  }

  /// What records come to: what a connector holds back for people is held back, and the rest
  /// mapped.
  public RecordMapper mapper() {
    Map<SystemName, Holding> holdings = new TreeMap<>();
    systems.forEach(system -> holdings.put(system.name(), system.plan().holding()));
    return new HeldRecords(holdings, mappings);
  }

  /// The data fields of profile fields that no mapping ever gives a value.
  public Set<String> idleDataFields() {
    Set<String> given = mappings.profileFields();
    return fields.fields().values().stream()
        .filter(field -> !field.dataField().isEmpty() && !given.contains(field.name()))
        .map(FieldCatalogue.Field::dataField)
        .collect(Collectors.toSet());
  }

  /// When a feed of a system is to be read.
  public Optional<Timetable> timetable(Feed feed) {
    return systems.stream()
        .filter(system -> system.name().equals(feed.system()))
        .map(system -> system.polling().of(feed.kind()).when())
        .findFirst();
  }

  /// By which a day is a day, for what is usual.
  public Usual.Calendar calendar() {
    return new Usual.Calendar(alarms.zone(), alarms.holidays());
  }

  /// How fresh its flows are to be. What people are told in reports goes to no target.
  public Promises promises() {
    Map<String, Duration> waits = new TreeMap<>();
    Set<String> none = new TreeSet<>();
    for (SourceSystem system : systems) {
      system
          .plan()
          .feeds()
          .forEach(
              feed ->
                  waits.put(
                      feed.toString(),
                      system.polling().of(feed.kind()).when().longestGap(ANY_MONDAY)));
      system.plan().reports().forEach(feed -> none.add(feed.toString()));
    }
    return new Promises(watching.freshness(), waits, none);
  }

  /// The same project on another port.
  public Project onPort(int port) {
    return new Project(
        folder,
        name,
        store,
        storeReserve,
        new Http(http.bind(), port, http.https(), http.maxBody()),
        dotdigital,
        systems,
        currency,
        figures,
        orders,
        identity,
        consent,
        retention,
        fields,
        mappings,
        automations,
        examples,
        collections,
        products,
        audits,
        alarms,
        reports,
        watching);
  }

  /// How orders are put together.
  ///
  /// @param orphansAfter how long parts may wait for their order before people are told
  public record Orders(Duration orphansAfter) {}

  /// Where the dashboard and the webhooks listen.
  ///
  /// @param https whether people reach it by HTTPS, through a proxy in front
  public record Http(String bind, int port, boolean https, int maxBody) {}

  /// The account that is kept in step.
  ///
  /// @param credentialsEnd the day on which the password ends, where the project says one
  /// @param list a list every contact is put on, empty for none
  public record Dotdigital(
      URI endpoint,
      String user,
      Secret password,
      Optional<LocalDate> credentialsEnd,
      String ordersCollection,
      OrderSpelling ordersSpelling,
      String list,
      int contactBatch,
      Sending sending,
      DataFields dataFields,
      Inward inward) {}

  /// How the account's data fields are treated.
  ///
  /// @param create whether missing ones are created
  /// @param limits how many of each type the package is believed to allow
  public record DataFields(boolean create, Map<FieldType, Integer> limits) {
    public DataFields {
      limits = Collections.unmodifiableMap(new EnumMap<>(limits));
    }
  }

  /// How the account's calls are used.
  ///
  /// @param useAtMost percent of its allowance
  /// @param unsure what holds for a lost enrolment where looking gives no certainty
  /// @param answerWithin how long an answer may take before it counts as lost
  /// @param enrolmentCalls enrolment calls the account allows in an hour
  public record Sending(int useAtMost, Unsure unsure, Duration answerWithin, int enrolmentCalls) {
    /// As the sender takes it.
    public SendRules rules() {
      SendRules standard = SendRules.standard();
      return standard
          .withPolicy(standard.policy().withCeiling(useAtMost))
          .withDoubts(Doubts.where(answerWithin).withUnsure(unsure));
    }
  }

  /// A system that is read.
  ///
  /// @param polling when its feeds are read
  /// @param plan its checked options
  /// @param told what it is told of people's decisions
  /// @param skus how it writes product numbers
  /// @param credentialsEnd the day on which its token, key or secret ends, where the project says
  /// one
  public record SourceSystem(
      SystemName name,
      Connector connector,
      Polling polling,
      Connector.Plan plan,
      List<Told> told,
      SkuWriting skus,
      Optional<LocalDate> credentialsEnd) {
    public SourceSystem {
      told = List.copyOf(told);
    }
  }

  /// One kind of a system's records that is told about one topic.
  ///
  /// @param callsAMinute at most so many; 0 for no limit
  /// @param plan its checked options
  public record Told(RecordKind kind, Topic topic, int callsAMinute, ConsentOffer.Plan plan) {}

  /// Which records of which systems are told what their person decided.
  public ToldSystems toldSystems() {
    Map<Feed, Set<Topic>> topics = new TreeMap<>();
    for (SourceSystem system : systems) {
      for (Told told : system.told()) {
        topics
            .computeIfAbsent(new Feed(system.name(), told.kind()), feed -> new TreeSet<>())
            .add(told.topic());
      }
    }
    return new ToldSystems(topics);
  }

  /// Who counts as whom.
  ///
  /// @param retired what becomes of the contact of a person nobody stands behind any more
  public record Identity(EmailRules emails, PhoneRules phones, Retirement retired) {}

  /// What the project decided about consent.
  ///
  /// @param comeBack how somebody who is opted out at the account comes back on a newer opt-in
  /// @param sendProof whether the proofs of opt-ins are sent to it
  /// @param choices the finer decisions that are kept in step with it, both ways
  public record Consent(ConsentPolicy policy, Return comeBack, boolean sendProof, Choices choices) {
    /// With lists that nobody decides about.
    Consent withRuled(Map<Topic, ListRule> lists) {
      return new Consent(policy, comeBack, sendProof, choices.withRuled(lists));
    }

    /// The names of those of this grain.
    public List<String> named(Topic.Grain grain) {
      return choices.topics().stream()
          .filter(topic -> topic.grain() == grain)
          .map(Topic::name)
          .toList();
    }
  }

  /// How somebody who opted out comes back.
  public sealed interface Return {
    /// The account asks them by e-mail first.
    ///
    /// @param locale of that mail; empty for the account's own
    /// @param redirect where they land then; empty for the account's own
    record Asked(String locale, String redirect) implements Return {}

    record AtOnce() implements Return {}
  }

  /// How long things are kept.
  ///
  /// @param keep of other kinds; one that is missing is kept for ever
  /// @param erasureKey what erased addresses are hashed with, empty for a file
  public record Retention(Duration bodies, Map<Leftovers.Kind, Duration> keep, Secret erasureKey) {
    public Retention {
      keep = Map.copyOf(keep);
    }
  }
}
