package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.ContentHash;
import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.Version;
import dev.selvedge.person.FormerAddress;
import dev.selvedge.person.Person;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.person.identity.Identification;
import dev.selvedge.person.identity.Identification.Incoming;
import dev.selvedge.person.identity.Link;
import dev.selvedge.person.identity.LinkDecision;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.CountingIds;
import dev.selvedge.work.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// P2 for who is who: any interleaving and repetition of records with changed addresses, phone
/// numbers, owners and deletions, and of stewards' decisions, ends in the same persons: the same
/// records together, at the same address.
class P2WhoIsWhoDoesNotDependOnTheOrderTest {
  private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<RecordRef> RECORDS =
      Stream.of("shop/customer/1", "shop/customer/2", "erp/customer/1", "shop/order/1", "crm/x/1")
          .map(RecordRef::parse)
          .toList();

  /// Something that happens. Decisions about one record keep their order: they are one hand's.
  sealed interface Event {
    record Told(Contribution contribution) implements Event {}

    record Decided(RecordRef record, Link link) implements Event {}
  }

  @Property(tries = 150)
  void any_interleaving_ends_in_the_same_persons(
      @ForAll("stories") List<Event> story, @ForAll long seed, @ForAll("sizes") List<Integer> sizes)
      throws Exception {
    Map<Set<RecordRef>, String> expected = play(List.of(story));

    assertThat(play(pieces(shuffled(story, seed), sizes))).isEqualTo(expected);
  }

  @Property(tries = 100)
  void a_record_without_an_address_is_with_the_only_one_who_has_its_number(
      @ForAll("bareStories") List<Event> story, @ForAll("sizes") List<Integer> sizes)
      throws Exception {
    assertThat(play(pieces(story, sizes))).isEqualTo(byNumbers(story));
  }

  /// The same, found the slow way: first by addresses, then by numbers.
  private static Map<Set<RecordRef>, String> byNumbers(List<Event> story) {
    Map<RecordRef, Contribution> newest = new TreeMap<>();
    for (Event event : story) {
      if (event instanceof Event.Told(Contribution one)) {
        newest.merge(one.ref(), one, (a, b) -> a.version().compareTo(b.version()) >= 0 ? a : b);
      }
    }
    Map<String, Set<RecordRef>> together = new TreeMap<>();
    for (Contribution one : newest.values()) {
      Set<String> addresses = new TreeSet<>();
      for (Contribution other : newest.values()) {
        boolean sameNumber = other.identity().phone().equals(one.identity().phone());
        if (sameNumber && !one.identity().phone().isEmpty()) {
          addresses.add(other.identity().email());
        }
      }
      addresses.remove("");
      String own = one.identity().email();
      String byNumber = addresses.size() == 1 ? addresses.iterator().next() : "nobody";
      together
          .computeIfAbsent(own.isEmpty() ? byNumber : own, address -> new TreeSet<>())
          .add(one.ref());
    }
    Map<Set<RecordRef>, String> persons = new LinkedHashMap<>();
    together.forEach((address, records) -> persons.put(records, address));
    return persons;
  }

  @Provide
  Arbitrary<List<Event>> bareStories() {
    return Combinators.combine(
            Arbitraries.of(RECORDS),
            Arbitraries.of("a@x.example", "b@x.example", "", ""),
            Arbitraries.of("", "+441212345671", "+441212345671", "+441212345672"),
            Arbitraries.integers().between(0, 20),
            Arbitraries.frequency(
                net.jqwik.api.Tuple.of(8, false), net.jqwik.api.Tuple.of(1, true)))
        .as(
            (ref, email, phone, minute, gone) ->
                (Event) new Event.Told(contribution(ref, email, "", phone, minute, gone)))
        .list()
        .ofMinSize(2)
        .ofMaxSize(14);
  }

  /// In another order and with repetitions, but for decisions about one record.
  private static List<Event> shuffled(List<Event> story, long seed) {
    List<Event> events = new ArrayList<>(story);
    story.stream().filter(Event.Told.class::isInstance).limit(3).forEach(events::add);
    List<Event> mixed = new ArrayList<>(events);
    java.util.Collections.shuffle(mixed, new java.util.Random(seed));
    Map<RecordRef, List<Event>> inOrder = new LinkedHashMap<>();
    story.forEach(
        event -> {
          if (event instanceof Event.Decided decided) {
            inOrder.computeIfAbsent(decided.record(), key -> new ArrayList<>()).add(event);
          }
        });
    mixed.replaceAll(
        event ->
            event instanceof Event.Decided decided
                ? inOrder.getOrDefault(decided.record(), List.of()).removeFirst()
                : event);
    return mixed;
  }

  private static List<List<Event>> pieces(List<Event> events, List<Integer> sizes) {
    List<List<Event>> pieces = new ArrayList<>();
    int from = 0;
    for (int i = 0; from < events.size(); i++) {
      int to = Math.min(events.size(), from + sizes.get(i % sizes.size()));
      pieces.add(events.subList(from, to));
      from = to;
    }
    return pieces;
  }

