package dev.selvedge.store;

import static java.util.Objects.requireNonNull;

import dev.selvedge.ContentHash;
import dev.selvedge.Lane;
import dev.selvedge.Payload;
import dev.selvedge.PersonId;
import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.Stage;
import dev.selvedge.SystemName;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.inbox.Inbox;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.Topic;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.Version;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.person.Person;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.DueQueue;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.work.Store;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Measures the store alone: groups of records accepted, then resolved as the pipeline would, then
/// claimed and settled. Arguments: records, group size, and `postgres` for the embedded server.
/// Not a test: figures depend on the machine.
final class StoreSpeed {
  private static final SystemName TARGET = new SystemName("dotdigital");
  private static final Feed FLOW = new Feed(new SystemName("shop"), new RecordKind("customer"));

  private final Store store;
  private final TimeOrderedIds ids;
  private final int records;
  private final int group;
  private final Random random = new Random(1);

  private StoreSpeed(Store store, TimeOrderedIds ids, int records, int group) {
    this.store = store;
    this.ids = ids;
    this.records = records;
    this.group = group;
  }

  public static void main(String[] arguments) throws IOException {
    int records = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
    int group = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 128;
    boolean postgres = arguments.length > 2 && arguments[2].equals("postgres");
    Path folder = Files.createTempDirectory(Path.of("."), "store-speed");
    Path file = folder.resolve("hub.db");
    TimeOrderedIds ids = new TimeOrderedIds(InstantSource.system());
    long begin = System.nanoTime();
    Store store = Stores.open(postgres ? Postgres.freshSchema() : StoreConfig.file(file), ids);
    System.out.printf("open            %,10d ms%n", (System.nanoTime() - begin) / 1_000_000);
    StoreSpeed speed = new StoreSpeed(store, ids, records, group);
    for (int round = 0; round < 2; round++) {
      speed.round(round);
    }
    if (!postgres) {
      System.out.printf("file            %,10d MB%n", Files.size(file) >> 20);
    }
    begin = System.nanoTime();
    store.close();
    System.out.printf("close           %,10d ms%n", (System.nanoTime() - begin) / 1_000_000);
    if (!postgres) {
      begin = System.nanoTime();
      Stores.open(StoreConfig.file(file), ids).close();
      System.out.printf("open and close  %,10d ms%n", (System.nanoTime() - begin) / 1_000_000);
    }
    try (var files = Files.list(folder)) {
      for (Path each : files.toList()) {
        Files.delete(each);
      }
    }
    Files.delete(folder);
  }

  /// The first round creates everybody, the second changes everybody.
  private void round(int round) {
    System.out.println(round == 0 ? "-- new records" : "-- the same records, changed");
    List<List<SourceRecord>> groups = new ArrayList<>();
    for (int from = 0; from < records; from += group) {
      List<SourceRecord> some = new ArrayList<>();
      for (int n = from; n < Math.min(from + group, records); n++) {
        some.add(sourceRecord(n, round));
      }
      groups.add(some);
    }
    timed("accepted", () -> groups.forEach(this::accept));
    timed("repeats", () -> groups.subList(0, groups.size() / 4).forEach(this::accept));
    groups.clear();
    timed("backlog", () -> store.read(ports -> ports.inbox().backlog()));
    timed("resolved", this::resolveAll);
    timed("due", () -> store.read(ports -> ports.deliveries().due(TARGET, now(), 5000)));
    timed("counts", () -> store.read(ports -> ports.deliveries().counts()));
    timed("settled", this::settleAll);
    timed("trail of 1", () -> store.read(ports -> ports.trail().ofSource("shop/customer/77", 50)));
  }

