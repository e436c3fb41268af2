package dev.selvedge.app.inward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordRef;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.dotdigital.delivery.DotdigitalTarget;
import dev.selvedge.dotdigital.delivery.TargetSettings;
import dev.selvedge.dotdigital.delivery.meter.AssumedLimits;
import dev.selvedge.dotdigital.inward.DecisionMapper;
import dev.selvedge.dotdigital.inward.InwardFeeds;
import dev.selvedge.dotdigital.inward.InwardSettings;
import dev.selvedge.dotdigital.inward.PastOptOuts;
import dev.selvedge.inbox.DiskReserve;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.rule.MappingLoader;
import dev.selvedge.person.AddressRef;
import dev.selvedge.person.ConsentPolicy;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.SourceRecordBuilder;
import dev.selvedge.work.FirstReading;
import dev.selvedge.work.HandCrank;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.HubSettings;
import dev.selvedge.work.Store;
import dev.selvedge.yaml.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// A hub turned by hand that reads what people decide at Dotdigital, and one shop. Used by one
/// thread.
final class TurnedHub implements AutoCloseable {
  private static final String CUSTOMER =
      """
      system: shop
      kind: customer
      person: { email: email }
      consent:
        email:
          choice: { from: opt_in, opt_in: [true], opt_out: [false], when_missing: leave }
          at: { from: at, when_missing: leave }
      """;

  final Store store;
  final HandCrank crank;
  private final Account account;

  /// Counts down to the page after which the hub dies.
  private final AtomicInteger pagesToLive;

  /// @param pages how many pages are stored before one is read and the hub dies
  TurnedHub(Account account, Path folder, InwardSettings settings, int pages) {
    this(account, folder, settings, pages, TargetSettings.Consent.STANDARD);
  }

  /// @param consent how somebody who opted out comes back
  TurnedHub(
      Account account,
      Path folder,
      InwardSettings settings,
      int pages,
      TargetSettings.Consent consent) {
    this.account = account;
    this.pagesToLive = new AtomicInteger(pages);
    TimeOrderedIds ids = new TimeOrderedIds(account.clock);
    this.store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), ids);
    ids.startAfter(store.read(ports -> ports.inbox().lastId()));
    Problems problems = new Problems();
    FieldCatalogue catalogue = new FieldCatalogue(Map.of());
    var mappings =
        MappingLoader.load(
            Map.of("shop.customer.yaml", CUSTOMER), catalogue, settings.emails(), problems);
    assertThat(problems.sorted()).isEmpty();
    DotdigitalTarget target =
        new DotdigitalTarget(
            account.client,
            TargetSettings.of(Map.of(), "Orders")
                .withAskEvery(Duration.ofMillis(1))
                .withConsent(consent)
                .withLimits(new AssumedLimits(1000, 1000, 1000, 20_000, 20)),
            account.clock);
    List<HubParts.PolledFeed> polled =
        InwardFeeds.of(account.client, settings, "Dotdigital").stream()
            .map(
                feed ->
                    new HubParts.PolledFeed(
                        new Mortal(feed),
                        Duration.ofMinutes(15),
                        cursor -> feed.calls(cursor).stream().map(target::counterOf).toList(),
                        first(feed.feed(), settings)))
            .toList();
    this.crank =
        new HandCrank(
            new HubParts(
                store,
                polled,
                new DecisionMapper(Account.NAME, settings.emails(), mappings),
                new PlanRules(
                    catalogue,
                    Map.of(),
                    "GBP",
                    "Orders",
                    dev.selvedge.automation.Automations.NONE,
                    ConsentPolicy.STANDARD),
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

  private static Optional<FirstReading> first(Feed feed, InwardSettings settings) {
    return feed.equals(PastOptOuts.feed(settings))
        ? Optional.of(new FirstReading(feed, PastOptOuts::areRead, "the past", "Mend it"))
        : Optional.empty();
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
    String said =
        """
        {"email": "%s", "opt_in": %s, "at": "%s"}
        """
            .formatted(email, optIn, at);
    SourceRecord told =
        SourceRecordBuilder.aSourceRecord()
            .of("shop/customer/" + email)
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
