package dev.selvedge.app.page;

import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.app.page.PersonPage.ConsentLine;
import dev.selvedge.app.page.PersonPage.Moment;
import dev.selvedge.app.page.PersonPage.OrderLine;
import dev.selvedge.app.page.PersonPage.TimelineLine;
import dev.selvedge.commerce.Order;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.person.Person;
import dev.selvedge.person.PersonLedgers;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.plan.Subject;
import dev.selvedge.plan.states.DesiredStates;
import dev.selvedge.work.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a person's page from the store: the same pure functions that decide what is sent say why.
/// Safe for use by many threads.
public final class PersonPages {
  /// Orders, and lines of the timeline.
  private static final int SHOWN = 200;

  private final Store store;
  private final PlanRules rules;
  private final Map<SystemName, String> targets;
  private final int atMost;

  /// Makes pages for one project.
  ///
  /// @param targets what pages call each target
  public PersonPages(Store store, PlanRules rules, Map<SystemName, String> targets) {
    this(store, rules, targets, SHOWN);
  }

  private PersonPages(Store store, PlanRules rules, Map<SystemName, String> targets, int atMost) {
    this.store = store;
    this.rules = rules;
    this.targets = Map.copyOf(targets);
    this.atMost = atMost;
  }

  /// The same with every order and the whole timeline, for the person themselves.
  public PersonPages whole() {
    return new PersonPages(store, rules, targets, Integer.MAX_VALUE);
  }

  /// The page of a person, or empty when there is no such person.
  public Optional<PersonPage> page(PersonId id) {
    return store.read(
        ports ->
            ports.people().byId(List.of(id)).stream()
                .findFirst()
                .map(person -> page(person, ports)));
  }

  private PersonPage page(Person person, Store.Ports ports) {
    PersonId id = person.id();
    List<StoredContribution> held = ports.contributions().ofPersons(List.of(id));
    List<Contribution> said = held.stream().map(StoredContribution::contribution).toList();
    List<LedgerEntry> ledger =
        new PersonLedgers(ports.records(), rules.consent().mailers())
            .of(List.of(person), Map.of(id, held))
            .getOrDefault(id, List.of());
    DesiredStates states = new DesiredStates(rules, ports.records());
    List<Order> orders =
        states.ordersOf(Map.of(id, held)).getOrDefault(id, List.of()).stream()
            .sorted(Comparator.comparing((Order order) -> order.header().placedAt()).reversed())
            .toList();
    List<Order> shown = orders.stream().limit(atMost).toList();
    List<Subject> subjects = new ArrayList<>();
    subjects.add(Subject.contact(id));
    shown.forEach(order -> subjects.add(Subject.order(order.key())));
    Desired contact = states.contacts(List.of(id)).getOrDefault(id, new Desired.Retired());
    boolean mailable = contact instanceof Desired.Contact one && one.mailable();
    List<ConsentLine> consents =
        new ConsentLines(ledger, rules.consent(), targets, ProofWords.of(ledger, targets, ports))
            .lines(mailable, atMost);
    ToldLines told = new ToldLines(targets, ports);
    return new PersonPage(
        id,
        person.email(),
        AnswerWords.of(contact, consents.getFirst(), told.contacts(id, rules.consent().mailers())),
        new WhoLines(person, ports, atMost).of(said),
        new ValueLines(rules, said).lines(orders),
        consents,
        shown.stream().map(PersonPages::orderLine).toList(),
        new PersonPage.Told(told.deliveries(id, subjects, contact), told.consents(ledger, atMost)),
        ports.trail().ofPerson(id.value(), atMost).stream().map(TimelineLine::of).toList());
  }

  private static OrderLine orderLine(Order order) {
    int items = order.header().lines().size();
    List<String> summary = new ArrayList<>();
    summary.add(items == 1 ? "1 line" : items + " lines");
    if (!order.fulfilments().isEmpty()) {
      int sent = order.fulfilments().size();
      summary.add(sent == 1 ? "1 fulfilment" : sent + " fulfilments");
    }
    if (order.refunded().signum() > 0) {
      summary.add(order.refunded().toPlainString() + " refunded");
    }
    return new OrderLine(
        order.key().value(),
        new Moment.At(order.header().placedAt()),
        order.header().cancelled() ? "cancelled" : order.header().status(),
        order.header().total(),
        order.header().currency(),
        String.join(", ", summary));
  }
}
