package dev.selvedge.app.search;

import dev.selvedge.Masking;
import dev.selvedge.PersonId;
import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.app.order.OrderLink;
import dev.selvedge.app.search.Hit.Kind;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.EmailAddress;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.person.Person;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.trail.Parked;
import dev.selvedge.work.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds in the store what goes by an address, an order's number, a source's own id or a parcel's
/// number. Every look is a seek in an index, so that it takes as long however much the store holds.
/// What goes by just the text comes before all that only begins with it. Safe for use by many
/// threads.
public final class Finder implements SearchDesk {
  private static final int LONGEST = 254;

  /// Of each kind.
  private static final int MOST = 200;

  private static final int SHORTEST_BEGINNING = 2;
  private static final Pattern PERSON = Pattern.compile("p([1-9]\\d{0,17})");
  private static final Pattern PARKED = Pattern.compile("parked[ /#]+([1-9]\\d{0,17})");

  private final Store store;
  private final Set<Feed> feeds;
  private final EmailRules emails;

  /// @param feeds the configured ones; those that only the store knows are looked in as well
  /// @param emails how addresses are read
  public Finder(Store store, Collection<Feed> feeds, EmailRules emails) {
    this.store = store;
    this.feeds = Set.copyOf(feeds);
    this.emails = emails;
  }

  @Override
  public Found find(String text) {
    String sought = tidy(text);
    if (sought.isEmpty() || sought.length() > LONGEST) {
      return Found.nothing(sought);
    }
    return store.read(
        ports -> {
          Hits hits = new Hits();
          whole(sought, ports, hits);
          if (!hits.isEmpty() || sought.length() < SHORTEST_BEGINNING) {
            return new Found(sought, hits.list(), true, hits.cut());
          }
          beginning(sought, ports, hits);
          return new Found(sought, hits.list(), false, hits.cut());
        });
  }

