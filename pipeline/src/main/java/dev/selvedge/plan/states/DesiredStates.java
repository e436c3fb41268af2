package dev.selvedge.plan.states;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.automation.Automations;
import dev.selvedge.commerce.Figures;
import dev.selvedge.commerce.Order;
import dev.selvedge.commerce.Shelf;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.Topic;
import dev.selvedge.mapping.Value;
import dev.selvedge.person.ConsentPolicy;
import dev.selvedge.person.Contributions;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.person.People;
import dev.selvedge.person.Person;
import dev.selvedge.person.Profile;
import dev.selvedge.person.Proof;
import dev.selvedge.person.Records;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.person.Telling;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.ListRule;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.plan.Subject;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Computes what the target should hold, from the canonical records of today. The planner asks it
/// to find what is due, the sender to build what it sends. Confined to one transaction, in which
/// nothing it reads changes once it was asked: an order is read and put together once.
public final class DesiredStates {
  private final PlanRules rules;
  private final People people;
  private final Contributions contributions;
  private final ContactConsent consent;
  private final KnownOrders orders;
  private final EnrolmentStates enrolments;
  private final ConsentStates told;
  private final ItemStates items;

  public DesiredStates(PlanRules rules, Records records) {
    this.rules = rules;
    this.people = records.people();
    this.contributions = records.contributions();
    this.consent = new ContactConsent(records, rules.consent());
    this.told = new ConsentStates(rules.told(), consent);
    this.items = new ItemStates(rules.products(), records);
    this.orders = new KnownOrders(contributions);
    this.enrolments = new EnrolmentStates(rules, records, consent, orders);
  }

  /// One desired contact a person.
  public Map<PersonId, Desired> contacts(Collection<PersonId> persons) {
    Map<PersonId, List<StoredContribution>> held = held(persons);
    List<Person> found = people.byId(persons);
    consent.look(found, held);
    Map<PersonId, List<Order>> orders = ordersOf(held);
    Map<PersonId, Desired> desired = new LinkedHashMap<>();
    for (Person person : found) {
      List<StoredContribution> own = held.getOrDefault(person.id(), List.of());
      desired.put(
          person.id(),
          own.isEmpty()
              ? new Desired.Retired(consent.mail(person.id(), List.of()) == Desired.Mail.REFUSED)
              : contact(person, own, orders.getOrDefault(person.id(), List.of())));
    }
    return desired;
  }

  /// Whether what the ledger got at this instant changed whether a person may be mailed. Known of
  /// those whose contact was asked for.
  public boolean consentChanged(PersonId person, Instant since) {
    return consent.changed(person, since);
  }

  /// What a target is told about consent by writing this contact that it was not told before. Known
  /// of those whose contact was asked for.
  public List<Telling> tellings(
      SystemName target, PersonId person, Delivered delivered, Desired want) {
    return consent.tellings(target, person, delivered, want);
  }

  /// Whether a target that acknowledged this contact said otherwise since: somebody changed there
  /// whether it may be mailed, and the ledger does not take it up, because there is a newer word or
  /// because it looked like an echo.
  public boolean isContradicted(
      SystemName target, PersonId person, Delivered delivered, Desired.Contact contact) {
    return delivered instanceof Delivered.Acknowledged
        && delivered.address().equals(contact.email())
        && consent.isContradicted(target, person, contact);
  }

  /// Whether the last word between the hub and a target is that somebody is back who had been out
  /// there before: a target that asks them first does not mail them until they answer. Known of
  /// those whose contact was asked for.
  public boolean isBack(SystemName target, PersonId person, Desired.Contact contact) {
    return consent.isBack(target, person, contact);
  }

  /// Whether a target that acknowledged something else nevertheless holds this contact as desired:
  /// nothing differs but whether it may be mailed, and that is the target's own word, given since.
  public boolean saidItself(
      SystemName target, PersonId person, Delivered delivered, Desired.Contact contact) {
    Desired.Contact before =
        contact.with(contact.mailable() ? Desired.Mail.REFUSED : Desired.Mail.ALLOWED);
    return delivered instanceof Delivered.Acknowledged told
        && told.is(before.hash())
        && consent.isOwnWordSince(target, person, contact, told.at());
  }

