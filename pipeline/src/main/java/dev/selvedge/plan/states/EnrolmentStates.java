package dev.selvedge.plan.states;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.SpokenTime;
import dev.selvedge.automation.Action;
import dev.selvedge.automation.Automations;
import dev.selvedge.automation.Cancelling;
import dev.selvedge.automation.EnrolmentKey;
import dev.selvedge.automation.Fact;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.History;
import dev.selvedge.automation.Hours;
import dev.selvedge.automation.Rule;
import dev.selvedge.automation.Rule.Purpose;
import dev.selvedge.automation.Seen;
import dev.selvedge.automation.Terms;
import dev.selvedge.automation.Zones;
import dev.selvedge.commerce.Cart;
import dev.selvedge.commerce.Order;
import dev.selvedge.commerce.Product;
import dev.selvedge.commerce.Shelf;
import dev.selvedge.commerce.Wish;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.Value;
import dev.selvedge.person.FieldChange;
import dev.selvedge.person.Person;
import dev.selvedge.person.Profile;
import dev.selvedge.person.Records;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Desired.Leave;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.plan.Subject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the automations of a project ask for, and what stands against it at the moment. Confined to
/// one transaction.
public final class EnrolmentStates {
  private final Automations automations;
  private final PlanRules rules;
  private final Records records;
  private final ContactConsent consent;
  private final KnownOrders orders;
  private final Shelf shelf;
  private final Map<PersonId, History> histories = new HashMap<>();
  private final Map<Subject, String> whyNot = new HashMap<>();
  private final Set<Subject> off = new HashSet<>();

  EnrolmentStates(PlanRules rules, Records records, ContactConsent consent, KnownOrders orders) {
    this.automations = rules.automations();
    this.rules = rules;
    this.records = records;
    this.consent = consent;
    this.orders = orders;
    this.shelf = new Shelf(records.contributions(), rules.products());
  }

  /// An enrolment that a rule asks for because of a fact.
  ///
  /// @param news whether the fact's order is among those that are planned, and not only its person
  /// @param told whether anything that may have brought it about is among what is planned
  /// @param item the cart, wish or product among what is planned that led to it
  /// @param record the record that tells the fact
  /// @param over why it is not wanted any more, a sentence; empty while it is
  public record Asked(
      EnrolmentKey key,
      Rule rule,
      Fact fact,
      PersonId person,
      boolean news,
      boolean told,
      Optional<ItemKey> item,
      String record,
      Optional<String> over) {

    /// One that nothing stands against.
    Asked(EnrolmentKey key, Rule rule, Fact fact, PersonId person) {
      this(key, rule, fact, person, true, true, Optional.empty(), "", Optional.empty());
    }

    /// When it is to start: after the rule's wait.
    public Instant due() {
      return rule.due(fact);
    }

    /// After this it is let go.
    public Instant deadline() {
      return rule.deadline(fact);
    }

    /// What is to be done, as the rule says it.
    public Desired.Enrolment with(Leave leave) {
      return with(leave, rule.action());
    }

    /// The same, filled in.
    ///
    /// @param action what is done, with all that is known by now
    public Desired.Enrolment with(Leave leave, Action action) {
      return new Desired.Enrolment(key, action, person, leave, deadline(), rule.caps(), record);
    }
  }

  /// What today's rules and facts say of an enrolment.
  public sealed interface Said {
    record Still(Asked asked) implements Said {}

    /// Its rule is switched off, and may be on again while it is in time.
    record Off() implements Said {}

    /// Nothing asks for it any more.
    ///
    /// @param why a sentence
    record Gone(String why) implements Said {}
  }

  /// What the facts of these orders, and of these persons, ask for.
  List<Asked> asked(Collection<OrderKey> keys, Collection<PersonId> persons, Set<ItemKey> items) {
    List<Rule> enabled =
        automations.rules().stream().filter(rule -> rule.terms().enabled()).toList();
    if (enabled.isEmpty()) {
      return List.of();
    }
    Map<OrderKey, KnownOrders.Owned> owned = orders.of(keys);
    Set<PersonId> looked = new LinkedHashSet<>();
    if (enabled.stream().anyMatch(Rule::looksAtPerson)) {
      looked.addAll(persons);
      owned.values().forEach(one -> looked.add(one.owner()));
      meet(looked);
    }
    List<Asked> asked = new ArrayList<>();
    for (Rule rule : enabled) {
      if (rule.on().isOfPerson()) {
        looked.forEach(person -> ask(rule, history(person), person, owned.keySet(), items, asked));
      } else {
        owned
            .values()
            .forEach(
                one ->
                    ask(
                        rule,
                        new History(List.of(one.order()), List.of()),
                        one.owner(),
                        owned.keySet(),
                        items,
                        asked));
      }
    }
    return asked;
  }

