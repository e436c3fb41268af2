package dev.selvedge.work.resolve;

import dev.selvedge.IdSource;
import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.Stage;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.inbox.Inbox;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.RecordMapper;
import dev.selvedge.person.FormerAddress;
import dev.selvedge.person.FormerAddresses;
import dev.selvedge.person.KnownAddresses;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.person.People;
import dev.selvedge.person.Person;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.person.identity.Identification;
import dev.selvedge.person.identity.Identification.Identified;
import dev.selvedge.person.identity.Identification.Incoming;
import dev.selvedge.person.identity.LinkDecision;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Holder;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.plan.Subject;
import dev.selvedge.plan.due.Planner;
import dev.selvedge.plan.due.Planner.Cause;
import dev.selvedge.plan.due.Round;
import dev.selvedge.plan.states.DesiredStates;
import dev.selvedge.send.Settler;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// From mapped records to planned deliveries, in one transaction: keep the newest, find the
/// persons, enter the consent, plan what is due, write the trail, leave the inbox.
public final class Resolution {
  private final Identification identification;
  private final PlanRules rules;
  private final List<Holder> holders;

  public Resolution(PlanRules rules, List<Holder> holders, IdSource ids) {
    this.identification = new Identification(ids);
    this.rules = rules;
    this.holders = List.copyOf(holders);
  }

  /// An inbox item and what mapping made of it.
  ///
  /// @param cameAs the name it came by, which is another than its own where it came without a key
  public record Work(Inbox.Item item, Mapped mapped, RecordRef cameAs) {
    /// One that came by its own name.
    public Work(Inbox.Item item, Mapped mapped) {
      this(item, mapped, item.sourceRecord().ref());
    }

    /// Maps an item.
    public static Work of(Inbox.Item item, RecordMapper mapper) {
      SourceRecord known = mapper.known(item.sourceRecord());
      return new Work(
          new Inbox.Item(item.id(), known, item.receivedAt(), item.again()),
          mapper.map(known),
          item.sourceRecord().ref());
    }

    /// The same item, of which something else was made.
    Work butMapped(Mapped otherwise) {
      return new Work(item, otherwise, cameAs);
    }
  }

  /// What came of a batch.
  ///
  /// @param planned the deliveries that changed
  /// @param entries what the trail says of it
  public record Resolved(List<Delivery> planned, List<TrailEntry> entries) {
    public Resolved {
      planned = List.copyOf(planned);
      entries = List.copyOf(entries);
    }
  }

  /// Works through what stewards decided: who is who is found anew for these records and for what
  /// follows them, and what changes by that is planned.
  public Resolved decide(List<LinkDecision> decisions, Store.Ports ports, Instant begin) {
    return new Decided(identification, rules, holders)
        .work(decisions, ports, begin.truncatedTo(ChronoUnit.MILLIS));
  }

  /// Plans a page of those who wait for a product; of a round that is at its end nothing is left.
  ///
  /// @param most so many wishes are looked at
  /// @return the deliveries that changed
  List<Delivery> walk(Round round, int most, Store.Ports ports, Instant begin) {
    Instant now = begin.truncatedTo(ChronoUnit.MILLIS);
    BatchStory story = new BatchStory(now);
    DesiredStates states = new DesiredStates(rules, ports.records());
    Planner planner = new Planner(states, ports.deliveries(), holders, now);
    Planner.Page page = planner.plan(round, most);
    story.explain(planner.whys());
    page.changed().forEach(story::planned);
    story.write(List.of(), ports);
    if (page.next().isEmpty()) {
      ports.rounds().end(round);
    } else {
      ports.rounds().move(round.at(page.next()), now);
    }
    return page.changed();
  }

