package dev.selvedge.app.automation.example;

import dev.selvedge.ContentHash;
import dev.selvedge.Payload;
import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.app.config.example.AutomationExample;
import dev.selvedge.app.config.example.Happening;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.Contribution.Identity;
import dev.selvedge.mapping.Contribution.OrderClaim;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.ItemClaim;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.mapping.RecordMapper;
import dev.selvedge.mapping.Topic;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.Version;
import dev.selvedge.plan.PlanRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/// What systems would tell the hub of an example's history: records, and what mappings make of
/// them. Confined to one thread.
final class Script {
  private static final String ADDRESS = "example@example.com";
  private static final SystemName ANY = new SystemName("example");
  private static final RecordKind PERSON = new RecordKind("person");
  private static final RecordKind CONSENT = new RecordKind("consent");
  private static final RecordKind ORDER = new RecordKind("order");
  private static final RecordKind CART = new RecordKind("cart");
  private static final RecordKind WISH = new RecordKind("wish");
  private static final RecordKind PRODUCT = new RecordKind("product");

  /// What is known from the start is known since then.
  private static final Duration BEFORE = Duration.ofDays(1);

  private final PlanRules rules;
  private final List<Contribution> told = new ArrayList<>();
  private final TreeMap<Instant, List<SourceRecord>> scenes = new TreeMap<>();
  private final Map<SystemName, Map<String, Value>> persons = new TreeMap<>();
  private final Map<String, OrderInPlay> orders = new LinkedHashMap<>();
  private final ItemsInPlay items;

  private Script(PlanRules rules) {
    this.rules = rules;
    this.items = new ItemsInPlay(rules.products(), ANY);
  }

  /// The records of an example.
  static Script of(AutomationExample example, PlanRules rules) {
    Script script = new Script(rules);
    script.begin(example);
    Map<Instant, List<Happening>> byTime = new TreeMap<>();
    example
        .history()
        .forEach(one -> byTime.computeIfAbsent(one.told(), it -> new ArrayList<>()).add(one));
    byTime.forEach(script::tell);
    return script;
  }

  /// The records, by when they are told.
  NavigableMap<Instant, List<SourceRecord>> scenes() {
    return scenes;
  }

  /// What becomes of each record.
  RecordMapper mapper() {
    List<Contribution> all = List.copyOf(told);
    return record ->
        new Mapped.Mappable(all.get(Integer.parseInt(record.body().toText())), List.of());
  }

  private void begin(AutomationExample example) {
    Instant start = example.history().getFirst().told();
    for (Happening one : example.history()) {
      start = one.at().isBefore(start) ? one.at() : start;
    }
    Telling then = new Telling(start.minus(BEFORE), start.minus(BEFORE), Pace.BACKFILL);
    fields(example.person(), then);
    if (example.consent()) {
      consent(true, then.at(), then);
    }
    if (example.person().isEmpty() && !example.consent()) {
      tell(ref(ANY, PERSON, "1"), then, person(Map.of()));
    }
  }

  /// When a record is told, and of which age.
  ///
  /// @param at its stamp
  record Telling(Instant at, Instant told, Pace pace) {}

  /// Everything that is told in one moment, a record at most once.
  private void tell(Instant told, List<Happening> happenings) {
    Map<String, Telling> changed = new LinkedHashMap<>();
    for (Happening one : happenings) {
      Pace pace = one.firstSync() ? Pace.BACKFILL : Pace.LIVE;
      Telling telling = new Telling(told, told, pace);
      switch (one.kind()) {
        case FIELDS -> fields(one.fields(), new Telling(one.at(), told, pace));
        case CONSENT -> consent(one.yes(), one.at(), telling);
        case CART, EMPTIED -> tell(ref(ANY, CART, one.key()), telling, item(items.cart(one), true));
        case WISH -> tell(ref(ANY, WISH, one.key()), telling, item(items.wish(one), true));
        case PRODUCT -> product(one, new Telling(one.at(), told, pace));
        case PLACED, PAID, SHIPPED, DELIVERED, REFUNDED, CANCELLED -> {
          orders.computeIfAbsent(one.key(), OrderInPlay::new).add(one, currency());
          changed.put(one.key(), telling);
        }
      }
    }
    changed.forEach(
        (key, telling) -> {
          OrderInPlay order = orders.getOrDefault(key, new OrderInPlay(key));
          tell(
              ref(ANY, ORDER, key),
              telling,
              new Draft(
                  new Identity(ADDRESS, "", false),
                  Map.of(),
                  List.of(),
                  order.claim(),
                  new ItemClaim.NoItem()));
        });
  }

