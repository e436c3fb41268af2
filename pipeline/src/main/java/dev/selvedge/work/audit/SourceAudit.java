package dev.selvedge.work.audit;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.audit.Difference;
import dev.selvedge.audit.Gap;
import dev.selvedge.audit.Hop;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.mapping.RecordMapper;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.watch.FlowReading;
import dev.selvedge.work.Store;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads records of some persons anew where they come from, and compares what is understood of them
/// with what the hub holds. Used by one thread.
final class SourceAudit {
  private static final int PERSONS_AT_ONCE = 200;

  /// More at once tell no more, and weigh on a source.
  private static final int KEYS_AT_ONCE = 100;

  private final Store store;
  private final RecordMapper mapper;
  private final Map<Feed, TargetedSource> sources = new HashMap<>();
  private final Findings findings;
  private final InstantSource clock;
  private final Pause pause;
  private final Duration patience;
  private final int allowed;
  private final Map<Feed, Integer> reads = new TreeMap<>();
  private final Map<Feed, String> troubles = new TreeMap<>();
  private long looked;
  private long differing;

  SourceAudit(Auditor.Parts parts, Findings findings, Duration patience, int allowed) {
    this.store = parts.store();
    this.mapper = parts.mapper();
    parts.sources().forEach(source -> this.sources.put(source.feed(), source));
    this.findings = findings;
    this.clock = parts.clock();
    this.pause = parts.pause();
    this.patience = patience;
    this.allowed = allowed;
  }

  /// Counts reads that were made for something else.
  void charge(Map<Feed, Integer> other) {
    other.forEach((feed, count) -> reads.merge(feed, count, Integer::sum));
  }

  /// How many reads were made, of all sources.
  int reads() {
    return reads.values().stream().mapToInt(Integer::intValue).sum();
  }

  long looked() {
    return looked;
  }

  long differing() {
    return differing;
  }

  /// Sources that could not be read, and why, as a sentence each.
  List<String> troubles() {
    return troubles.entrySet().stream()
        .map(one -> one.getKey() + " could not be read: " + one.getValue() + ".")
        .toList();
  }

  /// Looks at these persons' records, as far as the reads of each source go.
  void look(Collection<PersonId> persons) {
    if (sources.isEmpty() || allowed == 0) {
      return;
    }
    for (List<PersonId> some : Chunks.of(List.copyOf(persons), PERSONS_AT_ONCE)) {
      Map<Feed, List<StoredContribution>> held = new LinkedHashMap<>();
      for (StoredContribution one : store.read(ports -> ports.contributions().ofPersons(some))) {
        RecordRef ref = one.contribution().ref();
        Feed feed = new Feed(ref.system(), ref.kind());
        if (sources.containsKey(feed) && !one.contribution().identity().gone()) {
          held.computeIfAbsent(feed, key -> new ArrayList<>()).add(one);
        }
      }
      held.forEach(this::read);
    }
  }

  private void read(Feed feed, List<StoredContribution> held) {
    TargetedSource source = sources.get(feed);
    if (source == null) {
      return;
    }
    for (List<StoredContribution> some :
        Chunks.of(held, Math.clamp(source.most(), 1, KEYS_AT_ONCE))) {
      if (troubles.containsKey(feed) || reads.getOrDefault(feed, 0) >= allowed) {
        return;
      }
      if (!pause.rest(Duration.ZERO)) {
        throw SourceException.refused(Calls.STOPPED);
      }
      reads.merge(feed, 1, Integer::sum);
      List<String> keys = some.stream().map(one -> one.contribution().ref().key()).toList();
      try {
        compare(feed, some, source.read(keys, clock.instant()));
      } catch (SourceException e) {
        troubles.put(feed, String.valueOf(e.getMessage()));
      }
    }
  }

  private void compare(Feed feed, List<StoredContribution> held, TargetedSource.Found found) {
    Map<String, SourceRecord> records = new HashMap<>();
    found.records().forEach(one -> records.put(one.ref().key(), one));
    Instant lastRead =
        store
            .read(ports -> ports.flowReadings().of(feed.toString()))
            .map(FlowReading::readAt)
            .orElse(Instant.EPOCH);
    List<Difference> differences = new ArrayList<>();
    for (StoredContribution one : held) {
      looked++;
      Contribution known = one.contribution();
      Optional<Difference> difference =
          Optional.ofNullable(records.get(known.ref().key()))
              .map(there -> differs(one, there, lastRead))
              .orElseGet(
                  () ->
                      Optional.ofNullable(found.missing().get(known.ref().key()))
                          .map(why -> gone(one, why)));
      difference.ifPresent(differences::add);
    }
    differing += differences.size();
    findings.add(differences);
  }

