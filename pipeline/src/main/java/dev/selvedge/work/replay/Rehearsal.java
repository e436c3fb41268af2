package dev.selvedge.work.replay;

import dev.selvedge.Payload;
import dev.selvedge.PersonId;
import dev.selvedge.Stage;
import dev.selvedge.inbox.Edit;
import dev.selvedge.inbox.Inbox;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Holder;
import dev.selvedge.plan.Subject;
import dev.selvedge.trail.Parked;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.work.Store;
import dev.selvedge.work.resolve.Resolution;
import dev.selvedge.work.resolve.Resolution.Resolved;
import dev.selvedge.work.resolve.Resolution.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/// Says what a replay would come to, by the mapping of today, without leaving a trace. Thread-safe.
public final class Rehearsal {
  /// Items rehearsed in one transaction: it holds up other writes as long as it lasts.
  public static final int AT_ONCE = 100;

  private final ReplayParts parts;
  private final Resolution resolution;

  public Rehearsal(ReplayParts parts) {
    this.parts = parts;
    this.resolution = new Resolution(parts.rules(), parts.holders(), parts.ids());
  }

  /// One item as it stands.
  public Preview of(Parked parked) {
    return of(List.of(parked)).getOrDefault(parked.number(), gone());
  }

  /// One item as it would be with another body.
  public Preview of(Parked parked, Payload draft) {
    if (!(Parking.of(parked) instanceof Parking.Accepted(long inboxId))) {
      return of(parked);
    }
    Optional<Inbox.Item> drafted =
        parts
            .store()
            .read(
                ports ->
                    ports
                        .inbox()
                        .original(inboxId)
                        .map(item -> drafted(item, ports.inbox().edits(inboxId), draft)));
    return drafted
        .map(item -> play(Map.of(parked.number(), item)).getOrDefault(parked.number(), gone()))
        .orElseGet(Rehearsal::gone);
  }

  private Inbox.Item drafted(Inbox.Item original, List<Edit> before, Payload draft) {
    Edit next = new Edit(before.size() + 1, new Edit.Made(parts.clock().instant(), "", ""), draft);
    return new Inbox.Item(
        original.id(), next.applied(original.sourceRecord()), original.receivedAt());
  }

  /// Several at once, at most [#AT_ONCE], as one batch would take them.
  public Map<Long, Preview> of(List<Parked> page) {
    Map<Long, Preview> previews = new LinkedHashMap<>();
    Map<Long, Inbox.Item> records = parts.store().read(ports -> look(page, previews, ports));
    if (!records.isEmpty()) {
      previews.putAll(play(records));
    }
    return previews;
  }

  /// Answers what needs no rehearsal; what needs one comes back.
  private Map<Long, Inbox.Item> look(
      List<Parked> page, Map<Long, Preview> previews, Store.Ports ports) {
    Map<Long, Inbox.Item> records = new LinkedHashMap<>();
    for (Parked parked : page) {
      switch (Parking.of(parked)) {
        case Parking.Row ignored -> previews.put(parked.number(), row());
        case Parking.Sending sending ->
            previews.put(parked.number(), new SendingPreview(parts).of(sending, ports));
        case Parking.Accepted(long inboxId) ->
            ports
                .inbox()
                .find(inboxId)
                .ifPresentOrElse(
                    item -> records.put(parked.number(), item),
                    () -> previews.put(parked.number(), gone()));
      }
    }
    return records;
  }

  /// What the replay of many would come to; works through them in pages.
  ///
  /// @param progress is told how many have been looked at
  public Forecast forecast(Choice choice, LongConsumer progress) {
    Pages pages = new Pages(parts.store(), choice, AT_ONCE);
    Forecast forecast = Forecast.NOTHING;
    for (List<Parked> page = pages.next(); !page.isEmpty(); page = pages.next()) {
      for (Preview preview : of(page).values()) {
        forecast = forecast.and(preview);
      }
      progress.accept(forecast.looked());
    }
    return forecast;
  }

  private static Preview gone() {
    return Preview.without(new Preview.Fate.Impossible("Its record is no longer kept."));
  }

  private static Preview row() {
    return Preview.without(
        new Preview.Fate.Impossible(
            "The source could not read this row, so there is no record to replay. Correct the row"
                + " there: it is read again by itself when it changes. Then discard this."));
  }

  /// What the rehearsed transaction came to.
  private record Played(Resolved resolved, Snapshot after) {}

  private Map<Long, Preview> play(Map<Long, Inbox.Item> records) {
    List<Work> works =
        records.values().stream().map(item -> Work.of(item, parts.mapper())).toList();
    Played played =
        TakenBack.play(
            parts.store(),
            ports -> {
              Resolved resolved = resolution.workThrough(works, ports, parts.clock().instant());
              return new Played(
                  resolved,
                  Snapshot.of(subjects(resolved), parts.rules(), ports, parts.clock().instant()));
            });
    Set<Subject> subjects = subjects(played.resolved());
    Before before = parts.store().read(ports -> Before.of(subjects, parts, ports));
    Map<Long, Preview> previews = new LinkedHashMap<>();
    int at = 0;
    for (long number : records.keySet()) {
      Work work = works.get(at++);
      previews.put(number, preview(work, works.size() == 1, played, before));
    }
    return previews;
  }

