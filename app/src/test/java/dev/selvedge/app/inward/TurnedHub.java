package dev.selvedge.app.inward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Lane;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.dotdigital.delivery.DotdigitalTarget;
import dev.selvedge.dotdigital.delivery.meter.AssumedLimits;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.dotdigital.inward.DecisionMapper;
import dev.selvedge.dotdigital.inward.InwardFeeds;
import dev.selvedge.dotdigital.inward.InwardSettings;
import dev.selvedge.dotdigital.inward.PastOptOuts;
import dev.selvedge.inbox.DiskReserve;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.Topic;
import dev.selvedge.mapping.rule.MappingLoader;
import dev.selvedge.person.AddressRef;
import dev.selvedge.person.ConsentPolicy;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.plan.Choices;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.SourceRecordBuilder;
import dev.selvedge.watch.Timetable;
import dev.selvedge.work.FirstReading;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.HubSettings;
import dev.selvedge.work.Store;
import dev.selvedge.work.audit.Auditor;
import dev.selvedge.work.hub.HandCrank;
import dev.selvedge.work.poll.TollGate;
import dev.selvedge.yaml.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A hub turned by hand that reads what people decide at Dotdigital, and one shop. Used by one
/// thread.
final class TurnedHub implements AutoCloseable {
  private static final String CUSTOMER =
      """
      system: shop
      kind: customer
      person:
        email: email
        fields:
          mobile: { from: mobile, when_missing: leave }
          store: { from: store, when_missing: leave }
      consent:
        email:
          choice: { from: opt_in, opt_in: [true], opt_out: [false], when_missing: leave }
          at: { from: at, when_missing: leave }
        sms:
          choice: { from: sms, opt_in: [true], opt_out: [false], when_missing: leave }
          at: { from: sms_at, when_missing: leave }
        lists:
          Newsletter:
            choice: { from: news, opt_in: [true], opt_out: [false], when_missing: leave }
            at: { from: news_at, when_missing: leave }
          Nowhere:
            choice: { from: nowhere, opt_in: [true], opt_out: [false], when_missing: leave }
            at: { from: news_at, when_missing: leave }
        preferences:
          offers:
            choice: { from: offers, opt_in: [true], opt_out: [false], when_missing: leave }
            at: { from: offers_at, when_missing: leave }
      """;

  final Store store;
  final HandCrank crank;

  /// What audits work with; whatever they wait for takes no time.
  final Auditor.Parts auditing;

  private final Account account;

  /// Counts down to the page after which the hub dies.
  private final AtomicInteger pagesToLive;

  /// @param pages how many pages are stored before one is read and the hub dies
  TurnedHub(Account account, Path folder, InwardSettings settings, int pages) {
    this(account, folder, settings, pages, Choices.NONE, TargetSettings.Consent.STANDARD);
  }

  /// @param consent how somebody who opted out comes back
  TurnedHub(
      Account account,
      Path folder,
      InwardSettings settings,
      int pages,
      TargetSettings.Consent consent) {
    this(account, folder, settings, pages, Choices.NONE, consent);
  }

  /// @param choices what of finer decisions the account is told
  TurnedHub(Account account, Path folder, InwardSettings settings, int pages, Choices choices) {
    this(account, folder, settings, pages, choices, TargetSettings.Consent.STANDARD);
  }