  private void ask(
      Rule rule,
      History seen,
      PersonId person,
      Set<OrderKey> planned,
      Set<ItemKey> items,
      List<Asked> asked) {
    boolean ordered = seen.orders().stream().map(Order::key).anyMatch(planned::contains);
    for (Fact fact : rule.trigger().facts(seen)) {
      Optional<ItemKey> item = Leading.to(fact, seen).filter(items::contains).findFirst();
      asked.add(
          new Asked(
              rule.enrolment(fact),
              rule,
              fact,
              person,
              fact.order().filter(planned::contains).isPresent(),
              ordered || item.isPresent(),
              item,
              Leading.record(fact, seen),
              rule.looksAtPerson()
                  ? Cancelling.why(rule, fact, history(person))
                  : Optional.empty()));
    }
  }

  /// Reads all that these persons did, once.
  private void meet(Collection<PersonId> persons) {
    List<PersonId> strangers =
        persons.stream().filter(person -> !histories.containsKey(person)).toList();
    if (strangers.isEmpty()) {
      return;
    }
    Map<PersonId, List<StoredContribution>> held = held(strangers);
    Map<PersonId, List<Order>> theirs = orders.ofPersons(held);
    Map<PersonId, List<FieldChange>> changes = changes(held);
    Map<PersonId, List<Cart>> carts =
        answers(FactKind.CART_LEFT) ? shelf.cartsOf(strangers) : Map.of();
    Map<PersonId, List<Wish>> wishes = waits() ? shelf.wishesOf(strangers) : Map.of();
    Map<String, Product> products =
        shelf.products(
            wishes.values().stream().flatMap(List::stream).map(Wish::sku).distinct().toList());
    strangers.forEach(
        person ->
            histories.put(
                person,
                new History(
                    theirs.getOrDefault(person, List.of()),
                    rules.figures().replenishments(),
                    carts.getOrDefault(person, List.of()),
                    wishes.getOrDefault(person, List.of()),
                    products,
                    changes.getOrDefault(person, List.of()))));
  }

  /// What changed about them, by which of their records told it.
  private Map<PersonId, List<FieldChange>> changes(Map<PersonId, List<StoredContribution>> held) {
    Map<PersonId, List<FieldChange>> changes = new HashMap<>();
    if (automations.watched().isEmpty()) {
      return changes;
    }
    Map<RecordRef, PersonId> whose = new HashMap<>();
    held.forEach(
        (person, own) -> own.forEach(stored -> whose.put(stored.contribution().ref(), person)));
    for (FieldChange change : records.fieldMemory().toldBy(whose.keySet())) {
      Optional.ofNullable(whose.get(change.source()))
          .ifPresent(
              person -> changes.computeIfAbsent(person, it -> new ArrayList<>()).add(change));
    }
    return changes;
  }

  private boolean answers(FactKind kind) {
    return !automations.answering(kind).isEmpty();
  }

  /// Whether a rule answers those who wait for a product.
  boolean waits() {
    return answers(FactKind.BACK_IN_STOCK) || answers(FactKind.PRICE_DROP);
  }

  /// A page of those who ask for a product.
  Shelf.WishPage wishesFor(String sku, String after, int most) {
    return shelf.wishesFor(sku, after, most);
  }

  private History history(PersonId person) {
    return histories.getOrDefault(person, new History(List.of(), List.of()));
  }

  private Map<PersonId, List<StoredContribution>> held(Collection<PersonId> persons) {
    return records.contributions().ofPersons(persons).stream()
        .collect(Collectors.groupingBy(stored -> stored.person().orElseThrow()));
  }