  /// Resolves a batch and says all that came of it.
  public Resolved workThrough(List<Work> batch, Store.Ports ports, Instant begin) {
    // The ledger keeps whole milliseconds: what it enters now must be known again as of now.
    Instant now = begin.truncatedTo(ChronoUnit.MILLIS);
    BatchStory story = new BatchStory(now);
    Map<RecordRef, Incoming> newest = new LinkedHashMap<>();
    Map<RecordRef, Work> sources = new HashMap<>();
    List<Work> unmappable = new ArrayList<>();
    List<LedgerEntry> decisions = new ArrayList<>();
    HeardDecisions heard = new HeardDecisions();
    List<FormerAddress> addresses = new ArrayList<>();
    List<Work> welcome = Forgotten.turnAway(batch, ports, rules.consent(), story, now);
    for (Work work : SkuClashes.single(welcome, ports.skus(), rules.products().cleaning())) {
      switch (work.mapped()) {
        case Mapped.Mappable mappable -> {
          Contribution contribution = mappable.contribution();
          decisions.addAll(claims(contribution, now));
          addresses.add(FormerAddress.of(contribution));
          take(work, contribution, newest, sources, story);
          mappable.warnings().forEach(warning -> story.say(work, Stage.MAPPING, "warned", warning));
        }
        case Mapped.Decided decided -> heard.hear(work, decided);
        case Mapped.Unmappable ignored -> unmappable.add(work);
        case Mapped.Skipped skipped -> story.say(work, Stage.MAPPING, "drop", skipped.why());
      }
    }
    List<StoredContribution> before = ports.contributions().find(newest.keySet());
    dropStale(before, newest, sources, story);
    park(unmappable, newest, ports, story);
    ports.ledger().append(decisions);
    // Also those of stale records: which addresses were a person's does not depend on the order.
    ports.formerAddresses().note(addresses);
    Set<RecordRef> told =
        addresses.stream()
            .map(FormerAddress::record)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    ports.ledger().append(heard.lines(now));

    List<StoredContribution> replaced =
        before.stream().filter(old -> newest.containsKey(old.contribution().ref())).toList();
    Identified identified =
        identification.identify(List.copyOf(newest.values()), replaced, Decided.ports(ports));
    heard.find(ports);
    List<Delivery> changed =
        plan(new Fresh(newest, sources, before, told, heard), identified, ports, story);
    heard.works().forEach(work -> story.decided(work, heard));
    sources.forEach(
        (ref, work) ->
            story.resolved(work, identified.holders().get(ref), identified.notes().get(ref)));
    identified.swayed().forEach(story::swayed);
    changed.forEach(story::planned);
    story.write(batch, ports);
    clearParked(changed, ports);
    return new Resolved(changed, story.entries());
  }

  /// What is decided no more is nobody's to mend.
  private static void clearParked(List<Delivery> changed, Store.Ports ports) {
    ports
        .parked()
        .clear(
            changed.stream()
                .filter(row -> row.subject().facet() == Facet.CHOICE)
                .filter(row -> row.state() == Delivery.State.SETTLED)
                .map(Settler::parkedAs)
                .toList());
  }

  /// A record that cannot be mapped waits for a person; but when a newer one of it is known, there
  /// is nothing left to look at, in whichever order they came.
  private static void park(
      List<Work> unmappable, Map<RecordRef, Incoming> newest, Store.Ports ports, BatchStory story) {
    if (unmappable.isEmpty()) {
      return;
    }
    Map<RecordRef, Age> known = new HashMap<>();
    ports
        .contributions()
        .find(unmappable.stream().map(work -> work.item().sourceRecord().ref()).toList())
        .forEach(
            stored ->
                known.put(stored.contribution().ref(), Age.of(stored.contribution().version())));
    newest.forEach((ref, incoming) -> known.put(ref, Age.of(incoming.contribution().version())));
    for (Work work : unmappable) {
      Age newer = known.get(work.item().sourceRecord().ref());
      if (newer != null && Age.of(work.item().sourceRecord()).isOlderThan(newer)) {
        story.outdated(work);
      } else {
        story.park(work);
      }
    }
  }

  private static List<LedgerEntry> claims(Contribution contribution, Instant now) {
    return contribution.consents().stream()
        .map(claim -> LedgerEntry.said(contribution.ref(), claim, now))
        .toList();
  }

