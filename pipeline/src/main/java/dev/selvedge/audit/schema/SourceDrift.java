package dev.selvedge.audit.schema;

import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.rule.MappedPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Compares what a feed's records look like with what they looked like, and both with what its
/// mapping reads. Pure.
public final class SourceDrift {
  /// In fewer records what is new may be an oddity of one of them.
  private static final double ODDITY = 0.01;

  private final Feed feed;
  private final Sketch sketch;
  private final List<MappedPath> paths;
  private final UsedPaths used;
  private final Recollection fields;
  private final Recollection matches;
  private final Instant at;
  private final List<SchemaFinding> findings = new ArrayList<>();

  private SourceDrift(
      Feed feed, Sketch sketch, List<MappedPath> paths, Memory fields, Memory matches, Instant at) {
    this.feed = feed;
    this.sketch = sketch;
    this.paths = paths;
    this.used = new UsedPaths(paths);
    this.fields = Recollection.ofSample(fields, sketch.fields(), sketch.records(), at);
    this.matches = Recollection.ofSample(matches, sketch.matches(), sketch.records(), at);
    this.at = at;
  }

  /// What a look at a feed came to.
  ///
  /// @param unmapped what no mapping uses, the fullest first
  /// @param fields what is to be remembered of its records
  /// @param matches what is to be remembered of what its mapping finds
  public record Drift(
      Feed feed,
      long records,
      boolean cut,
      List<Seen> unmapped,
      List<SchemaFinding> findings,
      Memory fields,
      Memory matches) {
    /// Copies the lists.
    public Drift {
      unmapped = List.copyOf(unmapped);
      findings = List.copyOf(findings);
    }
  }

  /// Compares.
  ///
  /// @param sketch of the newest records
  /// @param paths what the feed's mapping reads
  /// @param fields what was remembered of its records
  /// @param matches what was remembered of what its mapping finds
  public static Drift compare(
      Feed feed, Sketch sketch, List<MappedPath> paths, Memory fields, Memory matches, Instant at) {
    return new SourceDrift(feed, sketch, paths, fields, matches, at).compare();
  }

  private Drift compare() {
    List<Seen> unmapped = unmapped();
    if (sketch.records() > 0) {
      Map<String, Recollection.Missed> vanished = outermost();
      vanished.forEach(this::vanished);
      fields.after().fields().forEach(this::retyped);
      fresh();
      unmatched(vanished.keySet());
      neverMatched();
      if (!unmapped.isEmpty() && !paths.isEmpty()) {
        note(unmapped);
      }
    }
    return new Drift(
        feed,
        sketch.records(),
        sketch.cut(),
        unmapped,
        findings.stream().sorted(SchemaFinding.ORDER).toList(),
        fields.after(),
        matches.after());
  }

  /// What is missed with all that is in it is missed once.
  private Map<String, Recollection.Missed> outermost() {
    SortedMap<String, Recollection.Missed> outermost = new TreeMap<>();
    fields
        .missed()
        .forEach(
            (path, missed) -> {
              boolean inner =
                  outermost.keySet().stream()
                      .anyMatch(
                          outer -> path.startsWith(outer + '.') || path.startsWith(outer + "[]"));
              if (!inner) {
                outermost.put(path, missed);
              }
            });
    return outermost;
  }

  private void vanished(String path, Recollection.Missed missed) {
    Set<String> readers = used.readers(path);
    Remembered was = missed.was();
    String what =
        "'%s' is in none of the newest %s records of %s; before, %s of them had it"
            .formatted(
                path,
                Listing.count(missed.lacking()),
                feed,
                Listing.percent(was.filled(), was.records()));
    String perhaps = perhaps(path, was);
    if (readers.isEmpty()) {
      add(
          new SchemaFinding(
              Place.records(feed),
              SchemaFinding.Kind.VANISHED,
              path,
              SchemaFinding.Weight.NOTE,
              what + ". No mapping reads it" + perhaps + ".",
              "nothing, unless the source should still send it"));
    } else {
      add(
          new SchemaFinding(
              Place.records(feed),
              SchemaFinding.Kind.VANISHED,
              path,
              SchemaFinding.Weight.BROKEN,
              what
                  + ". "
                  + Listing.of(readers)
                  + " read"
                  + (readers.size() == 1 ? "s" : "")
                  + " it, so what it feeds is no longer kept up to date"
                  + perhaps
                  + ".",
              "if the source renamed it, correct the mapping and replay; else ask whoever runs "
                  + feed.system()
                  + " why it is no longer sent"));
    }
  }

  /// Of what came in the same place with the same type the fullest.
  private String perhaps(String path, Remembered was) {
    String parent = UnmappedFields.parent(path);
    return fields.after().fresh(at).entrySet().stream()
        .filter(one -> UnmappedFields.parent(one.getKey()).equals(parent))
        .filter(one -> !one.getValue().first().isBefore(was.seen()))
        .filter(one -> one.getValue().types().equals(was.types()))
        .filter(one -> !fields.missed().containsKey(one.getKey()))
        .max(Comparator.comparingLong(one -> one.getValue().filled()))
        .map(one -> "; '" + one.getKey() + "' came instead, which may be its new name")
        .orElse("");
  }