  /// What the records of these persons are to be told, those of systems that are told anything.
  public Map<Subject, ConsentStates.Owned> consentsOf(Collection<PersonId> persons) {
    Map<Subject, ConsentStates.Owned> states = new LinkedHashMap<>();
    if (persons.isEmpty() || rules.told().topics().isEmpty()) {
      return states;
    }
    Map<PersonId, List<StoredContribution>> held =
        contributions.ofPersons(persons).stream()
            .collect(Collectors.groupingBy(stored -> stored.person().orElseThrow()));
    List<Person> found = people.byId(persons);
    consent.look(found, held);
    found.forEach(
        person ->
            states.putAll(
                told.of(person.id(), person.email(), held.getOrDefault(person.id(), List.of()))));
    return states;
  }

  /// The same of some of these records that are somebody's. What may be told is looked at now: a
  /// decision counts until the last moment.
  public Map<Subject, Desired> consents(Collection<Subject> subjects) {
    Set<PersonId> persons =
        contributions.find(subjects.stream().map(Subject::told).toList()).stream()
            .flatMap(stored -> stored.person().stream())
            .collect(Collectors.toSet());
    Map<Subject, Desired> desired = new LinkedHashMap<>();
    consentsOf(persons)
        .forEach(
            (subject, owned) -> {
              if (subjects.contains(subject)) {
                desired.put(subject, owned.desired());
              }
            });
    return desired;
  }

  /// Whether a contact is not to be made yet: its person decided nothing, and the project keeps
  /// such people to itself.
  public boolean withholds(Desired want) {
    return want instanceof Desired.Contact contact
        && contact.mail() == Desired.Mail.UNASKED
        && rules.consent().unasked() == ConsentPolicy.Unasked.NOBODY;
  }

  /// The desired record of each order that has a header and a person.
  public Map<OrderKey, Desired.Insight> orders(Collection<OrderKey> keys) {
    Map<OrderKey, KnownOrders.Owned> assembled = orders.of(keys);
    Set<PersonId> owners =
        assembled.values().stream().map(KnownOrders.Owned::owner).collect(Collectors.toSet());
    Map<PersonId, Person> persons =
        people.byId(owners).stream().collect(Collectors.toMap(Person::id, person -> person));
    Map<OrderKey, Desired.Insight> desired = new LinkedHashMap<>();
    assembled.forEach(
        (key, one) ->
            Optional.ofNullable(persons.get(one.owner()))
                .ifPresent(person -> desired.put(key, insight(person, one.order()))));
    return desired;
  }

  /// Of those orders that are nobody's, or that no record tells any more, though one may still tell
  /// of a part: what is taken back where it was ever told.
  public Map<OrderKey, Desired.Withdrawn> withdrawn(Collection<OrderKey> keys) {
    Map<OrderKey, Desired.Withdrawn> withdrawn = new LinkedHashMap<>();
    orders
        .nobodys(keys)
        .forEach(
            key ->
                withdrawn.put(
                    key, new Desired.Withdrawn(rules.ordersCollection(), OrderRecord.key(key))));
    return withdrawn;
  }

  /// The desired record of each item that has one; of one that no system knows any more, that it
  /// goes.
  public Map<Subject, Desired> items(Collection<ItemKey> keys) {
    return items.of(keys);
  }

  /// What the facts of these orders, and of these persons, ask for by the rules of today.
  ///
  /// @param items what is planned beside the orders
  public List<EnrolmentStates.Asked> asked(
      Collection<OrderKey> orders, Collection<PersonId> persons, Set<ItemKey> items) {
    return enrolments.asked(orders, persons, items);
  }

  /// Whether anybody may wait for a product at all.
  public boolean waits() {
    return enrolments.waits();
  }

  /// A page of those who ask for a product.
  public Shelf.WishPage wishesFor(String sku, String after, int most) {
    return enrolments.wishesFor(sku, after, most);
  }

  /// The automations by which it plans.
  public Automations automations() {
    return rules.automations();
  }

  /// Whether the project has automations at all.
  public boolean automates() {
    return !rules.automations().rules().isEmpty();
  }

  /// What the rules of today say of each of these enrolments.
  public Map<Subject, EnrolmentStates.Said> said(Collection<Subject> subjects) {
    return enrolments.said(subjects);
  }