  private static Map<Set<RecordRef>, String> play(List<List<Event>> pieces) throws Exception {
    Path folder = Files.createTempDirectory("selvedge-p2-");
    try (Store store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), new CountingIds())) {
      Identification identification = new Identification(new CountingIds(1000));
      for (List<Event> piece : pieces) {
        store.change(ports -> happen(piece, identification, ports));
      }
      return store.read(P2WhoIsWhoDoesNotDependOnTheOrderTest::persons);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /// As the hub does it: of each record the newest, then what stewards decided.
  private static void happen(List<Event> piece, Identification identification, Store.Ports ports) {
    Map<RecordRef, Contribution> newest = new TreeMap<>();
    Set<RecordRef> decided = new TreeSet<>();
    for (Event event : piece) {
      switch (event) {
        case Event.Told(Contribution contribution) -> {
          ports.formerAddresses().note(List.of(FormerAddress.of(contribution)));
          newest.merge(
              contribution.ref(),
              contribution,
              (a, b) -> a.version().compareTo(b.version()) >= 0 ? a : b);
        }
        case Event.Decided(RecordRef record, Link link) -> {
          ports.links().decide(new LinkDecision(record, link, "otto", "said so", BEGIN));
          decided.add(record);
        }
      }
    }
    List<StoredContribution> before = ports.contributions().find(newest.keySet());
    before.stream()
        .map(StoredContribution::contribution)
        .filter(
            old -> {
              Contribution incoming = newest.get(old.ref());
              return incoming != null && incoming.version().compareTo(old.version()) <= 0;
            })
        .forEach(old -> newest.remove(old.ref()));
    identify(
        newest.values().stream().map(one -> new Incoming(one, 1)).toList(), identification, ports);
    identify(
        ports.contributions().find(decided).stream()
            .map(stored -> new Incoming(stored.contribution(), stored.inboxId()))
            .toList(),
        identification,
        ports);
  }

  private static void identify(
      List<Incoming> fresh, Identification identification, Store.Ports ports) {
    identification.identify(
        fresh,
        ports.contributions().find(fresh.stream().map(one -> one.contribution().ref()).toList()),
        new Identification.Ports(ports.people(), ports.contributions(), ports.links()));
  }

  /// Which records are together, and at which address.
  private static Map<Set<RecordRef>, String> persons(Store.Ports ports) {
    Map<Long, Set<RecordRef>> together = new TreeMap<>();
    for (StoredContribution stored : ports.contributions().find(RECORDS)) {
      long person = stored.person().map(PersonId::value).orElse(0L);
      together.computeIfAbsent(person, key -> new TreeSet<>()).add(stored.contribution().ref());
    }
    Map<Set<RecordRef>, String> persons = new LinkedHashMap<>();
    together.forEach(
        (person, records) ->
            persons.put(
                records,
                ports.people().byId(List.of(new PersonId(person))).stream()
                    .map(Person::email)
                    .findFirst()
                    .orElse("nobody")));
    return persons;
  }

  @Provide
  Arbitrary<List<Event>> stories() {
    return Arbitraries.oneOf(told(), told(), told(), decided()).list().ofMinSize(2).ofMaxSize(14);
  }

  @Provide
  Arbitrary<List<Integer>> sizes() {
    return Arbitraries.integers().between(1, 4).list().ofMinSize(1).ofMaxSize(4);
  }

  private static Arbitrary<Event> told() {
    return Combinators.combine(
            Arbitraries.of(RECORDS),
            Arbitraries.of("a@x.example", "b@x.example", "c@x.example", ""),
            Arbitraries.of("", "", "shop/customer/1", "shop/customer/2", "erp/customer/1"),
            Arbitraries.of("", "", "", "+441212345671", "+441212345672"),
            Arbitraries.integers().between(0, 20),
            Arbitraries.frequency(
                net.jqwik.api.Tuple.of(8, false), net.jqwik.api.Tuple.of(1, true)))
        .as(
            (ref, email, owner, phone, minute, gone) ->
                new Event.Told(contribution(ref, email, owner, phone, minute, gone)));
  }

  private static Contribution contribution(
      RecordRef ref, String email, String owner, String phone, int minute, boolean gone) {
    Contribution.Identity identity =
        gone ? Contribution.Identity.GONE : new Contribution.Identity(email, owner, false, phone);
    Instant at = BEGIN.plusSeconds(60L * minute);
    return new Contribution(
        ref,
        new Version(at, at, ContentHash.of(identity.toString())),
        identity,
        Map.of(),
        List.of(),
        new Contribution.OrderClaim.NoOrder());
  }

  private static Arbitrary<Event> decided() {
    return Combinators.combine(
            Arbitraries.of(RECORDS),
            Arbitraries.oneOf(
                Arbitraries.of(RECORDS).map(Link.TogetherWith::new),
                Arbitraries.of(new Link.Apart(), new Link.AsFound())))
        .as(Event.Decided::new);
  }
}