  private void retyped(String path, Remembered one) {
    if (!Memory.isRetyped(one, at) || fields.missed().containsKey(path)) {
      return;
    }
    Set<String> readers = used.readers(path);
    add(
        new SchemaFinding(
            Place.records(feed),
            SchemaFinding.Kind.RETYPED,
            path,
            readers.isEmpty() ? SchemaFinding.Weight.NOTE : SchemaFinding.Weight.CHECK,
            "'%s' of %s was %s and is now also %s%s."
                .formatted(
                    path,
                    feed,
                    String.join(" or ", one.before()),
                    String.join(" or ", one.came()),
                    readers.isEmpty()
                        ? "; no mapping reads it"
                        : "; "
                            + Listing.of(readers)
                            + (readers.size() == 1 ? " reads it" : " read it")),
            readers.isEmpty()
                ? "nothing, unless it is to be mapped"
                : "look at a record of today with 'selvedge check' and let the mapping take both"
                    + " forms; records it cannot take are parked"));
  }

  private void fresh() {
    Set<String> names = new TreeSet<>();
    fields
        .after()
        .fresh(at)
        .forEach(
            (path, one) -> {
              boolean often = Rarity.ofNone(one.filled(), one.records(), one.records()) < ODDITY;
              boolean inner =
                  fields
                      .after()
                      .fresh(at)
                      .containsKey(UnmappedFields.parent(path).replaceAll("\\[]$", ""));
              if (often && !inner && !fields.missed().containsKey(path)) {
                names.add(path);
              }
            });
    if (!names.isEmpty()) {
      add(
          new SchemaFinding(
              Place.records(feed),
              SchemaFinding.Kind.NEW,
              "",
              SchemaFinding.Weight.NOTE,
              "New in the records of %s in the last 14 days: %s."
                  .formatted(feed, Listing.of(names)),
              "map what marketing can use; the rest does no harm"));
    }
  }

  /// What a path found before and finds no more, unless the field itself is told of as vanished.
  private void unmatched(Collection<String> vanished) {
    for (Map.Entry<String, Recollection.Missed> one : matches.missed().entrySet()) {
      List<MappedPath> same =
          paths.stream()
              .filter(MappedPath::isFollowed)
              .filter(path -> path.text().equals(one.getKey()))
              .toList();
      boolean told =
          same.isEmpty()
              || vanished.stream().anyMatch(path -> UsedPaths.isWithin(same.getFirst(), path));
      if (!told) {
        Remembered was = one.getValue().was();
        add(
            new SchemaFinding(
                Place.mapping(feed),
                SchemaFinding.Kind.UNMATCHED,
                one.getKey(),
                SchemaFinding.Weight.BROKEN,
                "'%s' in %s finds nothing in the newest %s records of %s; before, it did in %s of them."
                    .formatted(
                        one.getKey(),
                        Listing.of(same.stream().map(MappedPath::at).distinct().toList()),
                        Listing.count(one.getValue().lacking()),
                        feed,
                        Listing.percent(was.filled(), was.records())),
                "compare it with a record of today: what it looks for has another name or place"));
      }
    }
  }

  private void neverMatched() {
    if (sketch.records() < Recollection.LEAST) {
      return;
    }
    Set<String> never = new TreeSet<>();
    for (MappedPath path : paths) {
      if (path.isFollowed() && !matches.after().fields().containsKey(path.text())) {
        never.add(path.text() + " (" + path.at() + ")");
      }
    }
    if (!never.isEmpty()) {
      add(
          new SchemaFinding(
              Place.mapping(feed),
              SchemaFinding.Kind.UNMATCHED,
              "",
              SchemaFinding.Weight.NOTE,
              "In none of the newest %s records of %s the mapping finds: %s."
                  .formatted(Listing.count(sketch.records()), feed, Listing.of(never)),
              "check the spelling, or leave them out if the source has no such thing"));
    }
  }

  private List<Seen> unmapped() {
    Collection<Seen> all = sketch.fields().values();
    Set<String> holders = UnmappedFields.holders(all.stream().map(Seen::path).toList());
    return all.stream()
        .filter(seen -> !holders.contains(seen.path()))
        .filter(seen -> !used.uses(seen.path()))
        .sorted(Comparator.comparingLong(Seen::filled).reversed().thenComparing(Seen::path))
        .toList();
  }

  private void note(List<Seen> unmapped) {
    add(
        new SchemaFinding(
            Place.records(feed),
            SchemaFinding.Kind.UNMAPPED,
            "",
            SchemaFinding.Weight.NOTE,
            "%s of %s %s used by no mapping; the fullest: %s."
                .formatted(
                    Listing.count(unmapped.size(), "field"),
                    feed,
                    unmapped.size() == 1 ? "is" : "are",
                    Listing.of(
                        unmapped.stream()
                            .map(
                                seen ->
                                    seen.path()
                                        + " ("
                                        + Listing.percent(seen.filled(), sketch.records())
                                        + ")")
                            .toList())),
            "map what marketing can use"));
  }

  private void add(SchemaFinding finding) {
    findings.add(finding);
  }
}