  /// Of several versions of one record in a batch the newest counts.
  private static void take(
      Work work,
      Contribution contribution,
      Map<RecordRef, Incoming> newest,
      Map<RecordRef, Work> sources,
      BatchStory story) {
    Incoming other = newest.get(contribution.ref());
    if (other != null && other.contribution().version().compareTo(contribution.version()) >= 0) {
      story.stale(work);
      return;
    }
    Work older = sources.put(contribution.ref(), work);
    if (older != null) {
      story.stale(older);
    }
    newest.put(contribution.ref(), new Incoming(contribution, work.item().id()));
  }

  private static void dropStale(
      List<StoredContribution> before,
      Map<RecordRef, Incoming> newest,
      Map<RecordRef, Work> sources,
      BatchStory story) {
    for (StoredContribution stored : before) {
      RecordRef ref = stored.contribution().ref();
      Incoming incoming = newest.get(ref);
      if (incoming != null && isStale(incoming.contribution(), stored.contribution())) {
        newest.remove(ref);
        Work work = sources.remove(ref);
        if (work != null) {
          story.stale(work);
        }
      }
    }
  }

  /// The very same record is news where it is understood otherwise today.
  private static boolean isStale(Contribution incoming, Contribution stored) {
    int newer = incoming.version().compareTo(stored.version());
    return newer < 0 || (newer == 0 && incoming.equals(stored));
  }

  private List<Delivery> plan(
      Fresh fresh, Identified identified, Store.Ports ports, BatchStory story) {
    Instant now = story.now();
    if (fresh.isEmpty()) {
      return List.of();
    }
    KnownAddresses addresses = new KnownAddresses(ports.formerAddresses());
    DesiredStates states = new DesiredStates(rules, ports.records().with(addresses));
    Set<OrderKey> orders = fresh.orders();
    new Orphanage(fresh.newest(), fresh.before(), states).keep(orders, ports, story);
    Set<PersonId> persons = new LinkedHashSet<>(identified.touched());
    fresh.staleHolders().forEach(persons::add);
    persons.addAll(leftBehind(fresh.told(), addresses, ports.people()));
    fresh.heard().works().forEach(work -> persons.addAll(fresh.heard().concerned(work)));
    persons.addAll(states.owners(orders).values());
    orders.addAll(Decided.moved(identified, ports));
    Set<ItemKey> items = fresh.items();
    items.addAll(Decided.movedItems(identified, ports));
    Map<Subject, Cause> causes = fresh.causes(identified, now);
    Cause any = fresh.anyCause(now);
    Watching.Batch batch = Watching.Batch.of(fresh.newest().keySet(), fresh.before(), identified);
    Watching.look(persons, batch, causes, any, rules, ports);
    if (states.waits()) {
      List<Round> rounds =
          Turned.of(
              items,
              fresh.newest().keySet(),
              fresh.before(),
              rules.products(),
              ports,
              key -> causes.getOrDefault(Subject.cause(key), any));
      ports.rounds().begin(rounds, now);
    }
    Planner planner = new Planner(states, ports.deliveries(), holders, now);
    List<Delivery> changed = planner.plan(persons, orders, items, causes, any);
    story.explain(planner.whys());
    if (holders.stream().anyMatch(holder -> holder.facets().contains(Facet.PROOF))) {
      states.unproven(persons, now).forEach(story::unproven);
    }
    return changed;
  }

  /// Who has an address that one of these records left: what was declined there counts for them,
  /// and a version that comes late may say so of a record that is theirs no more.
  private static Set<PersonId> leftBehind(
      Set<RecordRef> records, FormerAddresses formerAddresses, People people) {
    Map<RecordRef, Set<String>> seen = new HashMap<>();
    for (FormerAddress one : formerAddresses.ofRecords(records)) {
      seen.computeIfAbsent(one.record(), ref -> new LinkedHashSet<>()).add(one.address());
    }
    Set<String> left =
        seen.values().stream()
            .filter(addresses -> addresses.size() > 1)
            .flatMap(Set::stream)
            .filter(address -> !address.isEmpty())
            .collect(Collectors.toSet());
    return left.isEmpty()
        ? Set.of()
        : people.byEmail(left).stream().map(Person::id).collect(Collectors.toSet());
  }