  /// The desired enrolment behind each of these subjects that a rule of today still asks for. Who
  /// may be told what is looked at now: an opt-out counts until the last moment.
  public Map<Subject, Desired> enrolments(Collection<Subject> subjects, Instant now) {
    return enrolments.desired(subjects, now);
  }

  /// Whether the rule that asked for this enrolment is switched off.
  public boolean isOff(Subject subject) {
    return enrolments.isOff(subject);
  }

  /// Why nothing is desired any more of a subject that was asked for; empty for what is not known.
  public Optional<String> whyNot(Subject subject) {
    return enrolments.whyNot(subject);
  }

  /// The proofs of opt-ins of these persons that are complete, whatever was decided since: a proof
  /// says how things were.
  public Map<Subject, Desired.Proof> proofs(Collection<PersonId> persons) {
    look(persons);
    Map<Subject, Desired.Proof> proofs = new LinkedHashMap<>();
    for (PersonId person : persons) {
      for (LedgerEntry line : consent.lines(person)) {
        if (Proof.of(line) instanceof Proof.Reading.Complete(Proof proof)) {
          proofs.put(
              Subject.proof(proof.id()), new Desired.Proof(person, consent.address(person), proof));
        }
      }
    }
    return proofs;
  }

  /// What the contacts of these persons are to hold of their finer decisions; nothing of a topic
  /// that nobody decided anything about.
  public Map<Subject, Desired.Chosen> choicesOf(Collection<PersonId> persons) {
    Map<Subject, Desired.Chosen> choices = new LinkedHashMap<>();
    if (rules.choices().all().isEmpty()) {
      return choices;
    }
    look(persons);
    ruled(persons, choices);
    Map<PersonId, String> numbers = numbers(persons);
    for (PersonId person : persons) {
      for (Topic topic : rules.choices().topics()) {
        String number = topic.equals(Topic.SMS) ? numbers.getOrDefault(person, "") : "";
        consent
            .chosen(person, topic, number)
            .ifPresent(chosen -> choices.put(Subject.choice(person, topic), chosen));
      }
    }
    return choices;
  }

  /// Which lists their profiles put them on: those who may be mailed.
  private void ruled(Collection<PersonId> persons, Map<Subject, Desired.Chosen> choices) {
    Map<Topic, ListRule> lists = rules.choices().ruled();
    if (lists.isEmpty()) {
      return;
    }
    Map<PersonId, List<StoredContribution>> held = held(persons);
    Map<PersonId, List<Order>> orders = ordersOf(held);
    held.forEach(
        (person, own) -> {
          Map<String, Value> fields = values(own);
          boolean mailable =
              consent.mail(person, orders.getOrDefault(person, List.of())) == Desired.Mail.ALLOWED;
          lists.forEach(
              (list, rule) ->
                  choices.put(
                      Subject.choice(person, list),
                      new Desired.Chosen(
                          person,
                          consent.address(person),
                          list,
                          mailable && rule.takes(fields),
                          "",
                          false,
                          true)));
        });
  }

  private Map<String, Value> values(List<StoredContribution> own) {
    Map<String, Value> values = new HashMap<>();
    Profile.of(own.stream().map(StoredContribution::contribution).toList(), rules.catalogue())
        .fields()
        .forEach((field, value) -> values.put(field, value.value()));
    return values;
  }

  /// The desired choice behind each of these subjects about which anything is decided.
  public Map<Subject, Desired> choices(Collection<Subject> subjects) {
    Set<PersonId> persons = subjects.stream().map(Subject::person).collect(Collectors.toSet());
    Map<Subject, Desired> desired = new LinkedHashMap<>(choicesOf(persons));
    desired.keySet().retainAll(Set.copyOf(subjects));
    return desired;
  }

  /// Every subject that these persons may have a choice of.
  public Set<Subject> choosable(Collection<PersonId> persons) {
    Set<Subject> subjects = new LinkedHashSet<>();
    for (PersonId person : persons) {
      rules.choices().all().forEach(topic -> subjects.add(Subject.choice(person, topic)));
    }
    return subjects;
  }

  /// Whether the target holds a choice by its own word, or that of the hub; see
  /// [ContactConsent#holds].
  public boolean holds(SystemName target, Desired.Chosen chosen) {
    return consent.holds(target, chosen);
  }

