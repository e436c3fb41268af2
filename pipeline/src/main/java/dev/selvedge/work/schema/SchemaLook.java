package dev.selvedge.work.schema;

import dev.selvedge.audit.schema.AccountDrift;
import dev.selvedge.audit.schema.AccountSchema;
import dev.selvedge.audit.schema.Memory;
import dev.selvedge.audit.schema.Place;
import dev.selvedge.audit.schema.SchemaFinding;
import dev.selvedge.audit.schema.Sketch;
import dev.selvedge.audit.schema.SourceDrift;
import dev.selvedge.connector.Feed;
import dev.selvedge.inbox.Inbox;
import dev.selvedge.mapping.rule.MappedPath;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Looks at the newest records that are kept of every feed, and at the account, and tells what
/// changed since the last look that was kept. Looking changes nothing.
public final class SchemaLook {
  /// Enough to miss a field of which one record in fifteen has something.
  static final int RECORDS = 300;

  private static final int HEADINGS_AT_ONCE = 5_000;

  /// A feed of which nothing is among so many is quiet: there is nothing new to see of it.
  private static final int HEADINGS = 200_000;

  private static final int BODIES_AT_ONCE = 50;

  private final Store store;
  private final Subjects subjects;
  private final Supplier<AccountSchema> account;
  private final InstantSource clock;

  /// Looks at a store and an account.
  ///
  /// @param account asks the account; what it cannot tell is said in what it gives
  public SchemaLook(
      Store store, Subjects subjects, Supplier<AccountSchema> account, InstantSource clock) {
    this.store = store;
    this.subjects = subjects;
    this.account = account;
    this.clock = clock;
  }

  /// What of a project is looked at.
  ///
  /// @param paths what the mapping of each feed reads; of feeds that are not named here the records
  ///     are not looked at
  /// @param written the data fields of the account that the project writes
  /// @param idle those of them for which no mapping ever gives a value
  public record Subjects(Map<Feed, List<MappedPath>> paths, Set<String> written, Set<String> idle) {
    /// Copies all.
    public Subjects {
      paths = Map.copyOf(paths);
      written = Set.copyOf(written);
      idle = Set.copyOf(idle);
    }
  }

  /// What a look came to.
  ///
  /// @param feeds in the order of their names
  /// @param unread what could not be read of the account and why
  public record Report(
      Instant at, List<SourceDrift.Drift> feeds, AccountDrift.Drift account, List<String> unread) {
    /// Copies the lists.
    public Report {
      feeds = List.copyOf(feeds);
      unread = List.copyOf(unread);
    }

    /// All that was found, the heaviest first.
    public List<SchemaFinding> findings() {
      List<SchemaFinding> all = new ArrayList<>(account.findings());
      feeds.forEach(feed -> all.addAll(feed.findings()));
      return all.stream().sorted(SchemaFinding.ORDER).toList();
    }
  }

  /// Looks and compares.
  public Report look() {
    Instant now = clock.instant();
    List<SourceDrift.Drift> feeds = new ArrayList<>();
    newest()
        .forEach(
            (feed, ids) -> {
              List<MappedPath> paths = subjects.paths().getOrDefault(feed, List.of());
              Sketch sketch = sketch(ids, paths);
              Memory fields = remembered(Place.records(feed));
              Memory matches = remembered(Place.mapping(feed));
              feeds.add(SourceDrift.compare(feed, sketch, paths, fields, matches, now));
            });
    AccountSchema schema = account.get();
    Map<Place, Memory> before = new TreeMap<>();
    before.put(Place.DATA_FIELDS, remembered(Place.DATA_FIELDS));
    schema
        .collections()
        .keySet()
        .forEach(name -> before.put(Place.collection(name), remembered(Place.collection(name))));
    return new Report(
        now,
        feeds,
        AccountDrift.compare(schema, subjects.written(), subjects.idle(), before, now),
        schema.unread());
  }

  private Memory remembered(Place place) {
    return store.read(ports -> ports.schemaMemories().of(place));
  }

  /// The newest records of each feed, in pages, so that no snapshot is held for long.
  private SortedMap<Feed, List<Long>> newest() {
    SortedMap<Feed, List<Long>> chosen = new TreeMap<>();
    subjects.paths().keySet().forEach(feed -> chosen.put(feed, new ArrayList<>()));
    long before = Long.MAX_VALUE;
    for (int read = 0; read < HEADINGS && isWanting(chosen); read += HEADINGS_AT_ONCE) {
      long from = before;
      List<Inbox.Heading> page = store.read(ports -> ports.inbox().newest(from, HEADINGS_AT_ONCE));
      for (Inbox.Heading heading : page) {
        List<Long> ids = chosen.get(heading.feed());
        if (ids != null && !heading.gone() && ids.size() < RECORDS) {
          ids.add(heading.id());
        }
      }
      if (page.size() < HEADINGS_AT_ONCE) {
        break;
      }
      before = page.getLast().id();
    }
    return chosen;
  }

  private static boolean isWanting(Map<Feed, List<Long>> chosen) {
    return chosen.values().stream().anyMatch(ids -> ids.size() < RECORDS);
  }

  private Sketch sketch(List<Long> ids, List<MappedPath> paths) {
    Sketch sketch = new Sketch(paths);
    for (int from = 0; from < ids.size(); from += BODIES_AT_ONCE) {
      List<Long> some = ids.subList(from, Math.min(ids.size(), from + BODIES_AT_ONCE));
      List<byte[]> bodies =
          store.read(
              ports ->
                  some.stream()
                      .flatMap(id -> ports.inbox().original(id).stream())
                      .map(item -> item.sourceRecord().body().toBytes())
                      .toList());
      bodies.forEach(sketch::add);
    }
    return sketch;
  }

  /// Keeps what a look came to, so that the next one is compared with it and others can read it.
  public void keep(Report report) {
    Set<Place> looked = new HashSet<>(report.account().looked());
    for (SourceDrift.Drift feed : report.feeds()) {
      if (feed.records() > 0) {
        looked.add(Place.records(feed.feed()));
        looked.add(Place.mapping(feed.feed()));
      }
    }
    store.lead(
        ports -> {
          for (SourceDrift.Drift feed : report.feeds()) {
            ports.schemaMemories().keep(Place.records(feed.feed()), feed.fields());
            ports.schemaMemories().keep(Place.mapping(feed.feed()), feed.matches());
          }
          report.account().memories().forEach(ports.schemaMemories()::keep);
          ports.schemaFindings().settle(looked, report.findings(), report.at());
          return report;
        });
  }
}