  /// How everything stands without the replay.
  private record Before(Snapshot snapshot, Map<String, Delivery> deliveries) {
    static Before of(Set<Subject> subjects, ReplayParts parts, Store.Ports ports) {
      Map<String, Delivery> deliveries = new HashMap<>();
      for (Holder holder : parts.holders()) {
        ports
            .deliveries()
            .find(holder.target(), subjects)
            .forEach(delivery -> deliveries.put(key(delivery), delivery));
      }
      return new Before(
          Snapshot.of(subjects, parts.rules(), ports, parts.clock().instant()), deliveries);
    }

    private static String key(Delivery delivery) {
      return delivery.target() + "/" + delivery.subject();
    }

    Preview.Need need(Delivery planned) {
      Delivery old = deliveries.get(key(planned));
      boolean dueAlready =
          old != null
              && switch (old.state()) {
                case DUE, CLAIMED, WAITING -> true;
                case SETTLED, PARKED -> false;
              };
      return switch (planned.state()) {
        case SETTLED, PARKED -> Preview.Need.NOTHING;
        case WAITING -> Preview.Need.AFTER_ANOTHER;
        case DUE, CLAIMED -> dueAlready ? Preview.Need.DUE_ALREADY : Preview.Need.WRITE;
      };
    }
  }

  private static Set<Subject> subjects(Resolved resolved) {
    Set<Subject> subjects = new LinkedHashSet<>();
    resolved.planned().forEach(delivery -> subjects.add(delivery.subject()));
    resolved.entries().forEach(entry -> subjects.addAll(subjects(entry)));
    return subjects;
  }

  private static List<Subject> subjects(TrailEntry entry) {
    List<Subject> subjects = new ArrayList<>(2);
    if (entry.about().person() != 0) {
      subjects.add(Subject.contact(new PersonId(entry.about().person())));
    }
    if (!entry.about().order().isEmpty()) {
      subjects.add(Subject.order(new OrderKey(entry.about().order())));
    }
    return subjects;
  }

  /// @param alone whether everything that changed is this record's doing
  private static Preview preview(Work work, boolean alone, Played played, Before before) {
    List<TrailEntry> own =
        played.resolved().entries().stream()
            .filter(entry -> entry.about().inboxId() == work.item().id())
            .toList();
    Set<Subject> subjects = new LinkedHashSet<>();
    own.forEach(entry -> subjects.addAll(subjects(entry)));
    played.resolved().planned().stream()
        .filter(delivery -> alone || belongs(delivery, subjects))
        .forEach(delivery -> subjects.add(delivery.subject()));
    return new Preview(fate(work, own), effects(subjects, played, before));
  }

  private static boolean belongs(Delivery delivery, Set<Subject> subjects) {
    return subjects.contains(delivery.subject())
        || subjects.contains(Subject.contact(delivery.person()));
  }

  private static List<Preview.Effect> effects(Set<Subject> subjects, Played played, Before before) {
    List<Preview.Effect> effects = new ArrayList<>();
    for (Subject subject : subjects.stream().sorted().toList()) {
      List<Preview.Difference> differences = before.snapshot().to(played.after(), subject);
      List<Preview.Call> calls =
          played.resolved().planned().stream()
              .filter(delivery -> delivery.subject().equals(subject))
              .map(delivery -> new Preview.Call(delivery.target(), before.need(delivery)))
              .toList();
      if (!differences.isEmpty() || !calls.isEmpty()) {
        String name = played.after().name(subject);
        effects.add(
            new Preview.Effect(
                subject.facet(),
                name.isEmpty() ? before.snapshot().name(subject) : name,
                differences,
                calls));
      }
    }
    return effects;
  }

  private static Preview.Fate fate(Work work, List<TrailEntry> own) {
    boolean stale = own.stream().anyMatch(entry -> entry.word().equals("stale"));
    return switch (work.mapped()) {
      case Mapped.Skipped skipped -> new Preview.Fate.LeftOut(skipped.why());
      case Mapped.Unmappable unmappable ->
          stale ? new Preview.Fate.Older() : new Preview.Fate.ParksAgain(unmappable.problems());
      case Mapped.Decided ignored -> new Preview.Fate.GoesThrough(notes(own));
      case Mapped.Mappable ignored ->
          stale ? new Preview.Fate.Older() : new Preview.Fate.GoesThrough(notes(own));
    };
  }

  private static List<String> notes(List<TrailEntry> own) {
    return own.stream()
        .filter(entry -> entry.stage() == Stage.MAPPING || entry.stage() == Stage.PERSON)
        .map(TrailEntry::sentence)
        .toList();
  }
}