  /// Whether the last word between the hub and the target is just this choice.
  public boolean isTold(SystemName target, Desired.Chosen chosen) {
    return consent.isTold(target, chosen);
  }

  /// Whether the target itself said otherwise of a choice since it was told.
  public boolean isContradicted(SystemName target, Desired.Chosen chosen) {
    return consent.isContradicted(target, chosen);
  }

  private Map<PersonId, String> numbers(Collection<PersonId> persons) {
    Map<PersonId, String> numbers = new HashMap<>();
    String field = rules.choices().numberField();
    if (!field.isEmpty() && rules.choices().topics().contains(Topic.SMS)) {
      held(persons)
          .forEach(
              (person, own) ->
                  Optional.ofNullable(values(own).get(field))
                      .ifPresent(value -> numbers.put(person, value.display())));
    }
    return numbers;
  }

  /// What the ledger got of these persons at this instant that proves an opt-in in part only.
  public Map<LedgerEntry, PersonId> unproven(Collection<PersonId> persons, Instant since) {
    look(persons);
    Map<LedgerEntry, PersonId> unproven = new LinkedHashMap<>();
    for (PersonId person : persons) {
      for (LedgerEntry line : consent.lines(person)) {
        boolean partly =
            line.enteredAt().equals(since)
                && !line.claim().evidence().isEmpty()
                && Proof.of(line) instanceof Proof.Reading.Lacking;
        if (partly) {
          unproven.put(line, person);
        }
      }
    }
    return unproven;
  }

  /// Reads the ledger of those whose contact was not asked for.
  private void look(Collection<PersonId> persons) {
    List<PersonId> unseen = persons.stream().filter(person -> !consent.knows(person)).toList();
    if (!unseen.isEmpty()) {
      consent.look(people.byId(unseen), held(unseen));
    }
  }

  private Map<PersonId, List<StoredContribution>> held(Collection<PersonId> persons) {
    return contributions.ofPersons(persons).stream()
        .collect(Collectors.groupingBy(stored -> stored.person().orElseThrow()));
  }

  /// The orders of persons, as their figures count them.
  public Map<PersonId, List<Order>> ordersOf(Map<PersonId, List<StoredContribution>> held) {
    return orders.ofPersons(held);
  }

  /// Whose orders these are.
  public Map<OrderKey, PersonId> owners(Collection<OrderKey> keys) {
    Map<OrderKey, PersonId> owners = new LinkedHashMap<>();
    orders.of(keys).forEach((key, one) -> owners.put(key, one.owner()));
    return owners;
  }

  /// Those of these orders of which parts are known and the order itself is not.
  public Set<OrderKey> orphans(Collection<OrderKey> keys) {
    return orders.orphans(keys);
  }

  /// The records that speak of an order.
  public Set<RecordRef> recordsOf(OrderKey key) {
    return orders.speaking(key);
  }

  private Desired contact(Person person, List<StoredContribution> own, List<Order> orders) {
    Profile profile =
        Profile.of(own.stream().map(StoredContribution::contribution).toList(), rules.catalogue());
    Map<String, Value> dataFields = new TreeMap<>();
    profile.fields().values().stream()
        .filter(held -> !held.field().dataField().isEmpty())
        .forEach(held -> dataFields.put(held.field().dataField(), held.value()));
    Set<String> cleared =
        profile.erased().values().stream()
            .map(erased -> erased.field().dataField())
            .filter(dataField -> !dataField.isEmpty())
            .collect(Collectors.toCollection(HashSet::new));
    if (!rules.figures().isEmpty()) {
      dataFields.putAll(Figures.of(orders, rules.figures()).dataFields(rules.figures()));
      // A figure that is no more, as after the only order was cancelled, must not stay as it was.
      rules.figures().types().keySet().stream()
          .filter(field -> !dataFields.containsKey(field))
          .forEach(cleared::add);
    }
    return new Desired.Contact(
        person.email(), consent.mail(person.id(), orders), dataFields, cleared);
  }

  private Desired.Insight insight(Person person, Order order) {
    return new Desired.Insight(
        person.id(),
        person.email(),
        rules.ordersCollection(),
        OrderRecord.key(order.key()),
        OrderRecord.json(order));
  }
}