  /// The newest contributions of a batch and where they came from.
  ///
  /// @param told all records of which a version came, also a stale one: when they left an address
  ///     and what they decided there may have changed
  /// @param heard what targets said
  private record Fresh(
      Map<RecordRef, Incoming> newest,
      Map<RecordRef, Work> sources,
      List<StoredContribution> before,
      Set<RecordRef> told,
      HeardDecisions heard) {

    boolean isEmpty() {
      return sources.isEmpty() && told.isEmpty() && heard.works().isEmpty();
    }

    Set<OrderKey> orders() {
      Set<OrderKey> orders = new LinkedHashSet<>();
      newest
          .values()
          .forEach(incoming -> incoming.contribution().orderKey().ifPresent(orders::add));
      before.stream()
          .map(StoredContribution::contribution)
          .filter(contribution -> newest.containsKey(contribution.ref()))
          .forEach(contribution -> contribution.orderKey().ifPresent(orders::add));
      return orders;
    }

    Set<ItemKey> items() {
      Set<ItemKey> items = new LinkedHashSet<>();
      newest.values().forEach(incoming -> incoming.contribution().itemKey().ifPresent(items::add));
      before.stream()
          .map(StoredContribution::contribution)
          .filter(contribution -> newest.containsKey(contribution.ref()))
          .forEach(contribution -> contribution.itemKey().ifPresent(items::add));
      return items;
    }

    /// Holders of records of which a version came that may be stale.
    List<PersonId> staleHolders() {
      return before.stream()
          .filter(stored -> told.contains(stored.contribution().ref()))
          .flatMap(stored -> stored.person().stream())
          .toList();
    }

    Map<Subject, Cause> causes(Identified identified, Instant now) {
      Map<Subject, Cause> causes = new HashMap<>();
      sources.forEach(
          (ref, work) -> {
            Cause cause = cause(work.item(), now);
            PersonId holder = identified.holders().get(ref);
            if (holder != null) {
              causes.merge(Subject.contact(holder), cause, Fresh::moreUrgent);
            }
            Incoming incoming = newest.get(ref);
            if (incoming != null) {
              incoming
                  .contribution()
                  .orderKey()
                  .ifPresent(key -> causes.merge(Subject.order(key), cause, Fresh::moreUrgent));
              incoming
                  .contribution()
                  .itemKey()
                  .map(Subject::cause)
                  .ifPresent(subject -> causes.merge(subject, cause, Fresh::moreUrgent));
            }
          });
      for (Work work : heard.works()) {
        Cause cause = cause(work.item(), now);
        heard
            .concerned(work)
            .forEach(person -> causes.merge(Subject.contact(person), cause, Fresh::moreUrgent));
      }
      return causes;
    }

    Cause anyCause(Instant now) {
      return Stream.concat(sources.values().stream(), heard.works().stream())
          .findFirst()
          .map(work -> cause(work.item(), now))
          .orElseGet(
              () -> {
                RecordRef ref = told.iterator().next();
                return new Cause(new Feed(ref.system(), ref.kind()), Lane.NORMAL, now);
              });
    }

    /// What was put back counts from then: why it had to wait is told by what parked it.
    private static Cause cause(Inbox.Item item, Instant now) {
      SourceRecord sourceRecord = item.sourceRecord();
      Lane lane =
          switch (sourceRecord.pace()) {
            case LIVE -> Lane.NORMAL;
            case BACKFILL, PAST_FIRST -> Lane.BULK;
          };
      RecordRef ref = sourceRecord.ref();
      return new Cause(
          new Feed(ref.system(), ref.kind()), lane, item.again() ? now : sourceRecord.changedAt());
    }

    private static Cause moreUrgent(Cause a, Cause b) {
      int byLane = a.lane().compareTo(b.lane());
      if (byLane != 0) {
        return byLane < 0 ? a : b;
      }
      return a.changedAt().isAfter(b.changedAt()) ? b : a;
    }
  }
}