  private Optional<Difference> differs(StoredContribution held, SourceRecord there, Instant read) {
    Contribution known = held.contribution();
    return switch (mapper.map(seenAs(there, known))) {
      case Mapped.Mappable(Contribution now, var ignored) ->
          first(known, now).map(gap -> explained(held, gap, known, now, read));
      case Mapped.Unmappable(var problems) ->
          Optional.of(
              new Difference(
                  subject(held),
                  known.ref().text(),
                  person(held),
                  Gap.whole(Gap.Kind.FIELD, "can be mapped", "cannot be mapped"),
                  Hop.MAPPED_DIFFERENTLY,
                  problems.isEmpty()
                      ? "Today's mapping cannot understand it."
                      : problems.getFirst().sentence(),
                  known.version().changedAt(),
                  BigDecimal.ZERO,
                  ""));
      case Mapped.Skipped ignored ->
          Optional.of(
              new Difference(
                  subject(held),
                  known.ref().text(),
                  person(held),
                  Gap.whole(Gap.Kind.LEFT_OVER, "left out by the mapping", "is held"),
                  Hop.MAPPED_DIFFERENTLY,
                  "Today's mapping leaves this record out; the hub holds it from before.",
                  known.version().changedAt(),
                  BigDecimal.ZERO,
                  ""));
      case Mapped.Decided ignored -> Optional.empty();
    };
  }

  /// Where a system stamps nothing, all times are those when it was seen: they are no difference.
  private static SourceRecord seenAs(SourceRecord there, Contribution known) {
    return new SourceRecord(
        there.ref(),
        there.stamp(),
        known.version().observedAt(),
        there.change(),
        there.pace(),
        there.body());
  }

  private Difference explained(
      StoredContribution held, Gap gap, Contribution known, Contribution now, Instant lastRead) {
    Instant changed = now.version().changedAt();
    boolean isNewer = !now.version().content().equals(known.version().content());
    // Of a feed that only calls, and is never read, nothing is read since.
    boolean isRead = !lastRead.equals(Instant.EPOCH);
    boolean isRecent =
        (isRead && changed.isAfter(lastRead))
            || Duration.between(changed, clock.instant()).compareTo(patience) <= 0;
    Hop hop =
        isNewer ? (isRecent ? Hop.CHANGED_SINCE : Hop.NEVER_RECEIVED) : Hop.MAPPED_DIFFERENTLY;
    String why =
        switch (hop) {
          case CHANGED_SINCE -> "The source changed it, and it has not been read since.";
          case NEVER_RECEIVED ->
              "The source changed it, and neither a webhook nor a reading told the hub.";
          default ->
              "The record is the same, and today's mapping makes something else of it; it was not"
                  + " replayed.";
        };
    return new Difference(
        subject(held),
        known.ref().text(),
        person(held),
        gap,
        hop,
        why,
        changed,
        BigDecimal.ZERO,
        "");
  }

  private Difference gone(StoredContribution held, String why) {
    Contribution known = held.contribution();
    return new Difference(
        subject(held),
        known.ref().text(),
        person(held),
        Gap.whole(Gap.Kind.LEFT_OVER, "(gone from the source)", "is held by the hub"),
        Hop.NEVER_RECEIVED,
        "The record " + why + " any more in its system, and the hub was not told.",
        Instant.EPOCH,
        BigDecimal.ZERO,
        "");
  }

  /// The first thing in which two understandings of one record differ.
  private static Optional<Gap> first(Contribution held, Contribution now) {
    for (Map.Entry<String, dev.selvedge.mapping.Value> field : now.fields().entrySet()) {
      var before = held.fields().get(field.getKey());
      if (!field.getValue().equals(before)) {
        return Optional.of(
            new Gap(
                Gap.Kind.FIELD,
                field.getKey(),
                field.getValue().display(),
                before == null ? "(nothing)" : before.display()));
      }
    }
    if (!held.identity().equals(now.identity())) {
      return Optional.of(
          Gap.whole(Gap.Kind.ADDRESS, now.identity().email(), held.identity().email()));
    }
    boolean same =
        held.fields().keySet().equals(now.fields().keySet())
            && held.order().equals(now.order())
            && held.item().equals(now.item())
            && held.consents().equals(now.consents())
            && held.erased().equals(now.erased());
    return same
        ? Optional.empty()
        : Optional.of(Gap.whole(Gap.Kind.FIELD, "as the source has it", "as it was received"));
  }

  private static PersonId person(StoredContribution held) {
    return held.person().orElse(Difference.NOBODY);
  }

  private static Subject subject(StoredContribution held) {
    return held.contribution()
        .orderKey()
        .map(Subject::order)
        .or(() -> held.contribution().itemKey().flatMap(Subject::item))
        .or(() -> held.person().map(Subject::contact))
        .orElseGet(() -> new Subject(Facet.RECORD, held.contribution().ref().text()));
  }
}
