package dev.selvedge.app.page;

import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.app.page.PersonPage.ConsentLine;
import dev.selvedge.app.page.PersonPage.DecisionLine;
import dev.selvedge.app.page.PersonPage.DeliveryLine;
import dev.selvedge.app.page.PersonPage.FieldLine;
import dev.selvedge.app.page.PersonPage.Moment;
import dev.selvedge.app.page.PersonPage.OrderLine;
import dev.selvedge.app.page.PersonPage.Origin;
import dev.selvedge.app.page.PersonPage.Overruled;
import dev.selvedge.app.page.PersonPage.SourceLine;
import dev.selvedge.app.page.PersonPage.TimelineLine;
import dev.selvedge.commerce.Order;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.EffectiveConsent;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.person.Person;
import dev.selvedge.person.PersonLedgers;
import dev.selvedge.person.Profile;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.person.Verdict;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.DesiredStates;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.plan.Subject;
import dev.selvedge.work.DecisionWords;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
    List<StoredContribution> held = ports.contributions().ofPersons(List.of(person.id()));
    List<Contribution> said = held.stream().map(StoredContribution::contribution).toList();
    List<LedgerEntry> ledger =
        new PersonLedgers(ports.records(), rules.consent().mailers())
            .of(List.of(person), Map.of(person.id(), held))
            .getOrDefault(person.id(), List.of());
    DesiredStates states = new DesiredStates(rules, ports.records());
    List<Order> orders =
        states.ordersOf(Map.of(person.id(), held)).getOrDefault(person.id(), List.of()).stream()
            .sorted(Comparator.comparing((Order order) -> order.header().placedAt()).reversed())
            .limit(atMost)
            .toList();
    List<Subject> subjects = new ArrayList<>();
    subjects.add(Subject.contact(person.id()));
    orders.forEach(order -> subjects.add(Subject.order(order.key())));
    return new PersonPage(
        person.id(),
        person.email(),
        sources(said),
        profile(said),
        consents(ledger, ProofWords.of(ledger, targets, ports)),
        orders.stream().map(PersonPages::orderLine).toList(),
        deliveries(person.id(), subjects, ports),
        ports.trail().ofPerson(person.id().value(), atMost).stream()
            .map(TimelineLine::of)
            .toList());
  }

  private List<DeliveryLine> deliveries(
      PersonId person, List<Subject> subjects, Store.Ports ports) {
    List<DeliveryLine> lines = new ArrayList<>();
    targets.forEach(
        (target, title) -> {
          List<Delivery> held = new ArrayList<>(ports.deliveries().find(target, subjects));
          held.addAll(ports.deliveries().ofPersons(target, Facet.ENROLMENT, List.of(person)));
          held.addAll(ports.deliveries().ofPersons(target, Facet.CONSENT, List.of(person)));
          held.forEach(delivery -> lines.add(deliveryLine(delivery, title)));
        });
    return lines;
  }

  private static List<SourceLine> sources(List<Contribution> said) {
    return said.stream()
        .map(
            contribution ->
                new SourceLine(
                    contribution.ref().text(),
                    why(contribution),
                    contribution.version().changedAt(),
                    contribution.identity().gone()))
        .toList();
  }

  private static String why(Contribution contribution) {
    return contribution
        .identity()
        .ownerRef()
        .map(owner -> "belongs to " + owner)
        .orElse("has this e-mail address");
  }

  private List<FieldLine> profile(List<Contribution> said) {
    Profile profile = Profile.of(said, rules.catalogue());
    List<FieldLine> lines = new ArrayList<>();
    profile.fields().forEach((name, held) -> lines.add(fieldLine(name, held, said)));
    profile.erased().forEach((name, erased) -> lines.add(fieldLine(name, erased, said)));
    lines.sort(Comparator.comparing(FieldLine::name));
    return lines;
  }

  private static FieldLine fieldLine(String name, Profile.Held held, List<Contribution> said) {
    return new FieldLine(
        name,
        held.value().display(),
        held.rule(),
        held.origins().stream()
            .map(
                origin ->
                    new Origin(
                        origin.record().text(),
                        origin.version().changedAt(),
                        held.origins().size() == 1 ? "" : origin.value().display()))
            .toList(),
        said.stream()
            .filter(contribution -> !held.isFrom(contribution.ref()))
            .flatMap(contribution -> value(name, contribution).stream())
            .filter(lost -> !lost.value().equals(held.value().display()))
            .toList());
  }

  private static FieldLine fieldLine(String name, Profile.Erased erased, List<Contribution> said) {
    return new FieldLine(
        name,
        "",
        erased.rule(),
        List.of(new Origin(erased.record().text(), erased.version().changedAt(), "")),
        said.stream().flatMap(contribution -> value(name, contribution).stream()).toList());
  }

  private static Optional<Overruled> value(String field, Contribution contribution) {
    return Optional.ofNullable(contribution.fields().get(field))
        .map(value -> new Overruled(value.display(), contribution.ref().text()));
  }

  private List<ConsentLine> consents(List<LedgerEntry> ledger, ProofWords proofs) {
    SortedSet<Topic> topics = new TreeSet<>(List.of(Topic.EMAIL, Topic.SMS));
    ledger.forEach(line -> topics.add(line.claim().topic()));
    return topics.stream()
        .map(
            topic -> {
              Verdict verdict = EffectiveConsent.of(ledger, topic, rules.consent());
              return new ConsentLine(
                  topic.words(),
                  verdict.allows(),
                  sentence(verdict),
                  ledger.stream()
                      .filter(line -> line.claim().topic().equals(topic))
                      .sorted(
                          Comparator.comparing((LedgerEntry line) -> line.claim().at())
                              .thenComparing(LedgerEntry::enteredAt)
                              .reversed())
                      .map(line -> decisionLine(line, proofs.of(line)))
                      .toList());
            })
        .toList();
  }

  private static String sentence(Verdict verdict) {
    return verdict
        .deciding()
        .map(
            line ->
                "What decides is the "
                    + DecisionWords.of(line.claim())
                    + ", on the word of "
                    + line.origin()
                    + ".")
        .orElse("Nobody has told us of a decision; absence is not consent.");
  }

  private static DecisionLine decisionLine(LedgerEntry entry, String proof) {
    Instant at = entry.claim().at();
    Moment moment =
        at.equals(ConsentClaim.UNKNOWN_TIME) ? new Moment.NotKnown() : new Moment.At(at);
    String evidence =
        entry.claim().evidence().entrySet().stream()
            .map(one -> one.getKey() + ": " + one.getValue())
            .collect(Collectors.joining("; "));
    return new DecisionLine(
        told(entry) + word(entry.claim()),
        moment,
        entry.origin().text(),
        entry.enteredAt(),
        evidence,
        proof);
  }

  private static String told(LedgerEntry line) {
    return switch (line.voice()) {
      case SAID -> "";
      case TOLD -> "told: ";
      case MAYBE_TOLD -> "told, perhaps: ";
    };
  }

  private static String word(ConsentClaim claim) {
    return switch (claim.choice()) {
      case OPT_IN -> "opt-in";
      case OPT_OUT -> "opt-out";
      case SUPPRESSED -> "suppressed";
      case PENDING -> "not yet confirmed";
    };
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

  private static DeliveryLine deliveryLine(Delivery delivery, String target) {
    String subject =
        switch (delivery.subject().facet()) {
          case CONTACT -> "contact";
          case ORDER -> "order " + delivery.subject().id();
          case ENROLMENT -> "enrolment " + delivery.subject().id();
          case PROOF -> "proof of consent";
          case CONSENT -> "consent in " + delivery.subject().id();
        };
    return switch (delivery.delivered()) {
      case Delivered.Never ignored ->
          new DeliveryLine(
              subject,
              target,
              state(delivery),
              "nothing yet",
              new Moment.NotKnown(),
              delivery.attempts());
      case Delivered.Doubtful doubtful ->
          new DeliveryLine(
              subject,
              target,
              state(delivery),
              "not certain: the last call did not go through",
              new Moment.At(doubtful.at()),
              delivery.attempts());
      case Delivered.Acknowledged acknowledged ->
          new DeliveryLine(
              subject,
              target,
              state(delivery),
              delivery.delivered().is(delivery.desired())
                  ? "what it should hold"
                  : "an earlier state",
              new Moment.At(acknowledged.at()),
              delivery.attempts());
    };
  }

  private static String state(Delivery delivery) {
    return switch (delivery.state()) {
      case WAITING -> "waiting for what goes first";
      case DUE -> delivery.attempts() > 0 ? "due, trying again" : "due";
      case CLAIMED -> "being sent";
      case SETTLED -> "up to date";
      case PARKED -> "parked";
    };
  }
}
