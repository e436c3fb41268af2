package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.ContentHash;
import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.Stage;
import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.inbox.Inbox;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.Version;
import dev.selvedge.person.Person;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Holder;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.trail.Parked;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.work.Store;
import dev.selvedge.work.replay.ReplayParts;
import dev.selvedge.work.resolve.Resolution;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A small brand over any store: a shop whose customers have points, which must be a number, and a
/// target that holds contacts. Turned by hand.
final class Brand {
  static final SystemName TARGET = DeliveryBuilder.TARGET;
  static final String NOT_A_NUMBER = "mapping.not-a-number";
  private static final SystemName SHOP = new SystemName("shop");
  private static final Pattern BODY = Pattern.compile("\\{\"points\":(.*)}", Pattern.DOTALL);

  final SettableClock clock;
  final ReplayParts parts;
  private final Store store;
  private final Resolution resolution;

  Brand(Store store, Instant now) {
    this.store = store;
    this.clock = new SettableClock(now);
    CountingIds ids = new CountingIds();
    // numbers of persons only; those of the store are its own
    this.parts =
        new ReplayParts(
            store,
            Brand::map,
            new PlanRules(
                new FieldCatalogue(
                    Map.of(
                        "points",
                        new FieldCatalogue.Field(
                            "points", FieldType.NUMERIC, List.of(SHOP), "POINTS", 255))),
                Map.of(),
                "GBP",
                "Orders"),
            List.of(new Holder(TARGET, Set.of(Facet.CONTACT))),
            clock,
            ids);
    this.resolution = new Resolution(parts.rules(), parts.holders(), ids);
  }

  static SourceRecord customer(String key, String points, Instant stamp) {
    return new SourceRecord(
        RecordRef.parse("shop/customer/" + key),
        SourceRecord.Stamp.at(stamp),
        stamp.plusMillis(500),
        SourceRecord.Change.UPSERT,
        SourceRecord.Pace.LIVE,
        Payload.ofText("{\"points\":" + points + "}"));
  }

  private static Mapped map(SourceRecord sourceRecord) {
    Matcher body = BODY.matcher(sourceRecord.body().toText());
    if (!body.matches() || !body.group(1).matches("\\d+")) {
      return new Mapped.Unmappable(
          List.of(
              new Mapped.FieldProblem(
                  NOT_A_NUMBER, "shop.customer.yaml:7", "points", "***", "Not a number.")));
    }
    return new Mapped.Mappable(
        new Contribution(
            sourceRecord.ref(),
            new Version(
                sourceRecord.changedAt(), sourceRecord.observedAt(), ContentHash.of(body.group(1))),
            new Contribution.Identity(sourceRecord.ref().key() + "@example.com", "", false),
            Map.of("points", new Value.Decimal(new BigDecimal(body.group(1)))),
            List.of(),
            new Contribution.OrderClaim.NoOrder()),
        List.of());
  }

  /// Hands records in and works them through.
  void receive(SourceRecord... records) {
    accept(records);
    resolve();
  }

  void accept(SourceRecord... records) {
    store.change(ports -> ports.inbox().accept(List.of(records), clock.instant()));
  }

  /// Everything that waits in the inbox is worked through, as the loop does.
  void resolve() {
    while (true) {
      List<Inbox.Item> items = store.read(ports -> ports.inbox().waiting(100));
      if (items.isEmpty()) {
        return;
      }
      store.change(
          ports ->
              resolution.workThrough(
                  items.stream()
                      .map(item -> new Resolution.Work(item, map(item.sourceRecord())))
                      .toList(),
                  ports,
                  clock.instant()));
    }
  }

  List<Parked> parked() {
    return store.read(ports -> ports.parked().after(0, "", 10_000));
  }

  Parked only() {
    assertThat(parked()).hasSize(1);
    return parked().getFirst();
  }

  /// The points known of a customer.
  String points(String key) {
    return store
        .read(
            ports -> ports.contributions().find(List.of(customer(key, "0", clock.instant()).ref())))
        .stream()
        .map(stored -> stored.contribution().fields().get("points"))
        .map(value -> value == null ? "" : value.display())
        .findFirst()
        .orElse("unknown");
  }

  List<Delivery> deliveries() {
    return store.read(
        ports ->
            ports
                .deliveries()
                .ofPersons(
                    TARGET,
                    Facet.CONTACT,
                    ports.people().startingWith("", 9_999).stream().map(Person::id).toList()));
  }

  long backlog() {
    return store.read(ports -> ports.inbox().backlog());
  }

  long people() {
    return store.read(ports -> ports.people().count());
  }

  /// Something that cannot be worked through and has no record.
  static ParkedItem parkedItem(String subject, Stage stage, String source, Instant at) {
    return new ParkedItem(subject, stage, source, "some.cause", "s", "", "", 0, at, at, 1);
  }
}