  /// What is said of each of these enrolments.
  Map<Subject, Said> said(Collection<Subject> subjects) {
    Map<Subject, EnrolmentKey> keys = new LinkedHashMap<>();
    subjects.forEach(
        subject -> EnrolmentKey.parse(subject.id()).ifPresent(key -> keys.put(subject, key)));
    List<OrderKey> about =
        keys.values().stream().flatMap(key -> key.order().stream()).distinct().toList();
    Set<PersonId> theirs = new LinkedHashSet<>();
    keys.values().forEach(key -> owner(key).ifPresent(theirs::add));
    Map<EnrolmentKey, Asked> asked =
        asked(about, theirs, Set.of()).stream().collect(Collectors.toMap(Asked::key, one -> one));
    Map<Subject, Said> said = new LinkedHashMap<>();
    keys.forEach(
        (subject, key) -> {
          Asked one = asked.get(key);
          said.put(subject, one == null ? unasked(key) : new Said.Still(one));
        });
    return said;
  }

  private Said unasked(EnrolmentKey key) {
    boolean off = automations.named(key.rule()).filter(rule -> !rule.terms().enabled()).isPresent();
    return off ? new Said.Off() : new Said.Gone(gone(key));
  }

  private String gone(EnrolmentKey key) {
    Optional<Rule> rule = automations.named(key.rule());
    if (rule.isEmpty()) {
      return "its automation is not there any more";
    }
    if (rule.get().on() != key.kind()) {
      return "its automation answers something else by now";
    }
    Optional<PersonId> owner = owner(key);
    if (owner.isEmpty()) {
      return "what it is about is not known any more, or nobody's";
    }
    meet(List.of(owner.get()));
    return Cancelling.gone(key, history(owner.get()));
  }