  /// Without what no key holds and what was copied along.
  private static String tidy(String text) {
    return text.codePoints()
        .filter(c -> !Character.isISOControl(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .strip();
  }

  private void whole(String sought, Store.Ports ports, Hits hits) {
    address(sought, ports, hits);
    numbered(sought, ports, hits);
    orders(sought, ports, hits);
    parcels(sought, ports, hits);
    records(sought, ports, hits);
  }

  private void address(String sought, Store.Ports ports, Hits hits) {
    Optional<String> address = EmailAddress.normalise(sought).map(this::usable);
    if (address.isEmpty()) {
      return;
    }
    ports
        .people()
        .byEmail(List.of(address.get()))
        .forEach(person -> hits.person(person, "the address"));
    List<RecordRef> had = ports.formerAddresses().recordsAt(address.get(), MOST);
    Set<PersonId> holders =
        ports.contributions().find(had).stream()
            .flatMap(one -> one.person().stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    ports
        .people()
        .byId(holders)
        .forEach(
            person -> {
              if (!person.email().equals(address.get())) {
                hits.person(person, "had the address " + address.get());
              }
            });
  }

  private String usable(String address) {
    return emails.read(address) instanceof EmailRules.Reading.Usable(String usable)
        ? usable
        : address;
  }

  /// By the hub's own numbers.
  private static void numbered(String sought, Store.Ports ports, Hits hits) {
    var person = PERSON.matcher(sought);
    if (person.matches()) {
      ports
          .people()
          .byId(List.of(new PersonId(Long.parseLong(person.group(1)))))
          .forEach(one -> hits.person(one, "the person's number"));
    }
    var parked = PARKED.matcher(sought.toLowerCase(Locale.ROOT));
    if (parked.matches()) {
      ports.parked().find(Long.parseLong(parked.group(1))).ifPresent(one -> hits.parked(one));
    }
  }

  /// As it was typed, with and without the sign that some shops put in front, and in capitals.
  private static Set<String> spellings(String sought) {
    String bare = sought.startsWith("#") ? sought.substring(1).strip() : sought;
    Set<String> spellings = new LinkedHashSet<>(List.of(sought));
    for (String one : List.of(bare, bare.toUpperCase(Locale.ROOT))) {
      if (!one.isEmpty()) {
        spellings.add(one);
        spellings.add('#' + one);
      }
    }
    return spellings;
  }

  private static void orders(String sought, Store.Ports ports, Hits hits) {
    List<OrderKey> keys = spellings(sought).stream().map(OrderKey::new).toList();
    ports.contributions().ofOrders(keys).stream()
        .flatMap(one -> one.contribution().orderKey().stream())
        .distinct()
        .forEach(key -> hits.order(key, "the order's number"));
    // one that its system deleted is still on the trail
    for (OrderKey key : keys) {
      if (!hits.has(OrderLink.to(key)) && !ports.trail().ofOrder(key.value(), 1).isEmpty()) {
        hits.order(key, "the order's number, on the trail");
      }
    }
  }

  private static void parcels(String sought, Store.Ports ports, Hits hits) {
    String number = OrderPart.Fulfilment.sought(sought);
    List<StoredContribution> found = ports.contributions().withParcel(number, MOST + 1);
    hits.cut(found.size() > MOST);
    found.stream()
        .limit(MOST)
        .forEach(
            one ->
                one.contribution()
                    .orderKey()
                    .ifPresent(
                        key ->
                            hits.order(
                                key,
                                "a parcel's tracking number, told by "
                                    + one.contribution().ref().text())));
  }

  private void records(String sought, Store.Ports ports, Hits hits) {
    Set<RecordRef> refs = refs(sought, ports);
    Set<RecordRef> rest = new LinkedHashSet<>(refs);
    List<StoredContribution> found = ports.contributions().find(refs);
    Map<PersonId, Person> people = new TreeMap<>();
    ports
        .people()
        .byId(
            found.stream()
                .flatMap(one -> one.person().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new)))
        .forEach(person -> people.put(person.id(), person));
    for (StoredContribution one : found) {
      rest.remove(one.contribution().ref());
      record(one, people, hits);
    }
    ports
        .parked()
        .ofSources(refs.stream().map(RecordRef::text).toList())
        .forEach(
            parked -> {
              rest.removeIf(ref -> ref.text().equals(parked.item().source()));
              hits.parked(parked);
            });
    for (RecordRef ref : rest) {
      if (!ports.trail().ofSource(ref.text(), 1).isEmpty()) {
        hits.record(ref, "the record's id, on the trail");
      }
    }
  }

  private static void record(StoredContribution stored, Map<PersonId, Person> people, Hits hits) {
    RecordRef ref = stored.contribution().ref();
    Optional<OrderKey> order = stored.contribution().orderKey();
    Optional<Person> person = stored.person().flatMap(id -> Optional.ofNullable(people.get(id)));
    if (order.isPresent()) {
      hits.order(order.get(), "told by " + ref.text());
    } else if (person.isPresent()) {
      hits.person(person.get(), "told by " + ref.text());
    } else {
      hits.record(ref, "the record's id");
    }
  }

  /// The records of all feeds that could have this key.
  private Set<RecordRef> refs(String sought, Store.Ports ports) {
    Set<RecordRef> refs = new LinkedHashSet<>();
    if (sought.length() <= RecordRef.MAX_KEY) {
      Set<Feed> known = new LinkedHashSet<>(feeds);
      ports.flowMinutes().totals().forEach(total -> feed(total.flow()).ifPresent(known::add));
      known.forEach(feed -> refs.add(new RecordRef(feed.system(), feed.kind(), sought)));
    }
    try {
      refs.add(RecordRef.parse(sought));
    } catch (IllegalArgumentException notWrittenOut) {
      // most people copy the key alone
    }
    return refs;
  }

  private static Optional<Feed> feed(String flow) {
    int slash = flow.indexOf('/');
    try {
      return slash < 0
          ? Optional.empty()
          : Optional.of(
              new Feed(
                  new SystemName(flow.substring(0, slash)),
                  new RecordKind(flow.substring(slash + 1))));
    } catch (IllegalArgumentException noFeed) {
      return Optional.empty();
    }
  }

  private static void beginning(String sought, Store.Ports ports, Hits hits) {
    List<Person> people = ports.people().startingWith(sought.toLowerCase(Locale.ROOT), MOST + 1);
    people.stream().limit(MOST).forEach(one -> hits.person(one, "the address begins so"));
    hits.cut(people.size() > MOST);
    for (String spelling : spellings(sought)) {
      List<OrderKey> orders = ports.contributions().ordersFrom(spelling, MOST + 1);
      orders.stream().limit(MOST).forEach(key -> hits.order(key, "the number begins so"));
      hits.cut(orders.size() > MOST);
    }
  }

  /// What was found so far; of what was found in several ways the first is told.
  private static final class Hits {
    private final Map<String, Hit> byLink = new java.util.LinkedHashMap<>();
    private boolean cut;

    boolean isEmpty() {
      return byLink.isEmpty();
    }

    boolean has(String link) {
      return byLink.containsKey(link);
    }

    boolean cut() {
      return cut;
    }

    void cut(boolean more) {
      cut |= more;
    }

    List<Hit> list() {
      return new ArrayList<>(byLink.values());
    }

    void person(Person person, String why) {
      add(new Hit(Kind.PERSON, person.email(), why, "/people/" + person.id()));
    }

    void order(OrderKey key, String why) {
      add(new Hit(Kind.ORDER, key.value(), why, OrderLink.to(key)));
    }

    void parked(Parked parked) {
      add(
          new Hit(
              Kind.PARKED,
              Masking.maskAddresses(parked.item().source()),
              parked.item().sentence(),
              "/parked/" + parked.number()));
    }

    /// It has no page of its own: its flow tells of it.
    void record(RecordRef ref, String why) {
      add(
          new Hit(
              Kind.RECORD,
              ref.text(),
              why,
              "/flows/" + ref.system().value() + '/' + ref.kind().value()));
    }

    private void add(Hit hit) {
      byLink.putIfAbsent(hit.link() + (hit.kind() == Kind.RECORD ? '#' + hit.name() : ""), hit);
    }
  }
}