  private TurnedHub(
      Account account,
      Path folder,
      InwardSettings settings,
      int pages,
      Choices choices,
      TargetSettings.Consent consent) {
    this.account = account;
    this.pagesToLive = new AtomicInteger(pages);
    TimeOrderedIds ids = new TimeOrderedIds(account.clock);
    this.store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), ids);
    ids.startAfter(store.read(ports -> ports.inbox().lastId()));
    Problems problems = new Problems();
    FieldCatalogue catalogue =
        new FieldCatalogue(Map.of("mobile", field("mobile"), "store", field("store")));
    var mappings =
        MappingLoader.load(
            Map.of("shop.customer.yaml", CUSTOMER), catalogue, settings.emails(), problems);
    assertThat(problems.sorted()).isEmpty();
    DotdigitalTarget target =
        new DotdigitalTarget(
            account.client,
            TargetSettings.of(Map.of(), "Orders")
                .withAskEvery(Duration.ofMillis(1))
                .withConsent(consent.withTopics(choices.all()))
                .withLimits(new AssumedLimits(1000, 1000, 1000, 20_000, 20)),
            account.clock);
    List<HubParts.PolledFeed> polled =
        InwardFeeds.of(account.client, settings, "Dotdigital").stream()
            .map(
                feed ->
                    new HubParts.PolledFeed(
                        new Mortal(feed),
                        Timetable.every(Duration.ofMinutes(15)),
                        Duration.ZERO,
                        cursor -> feed.calls(cursor).stream().map(target::counterOf).toList(),
                        first(feed.feed(), settings, choices)))
            .toList();
    PlanRules rules =
        new PlanRules(
                catalogue,
                Map.of(),
                "GBP",
                "Orders",
                dev.selvedge.automation.Automations.NONE,
                ConsentPolicy.STANDARD)
            .withChoices(choices);
    var mapper = new DecisionMapper(Account.NAME, settings.emails(), mappings);
    this.auditing =
        new Auditor.Parts(
            store,
            rules,
            target.mirror(settings.emails()),
            new TollGate(
                store, List.of(target), Lane.BULK, dev.selvedge.send.SendRules.standard().policy()),
            mapper,
            List.of(),
            account.clock,
            ids,
            rest -> {
              account.clock.advance(rest);
              return true;
            });
    this.crank =
        new HandCrank(
            new HubParts(
                store,
                polled,
                mapper,
                rules,
                List.of(target),
                account.clock,
                ids,
                new Random(7),
                DiskReserve.none(),
                "run-" + ids.next()),
            new HubSettings(
                256,
                40,
                dev.selvedge.send.SendRules.standard(),
                Duration.ofMinutes(1),
                Duration.ofDays(30),
                java.util.Map.of(),
                Duration.ofSeconds(20)));
  }

  private static FieldCatalogue.Field field(String name) {
    return new FieldCatalogue.Field(
        name, FieldType.STRING, List.of(new SystemName("shop")), "", 255);
  }

  private static List<FirstReading> first(Feed feed, InwardSettings settings, Choices choices) {
    return Stream.concat(Stream.of(Topic.EMAIL), choices.topics().stream())
        .filter(topic -> PastOptOuts.feed(settings, topic).equals(feed))
        .filter(topic -> topic.grain() == Topic.Grain.WHOLE || isRead(topic, settings))
        .map(
            topic ->
                new FirstReading(
                    feed,
                    topic,
                    PastOptOuts.told(settings, topic),
                    cursor -> PastOptOuts.areRead(cursor, topic),
                    "the past",
                    "Mend it"))
        .toList();
  }

  private static boolean isRead(Topic topic, InwardSettings settings) {
    return settings.lists().contains(topic.name()) || settings.preferences().contains(topic.name());
  }

  /// Dies after a page was read, before it is stored.
  private final class Mortal implements PolledSource {
    private final PolledSource source;

    Mortal(PolledSource source) {
      this.source = source;
    }

    @Override
    public Feed feed() {
      return source.feed();
    }

    @Override
    public Page poll(Cursor cursor, Instant now, int limit) {
      Page page = source.poll(cursor, now, limit);
      if (pagesToLive.decrementAndGet() < 0) {
        throw new Dying();
      }
      return page;
    }
  }

  static final class Dying extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    Dying() {
      super("the process is gone");
    }
  }

  void customer(String email, boolean optIn, Instant at) {
    says(email, "\"opt_in\": %s, \"at\": \"%s\"".formatted(optIn, at));
  }

  /// The shop says this of a customer.
  ///
  /// @param members of the JSON beside the address
  void says(String email, String members) {
    says(email, email, members);
  }

  /// The same of the customer with this key.
  void says(String key, String email, String members) {
    String said = "{\"email\": \"%s\", %s}".formatted(email, members);
    SourceRecord told =
        SourceRecordBuilder.aSourceRecord()
            .of("shop/customer/" + key)
            .changedAt(account.clock.instant())
            .observedAt(account.clock.instant())
            .saying(said)
            .build();
    store.change(ports -> ports.inbox().accept(List.of(told), account.clock.instant()));
  }

  /// A record of a first sync.
  void backfilled(String email) {
    SourceRecord told =
        SourceRecordBuilder.aSourceRecord()
            .of("shop/customer/" + email)
            .backfilled()
            .saying("{\"email\": \"%s\"}".formatted(email))
            .build();
    store.change(ports -> ports.inbox().accept(List.of(told), account.clock.instant()));
  }

  /// Everything that waits goes all the way.
  void settle() {
    crank.resolve();
    crank.sendAll(40, () -> account.clock.advance(Duration.ofSeconds(2)));
  }

  long backlog() {
    return store.read(ports -> ports.inbox().backlog());
  }

  /// What the ledger has of an address from Dotdigital.
  List<LedgerEntry> ledger(String email) {
    RecordRef ref = AddressRef.of(Account.NAME, email);
    return store.read(ports -> ports.ledger().of(List.of(ref)));
  }

  String status(String email) {
    return account
        .sandbox
        .inside()
        .contact(email)
        .map(contact -> contact.at("/channelProperties/email/status").asString())
        .orElse("none");
  }

  @Override
  public void close() {
    crank.close();
    store.close();
  }
}