  private String currency() {
    String own = rules.figures().currency();
    return own.isEmpty() ? "GBP" : own;
  }

  /// Each field is told by a system that may set it.
  private void fields(Map<String, Value> fields, Telling telling) {
    Map<SystemName, Map<String, Value>> bySystem = new TreeMap<>();
    fields.forEach(
        (name, value) ->
            bySystem.computeIfAbsent(owner(name), it -> new TreeMap<>()).put(name, value));
    bySystem.forEach(
        (system, own) -> {
          Map<String, Value> all = persons.computeIfAbsent(system, it -> new TreeMap<>());
          all.putAll(own);
          tell(ref(system, PERSON, "1"), telling, person(all));
        });
  }

  private SystemName owner(String field) {
    FieldCatalogue.Field known = rules.catalogue().fields().get(field);
    return known == null || known.owners().isEmpty() ? ANY : known.owners().getFirst();
  }

  private static Draft person(Map<String, Value> fields) {
    return new Draft(
        new Identity(ADDRESS, "", false),
        fields,
        List.of(),
        new OrderClaim.NoOrder(),
        new ItemClaim.NoItem());
  }

  private void consent(boolean yes, Instant at, Telling telling) {
    Choice choice = yes ? Choice.OPT_IN : Choice.OPT_OUT;
    Set<SystemName> trusted = rules.consent().resubscribers();
    SystemName system = trusted.isEmpty() ? ANY : trusted.stream().sorted().toList().getFirst();
    tell(
        ref(system, CONSENT, "1"),
        telling,
        new Draft(
            new Identity(ADDRESS, "", false),
            Map.of(),
            List.of(ConsentClaim.stated(Topic.EMAIL, choice, at, Map.of())),
            new OrderClaim.NoOrder(),
            new ItemClaim.NoItem()));
  }

  private void product(Happening one, Telling telling) {
    items
        .product(one)
        .forEach(
            (system, claim) -> tell(ref(system, PRODUCT, one.key()), telling, item(claim, false)));
  }

  private static Draft item(ItemClaim claim, boolean theirs) {
    return new Draft(
        theirs ? new Identity(ADDRESS, "", false) : Identity.NONE,
        Map.of(),
        List.of(),
        new OrderClaim.NoOrder(),
        claim);
  }

  /// A contribution without what it comes from.
  private record Draft(
      Identity identity,
      Map<String, Value> fields,
      Collection<ConsentClaim> consents,
      OrderClaim order,
      ItemClaim item) {}

  private void tell(RecordRef ref, Telling telling, Draft draft) {
    String body = Integer.toString(told.size());
    told.add(
        new Contribution(
            ref,
            new Version(telling.at(), telling.told(), ContentHash.of(body)),
            draft.identity(),
            draft.fields(),
            List.copyOf(draft.consents()),
            draft.order(),
            Set.of(),
            draft.item()));
    scenes
        .computeIfAbsent(telling.told(), it -> new ArrayList<>())
        .add(
            new SourceRecord(
                ref,
                Stamp.at(telling.at()),
                telling.told(),
                Change.UPSERT,
                telling.pace(),
                Payload.ofText(body)));
  }

  private static RecordRef ref(SystemName system, RecordKind kind, String key) {
    return new RecordRef(system, kind, key);
  }
}