  private void timed(String what, Runnable work) {
    long cpu = cpuNanos();
    long begin = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - begin) / 1e9;
    double micros = (cpuNanos() - cpu) / 1e3 / records;
    System.out.printf(
        "%-15s %,10.3f s  %,10.0f records/s  %,8.1f us CPU a record%n",
        what, seconds, records / seconds, micros);
  }

  /// Of the whole process; moves far less than the clock on a busy machine.
  private static long cpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }

  private void accept(List<SourceRecord> some) {
    store.write(ports -> ports.inbox().accept(some, now()));
  }

  private static Instant now() {
    return Instant.ofEpochMilli(System.currentTimeMillis());
  }

  private SourceRecord sourceRecord(int n, int round) {
    StringBuilder body = new StringBuilder(1200);
    body.append("{\"id\":").append(n).append(",\"email\":\"").append(email(n)).append("\",");
    for (int field = 0; field < 20; field++) {
      body.append("\"field_").append(field).append("\":\"value ").append(random.nextInt(100_000));
      body.append("\",");
    }
    body.append("\"round\":").append(round).append('}');
    return new SourceRecord(
        RecordRef.parse("shop/customer/" + n),
        SourceRecord.Stamp.at(Instant.ofEpochMilli(1_700_000_000_000L + n + round)),
        Instant.ofEpochMilli(1_700_000_100_000L),
        SourceRecord.Change.UPSERT,
        SourceRecord.Pace.BACKFILL,
        Payload.ofText(body.toString()));
  }

  private static String email(int n) {
    return Integer.toHexString(n * 0x9E3779B1) + "@example.com";
  }

  private void resolveAll() {
    while (store.write(this::resolve) > 0) {
      // until nothing waits
    }
  }

  /// What the loop does with one group, in one transaction.
  private int resolve(Store.Ports ports) {
    List<Inbox.Item> items = ports.inbox().waiting(group);
    if (items.isEmpty()) {
      return 0;
    }
    Map<RecordRef, Inbox.Item> byRef = new LinkedHashMap<>();
    items.forEach(item -> byRef.put(item.sourceRecord().ref(), item));
    List<StoredContribution> before = ports.contributions().find(byRef.keySet());
    List<String> emails =
        items.stream().map(it -> email(Integer.parseInt(it.sourceRecord().ref().key()))).toList();
    Map<String, Person> people =
        ports.people().byEmail(emails).stream()
            .collect(Collectors.toMap(Person::email, person -> person, (a, b) -> a, TreeMap::new));
    List<Person> created = new ArrayList<>();
    for (String email : emails) {
      people.computeIfAbsent(
          email,
          address -> {
            Person person = new Person(new PersonId(ids.next()), address);
            created.add(person);
            return person;
          });
    }
    ports.people().create(created);
    List<PersonId> persons = people.values().stream().map(Person::id).toList();
    List<StoredContribution> all = ports.contributions().ofPersons(persons);
    List<Subject> subjects = persons.stream().map(Subject::contact).toList();
    ports.deliveries().find(TARGET, subjects);
    store(ports, items, people, before.size() + all.size());
    return items.size();
  }

  private void store(
      Store.Ports ports, List<Inbox.Item> items, Map<String, Person> people, int known) {
    List<StoredContribution> contributions = new ArrayList<>();
    List<LedgerEntry> ledger = new ArrayList<>();
    List<Delivery> deliveries = new ArrayList<>();
    List<TrailEntry> trail = new ArrayList<>();
    Instant now = now();
    for (Inbox.Item item : items) {
      RecordRef ref = item.sourceRecord().ref();
      String email = email(Integer.parseInt(ref.key()));
      Person person = requireNonNull(people.get(email));
      Contribution contribution = contribution(item, email);
      contributions.add(
          new StoredContribution(
              contribution, item.id(), new StoredContribution.Holder.Known(person.id())));
      contribution.consents().forEach(claim -> ledger.add(LedgerEntry.said(ref, claim, now)));
      deliveries.add(delivery(person, contribution.version().content(), now));
      TrailEntry.About about =
          new TrailEntry.About(person.id().value(), "", ref.text(), "shop", item.id());
      trail.add(new TrailEntry(now, Stage.PERSON, "joined", about, "Found by its address."));
      trail.add(
          new TrailEntry(now, Stage.PLAN, "due", about, "The contact changed, " + known + "."));
    }
    ports.contributions().save(contributions);
    ports.ledger().append(ledger);
    ports.deliveries().plan(deliveries);
    ports.trail().append(trail);
    ports.inbox().settle(items.stream().map(Inbox.Item::id).toList());
  }

  private static Contribution contribution(Inbox.Item item, String email) {
    String body = item.sourceRecord().body().toText();
    Map<String, Value> fields = new TreeMap<>();
    for (int field = 0; field < 15; field++) {
      fields.put(
          "field_" + field, new Value.Text(body.substring(60 + field * 10, 70 + field * 10)));
    }
    fields.put("points", new Value.Decimal(new BigDecimal("12.5")));
    fields.put("joined", new Value.Date(Instant.ofEpochMilli(1_700_000_000_000L)));
    boolean claims = item.id() % 2 == 0;
    return new Contribution(
        item.sourceRecord().ref(),
        new Version(
            item.sourceRecord().changedAt(),
            item.sourceRecord().observedAt(),
            ContentHash.of(body)),
        new Contribution.Identity(email, "", false),
        fields,
        claims
            ? List.of(
                ConsentClaim.stated(
                    Topic.EMAIL,
                    ConsentClaim.Choice.OPT_IN,
                    item.sourceRecord().changedAt(),
                    Map.of("text", "Send me news")))
            : List.of(),
        new Contribution.OrderClaim.NoOrder());
  }

  private static Delivery delivery(Person person, ContentHash desired, Instant now) {
    return new Delivery(
        TARGET,
        Subject.contact(person.id()),
        person.id(),
        desired,
        new Delivered.Never(),
        Delivery.State.DUE,
        Lane.BULK,
        FLOW,
        now,
        now,
        0,
        DueQueue.ANY,
        Delivery.NO_DEADLINE);
  }

  private void settleAll() {
    while (true) {
      List<Delivery> claimed =
          store.write(
              ports ->
                  ports
                      .deliveries()
                      .claim(
                          new Deliveries.Claim(
                              TARGET,
                              new DueQueue(Facet.CONTACT, Lane.BULK, DueQueue.ANY, FLOW),
                              1000,
                              "run",
                              now())));
      if (claimed.isEmpty()) {
        return;
      }
      for (int from = 0; from < claimed.size(); from += 250) {
        List<Delivery> some = claimed.subList(from, Math.min(from + 250, claimed.size()));
        store.write(ports -> settle(ports, some));
      }
    }
  }

  private static int settle(Store.Ports ports, List<Delivery> some) {
    ports
        .deliveries()
        .settle(
            "run",
            some.stream()
                .map(
                    it ->
                        it.acknowledged(
                            new Delivered.Acknowledged(it.desired(), "1", "a@example.com", now()),
                            Delivery.State.SETTLED))
                .toList());
    ports
        .trail()
        .append(
            some.stream()
                .map(
                    it ->
                        new TrailEntry(
                            now(),
                            Stage.SEND,
                            "done",
                            new TrailEntry.About(it.person().value(), "", "", "dotdigital", 0),
                            "The target holds it."))
                .toList());
    return some.size();
  }
}