  private Optional<FieldChange> change(EnrolmentKey key) {
    int dash = key.key().indexOf('-');
    try {
      return records
          .fieldMemory()
          .find(
              new PersonId(Long.parseLong(key.key().substring(0, Math.max(0, dash)))),
              key.part(),
              Integer.parseInt(key.key().substring(dash + 1)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// Whose it is, by what it is about.
  private Optional<PersonId> owner(EnrolmentKey key) {
    if (key.kind().isOfOrder()) {
      return key.order()
          .flatMap(it -> Optional.ofNullable(orders.of(List.of(it)).get(it)))
          .map(KnownOrders.Owned::owner);
    }
    if (key.kind().isOfField()) {
      return change(key)
          .flatMap(
              change -> records.contributions().find(List.of(change.source())).stream().findFirst())
          .flatMap(StoredContribution::person);
    }
    return key.kind().isOfWish()
        ? shelf.wishes(List.of(ItemKey.wish(key.key()))).values().stream()
            .flatMap(wish -> wish.person().stream())
            .findFirst()
        : shelf.carts(List.of(ItemKey.cart(key.key()))).values().stream()
            .flatMap(cart -> cart.person().stream())
            .findFirst();
  }

  /// The desired enrolment behind each of these subjects that a rule of today still asks for.
  Map<Subject, Desired> desired(Collection<Subject> subjects, Instant now) {
    Map<Subject, Said> said = said(subjects);
    List<Asked> still = new ArrayList<>();
    said.values()
        .forEach(
            one -> {
              if (one instanceof Said.Still(Asked asked)) {
                still.add(asked);
              }
            });
    Map<PersonId, Seen.Somebody> people = people(still);
    Scenes scenes = Scenes.of(still, records.people(), this::held, rules.catalogue(), consent);
    Map<Subject, Desired> desired = new LinkedHashMap<>();
    said.forEach(
        (subject, one) -> {
          switch (one) {
            case Said.Still(Asked asked) ->
                desired.put(
                    subject,
                    asked.with(
                        scenes.leave(asked, leave(asked, people.get(asked.person()), now)),
                        scenes.action(asked, order(asked), history(asked.person()))));
            case Said.Off ignored -> off.add(subject);
            case Said.Gone(String why) -> whyNot.put(subject, why);
          }
        });
    return desired;
  }

  /// Whether each of these might have happened at its moment, by all that is known today.
  Map<EnrolmentKey, Leave> leaves(Collection<Asked> asked, Map<EnrolmentKey, Instant> moments) {
    Map<PersonId, Seen.Somebody> people = people(asked);
    Scenes scenes = Scenes.of(asked, records.people(), this::held, rules.catalogue(), consent);
    Map<EnrolmentKey, Leave> leaves = new LinkedHashMap<>();
    for (Asked one : asked) {
      Instant moment = moments.getOrDefault(one.key(), one.due());
      leaves.put(one.key(), scenes.leave(one, leave(one, people.get(one.person()), moment)));
    }
    return leaves;
  }

  /// All that these persons did.
  Map<PersonId, History> histories(Collection<PersonId> persons) {
    meet(persons);
    Map<PersonId, History> known = new LinkedHashMap<>();
    persons.forEach(person -> known.put(person, history(person)));
    return known;
  }

  /// The order that it is about.
  private Optional<Order> order(Asked asked) {
    return asked
        .key()
        .order()
        .flatMap(key -> Optional.ofNullable(orders.of(List.of(key)).get(key)))
        .map(KnownOrders.Owned::order);
  }

  /// Whether the rule that asked for it is switched off.
  boolean isOff(Subject subject) {
    return off.contains(subject);
  }

  Optional<String> whyNot(Subject subject) {
    return Optional.ofNullable(whyNot.get(subject));
  }

  /// Whether it may happen at this moment.
  private Leave leave(Asked asked, Seen.@Nullable Somebody person, Instant now) {
    if (asked.over().isPresent()) {
      return new Leave.Over(asked.over().get());
    }
    // What somebody waits for is due when it first was, which its row knows.
    if (now.isBefore(asked.due()) && !asked.fact().kind().isOfWish()) {
      return new Leave.Later("its time has not come", asked.due());
    }
    if (person == null) {
      return looksAtPerson(asked.rule())
          ? new Leave.Refused("its person is not known any more")
          : new Leave.Given();
    }
    if (asked.rule().purpose() == Purpose.MARKETING && !person.mailable()) {
      return new Leave.Refused("the person has not agreed to marketing");
    }
    Terms terms = asked.rule().terms();
    return terms
        .condition()
        .flatMap(condition -> condition.objection(seen(asked, person, now)))
        .<Leave>map(Leave.Refused::new)
        .or(() -> terms.hours().map(hours -> within(hours, asked, person, now)))
        .orElseGet(Leave.Given::new);
  }

  private Map<String, Object> seen(Asked asked, Seen.Somebody person, Instant now) {
    return Seen.of(person, asked.fact(), history(asked.person()), rules.catalogue(), now);
  }

  private static Leave within(Hours hours, Asked asked, Seen.Somebody person, Instant now) {
    ZoneId zone =
        Optional.ofNullable(person.fields().get(hours.field()))
            .flatMap(value -> Zones.of(value.display()))
            .orElse(hours.zone());
    Instant next = hours.next(now, zone);
    if (next.equals(now)) {
      return new Leave.Given(hours.end(now, zone));
    }
    return next.isAfter(asked.deadline())
        ? new Leave.Refused(
            "it is outside its hours, and they begin on "
                + SpokenTime.of(next, zone)
                + ", after its deadline")
        : new Leave.Later("it is outside its hours", next);
  }

  /// Those of whom more must be known than what happened.
  private Map<PersonId, Seen.Somebody> people(Collection<Asked> asked) {
    Set<PersonId> looked =
        asked.stream()
            .filter(one -> looksAtPerson(one.rule()))
            .map(Asked::person)
            .collect(Collectors.toSet());
    meet(
        asked.stream()
            .filter(one -> one.rule().terms().condition().isPresent())
            .map(Asked::person)
            .distinct()
            .toList());
    Map<PersonId, List<StoredContribution>> held = held(looked);
    List<Person> found = records.people().byId(looked);
    consent.look(found, held);
    Map<PersonId, List<Order>> theirs = orders.ofPersons(held);
    Map<PersonId, Seen.Somebody> people = new HashMap<>();
    for (Person person : found) {
      PersonId id = person.id();
      Map<String, Value> fields = new HashMap<>();
      Profile.of(
              held.getOrDefault(id, List.of()).stream()
                  .map(StoredContribution::contribution)
                  .toList(),
              rules.catalogue())
          .fields()
          .forEach((name, field) -> fields.put(name, field.value()));
      boolean mailable =
          consent.mail(id, theirs.getOrDefault(id, List.of())) == Desired.Mail.ALLOWED;
      people.put(id, new Seen.Somebody(person.email(), fields, mailable));
    }
    return people;
  }

  private static boolean looksAtPerson(Rule rule) {
    return rule.purpose() == Purpose.MARKETING
        || rule.terms().condition().isPresent()
        || rule.terms().hours().isPresent();
  }
}
