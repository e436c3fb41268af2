package dev.selvedge.work.resolve;

import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.SpokenTime;
import dev.selvedge.Stage;
import dev.selvedge.automation.EnrolmentKey;
import dev.selvedge.commerce.Orphan;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.person.Proof;
import dev.selvedge.person.identity.Identification.Swayed;
import dev.selvedge.person.identity.Link;
import dev.selvedge.person.identity.LinkDecision;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Settler;
import dev.selvedge.trail.ByHand;
import dev.selvedge.trail.Parked;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.trail.Trail;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.watch.FlowMinute;
import dev.selvedge.watch.freshness.FreshnessLog;
import dev.selvedge.work.DecisionWords;
import dev.selvedge.work.Spans;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the batch leaves for people to read: trail, parked items, minutes.
final class BatchStory {
  /// Says nothing of whom.
  static final String FORGOTTEN =
      "not taken in: it is about somebody who asked to be forgotten, and holds no consent given"
          + " since";

  private final Instant now;
  private final List<TrailEntry> entries = new ArrayList<>();
  private final List<ParkedItem> parked = new ArrayList<>();
  /// Source record → how new what went through is.
  private final Map<String, Age> wentThrough = new HashMap<>();
  private final Set<Long> parkedIds = new LinkedHashSet<>();
  /// Deliveries that no longer differ, in the words they may be parked by.
  private final List<String> asDelivered = new ArrayList<>();

  /// Why what was cancelled was.
  private final Map<Subject, String> whys = new HashMap<>();

  BatchStory(Instant now) {
    this.now = now;
  }

  /// The instant of the batch.
  Instant now() {
    return now;
  }

  void say(Resolution.Work work, Stage stage, String word, String sentence) {
    entries.add(new TrailEntry(now, stage, word, about(work, 0), sentence));
  }

  void stale(Resolution.Work work) {
    say(work, Stage.PERSON, "stale", "older than what is known of this record; nothing changed");
  }

  /// It speaks of somebody who asked to be forgotten. Its name may be an address, which the trail
  /// must not keep; and sources may say it again and again, of which one sentence is enough.
  void forgotten(Resolution.Work work, Trail trail) {
    RecordRef ref = work.item().sourceRecord().ref();
    boolean named = ref.key().indexOf('@') >= 0 || ref.key().contains("%40");
    String source = named ? ref.system() + "/" + ref.kind() + "/erased" : ref.text();
    TrailEntry entry =
        new TrailEntry(
            now,
            Stage.PERSON,
            "drop",
            new TrailEntry.About(0, "", source, ref.system().value(), 0),
            FORGOTTEN);
    boolean said =
        trail.ofSource(source, 1).stream().anyMatch(last -> last.sentence().equals(FORGOTTEN))
            || entries.stream()
                .anyMatch(
                    other ->
                        other.sentence().equals(FORGOTTEN)
                            && other.about().source().equals(source));
    if (!said) {
      entries.add(entry);
    }
  }

  /// It cannot be mapped, and need not be.
  void outdated(Resolution.Work work) {
    say(
        work,
        Stage.MAPPING,
        "stale",
        "cannot be mapped, and older than what is known of this record; nothing changed");
  }

  void resolved(
      Resolution.Work work,
      @org.jspecify.annotations.Nullable PersonId person,
      @org.jspecify.annotations.Nullable String note) {
    TrailEntry.About about = about(work, person == null ? 0 : person.value());
    entries.add(new TrailEntry(now, Stage.PERSON, word(about, note), about, sentence(about, note)));
    SourceRecord sourceRecord = work.item().sourceRecord();
    wentThrough.merge(sourceRecord.ref().text(), Age.of(sourceRecord), Age::newer);
  }

  /// A record changed hands because of what is new of others with its phone number.
  void swayed(Swayed swayed) {
    RecordRef ref = swayed.record();
    TrailEntry.About about =
        new TrailEntry.About(
            swayed.person().map(PersonId::value).orElse(0L),
            swayed.order().map(OrderKey::value).orElse(""),
            ref.text(),
            ref.system().value(),
            0);
    entries.add(
        new TrailEntry(
            now,
            Stage.PERSON,
            swayed.person().isPresent() ? "joined" : "waiting",
            about,
            swayed.note()));
  }

  /// A target told what somebody decided.
  void decided(Resolution.Work work, HeardDecisions heard) {
    String what =
        heard.decisions(work).stream()
            .map(decision -> DecisionWords.of(decision.claim()))
            .collect(Collectors.joining("; "));
    Set<PersonId> concerned = heard.concerned(work);
    if (concerned.isEmpty()) {
      say(work, Stage.PERSON, "noted", what + "; nobody we know has this address");
    }
    for (PersonId person : concerned) {
      entries.add(new TrailEntry(now, Stage.PERSON, "noted", about(work, person.value()), what));
    }
    SourceRecord sourceRecord = work.item().sourceRecord();
    wentThrough.merge(sourceRecord.ref().text(), Age.of(sourceRecord), Age::newer);
  }

  private static String word(
      TrailEntry.About about, @org.jspecify.annotations.Nullable String note) {
    if (about.person() == 0) {
      return about.order().isEmpty() ? "waiting" : "joined";
    }
    return note == null ? "updated" : "joined";
  }

  private static String sentence(
      TrailEntry.About about, @org.jspecify.annotations.Nullable String note) {
    if (note != null) {
      return "received; " + note;
    }
    if (about.person() == 0) {
      return about.order().isEmpty()
          ? "received; nobody's yet: it waits for the record it belongs to"
          : "received; it is part of its order and of nobody's profile";
    }
    return "received; updated what we hold";
  }

  /// What a steward decided about a record, and who it counts for by that.
  void decided(LinkDecision decision, Optional<PersonId> person, Optional<OrderKey> order) {
    String did =
        switch (decision.link()) {
          case Link.TogetherWith(RecordRef other) -> "put together with " + other;
          case Link.Apart ignored -> "set apart, so that it counts for nobody,";
          case Link.AsFound ignored -> "left to what the records themselves say again";
        };
    String word =
        switch (decision.link()) {
          case Link.TogetherWith ignored -> "linked";
          case Link.Apart ignored -> "unlinked";
          case Link.AsFound ignored -> "released";
        };
    entries.add(
        new TrailEntry(
            now,
            Stage.PERSON,
            word,
            new TrailEntry.About(
                person.map(PersonId::value).orElse(0L),
                order.map(OrderKey::value).orElse(""),
                decision.record().text(),
                decision.record().system().value(),
                0),
            did + " " + new ByHand(decision.by(), decision.why()).words()));
  }

  /// An order came that parts of it waited for.
  void found(Orphan orphan) {
    entries.add(
        new TrailEntry(
            now,
            Stage.COMMERCE,
            "joined",
            new TrailEntry.About(0, orphan.order().value(), "", "", 0),
            "the order has come; what was told of it since "
                + orphan.since()
                + " is part of it now"));
  }

  /// Takes up why enrolments were cancelled.
  void explain(Map<Subject, String> reasons) {
    whys.putAll(reasons);
  }

  /// What the planner made of a subject.
  void planned(Delivery delivery) {
    if (delivery.state() == Delivery.State.SETTLED) {
      asDelivered.add(Settler.parkedAs(delivery));
    }
    TrailEntry.About about =
        new TrailEntry.About(
            delivery.person().value(),
            delivery.subject().orderKey().map(OrderKey::value).orElse(""),
            delivery.subject().inTrail(),
            delivery.flow().system().value(),
            0);
    entries.add(
        switch (delivery.subject().facet()) {
          case CONTACT -> planned(delivery, "contact", about);
          case ORDER -> planned(delivery, "order record", about);
          case ENROLMENT -> started(delivery, about);
          case PROOF -> planned(delivery, "proof of consent", about);
          case PRODUCT ->
              planned(delivery, "record of the product " + delivery.subject().id(), about);
          case CART -> planned(delivery, "record of the cart " + delivery.subject().id(), about);
          case RECORD -> planned(delivery, "record " + delivery.subject().id(), about);
          case CHOICE ->
              planned(delivery, "choice of " + delivery.subject().topic().words(), about);
          case CONSENT -> told(delivery, about);
        });
  }

  private TrailEntry planned(Delivery delivery, String what, TrailEntry.About about) {
    String sentence =
        switch (delivery.state()) {
          case WAITING -> what + isNew(delivery) + "; it waits for its contact";
          case DUE -> what + isNew(delivery) + "; due";
          case CLAIMED -> what + " differs again while it is being sent; sent once more after that";
          case SETTLED -> what + " is as it was delivered again; nothing to send";
          case PARKED -> what + " stays parked";
        };
    return new TrailEntry(now, Stage.PLAN, word(delivery), about, sentence);
  }

  private static String isNew(Delivery delivery) {
    return delivery.subject().facet().repeatable()
        ? " differs from what was delivered"
        : " is to be kept with the contact";
  }

  /// An opt-in came whose proof is not whole, and stays here.
  void unproven(LedgerEntry line, PersonId person) {
    if (Proof.of(line) instanceof Proof.Reading.Lacking lacking) {
      RecordRef origin = line.origin();
      TrailEntry.About about =
          new TrailEntry.About(person.value(), "", origin.text(), origin.system().value(), 0);
      entries.add(new TrailEntry(now, Stage.PLAN, "kept", about, Proof.keptBack(line, lacking)));
    }
  }

  /// What a record is told of its person's decisions.
  private TrailEntry told(Delivery delivery, TrailEntry.About about) {
    String record = delivery.subject().told().text();
    String sentence =
        switch (delivery.state()) {
          case WAITING, DUE ->
              record + " holds another decision than the ledger; it is to be told, due";
          case CLAIMED -> record + " is being told; what changed meanwhile is told after that";
          case SETTLED -> record + " holds what the ledger says; nothing to tell";
          case PARKED -> "telling " + record + " stays parked";
        };
    return new TrailEntry(now, Stage.PLAN, word(delivery), about, sentence);
  }

  /// What a fact started, or why it starts nothing.
  private TrailEntry started(Delivery delivery, TrailEntry.About about) {
    String what =
        EnrolmentKey.parse(delivery.subject().id())
            .map(key -> "automation " + key.rule() + " (" + key.kind().word() + ")")
            .orElse("automation");
    String sentence =
        switch (delivery.state()) {
          case WAITING -> what + " is to start; it waits for the contact and the order's record";
          case DUE ->
              delivery.dueAt().isAfter(now)
                  ? what + " is to start on " + SpokenTime.of(delivery.dueAt())
                  : what + " is to start; due";
          case CLAIMED -> what + " is being started";
          case SETTLED -> what + notStarted(delivery);
          case PARKED -> what + " stays parked";
        };
    String dropped = delivery.isCancelled() ? "cancelled" : "drop";
    String word = delivery.state() == Delivery.State.SETTLED ? dropped : word(delivery);
    return new TrailEntry(now, Stage.AUTOMATION, word, about, sentence);
  }

  private String notStarted(Delivery delivery) {
    if (delivery.isCancelled()) {
      return " cancelled: " + whys.getOrDefault(delivery.subject(), "it is not wanted any more");
    }
    return delivery.lane() == Lane.BULK
        ? " not started: what it answers came with a first sync"
        : " not started: what it answers came " + late(delivery);
  }

  private String late(Delivery delivery) {
    return Spans.words(Duration.between(delivery.notAfter(), now)) + " after its deadline";
  }

  private static String word(Delivery delivery) {
    return delivery.state().name().toLowerCase(Locale.ROOT);
  }

  void park(Resolution.Work work) {
    if (work.mapped() instanceof Mapped.Unmappable unmappable) {
      park(work, unmappable.problems());
    }
  }

  private void park(Resolution.Work work, List<Mapped.FieldProblem> problems) {
    Mapped.FieldProblem first = problems.getFirst();
    String sentence =
        problems.stream()
            .map(Mapped.FieldProblem::sentence)
            .distinct()
            .collect(Collectors.joining(" "));
    String source = work.item().sourceRecord().ref().text();
    parkedIds.add(work.item().id());
    parked.add(
        new ParkedItem(
            "inbox/" + work.item().id(),
            Stage.MAPPING,
            source,
            first.cause(),
            sentence,
            first.rule(),
            first.field(),
            work.item().id(),
            now,
            now,
            1));
    say(work, Stage.MAPPING, "park", sentence);
  }

  private static TrailEntry.About about(Resolution.Work work, long person) {
    RecordRef ref = work.item().sourceRecord().ref();
    String order =
        work.mapped() instanceof Mapped.Mappable mappable
            ? mappable.contribution().orderKey().map(OrderKey::value).orElse("")
            : "";
    return new TrailEntry.About(person, order, ref.text(), ref.system().value(), work.item().id());
  }

  List<TrailEntry> entries() {
    return entries;
  }

  void write(List<Resolution.Work> batch, Store.Ports ports) {
    ports.parked().clear(asDelivered);
    ports.parked().clear(mended(batch, ports));
    ports.parked().park(parked);
    ports.trail().append(entries);
    ports.flowMinutes().add(minutes(batch));
    ports.freshness().stamped(stamps(batch));
    ports.inbox().settle(batch.stream().map(work -> work.item().id()).toList());
  }

  /// What was parked and need not be any more: items of this batch that were replayed and went
  /// another way this time, and older records of what went through. Never a newer one: that is
  /// still to be put right.
  private List<String> mended(List<Resolution.Work> batch, Store.Ports ports) {
    Set<Long> ids = batch.stream().map(work -> work.item().id()).collect(Collectors.toSet());
    List<String> mended = new ArrayList<>();
    for (Parked standing :
        ports
            .parked()
            .ofSources(
                batch.stream()
                    .flatMap(work -> Stream.of(work.item().sourceRecord().ref(), work.cameAs()))
                    .map(RecordRef::text)
                    .distinct()
                    .toList())) {
      ParkedItem item = standing.item();
      Age through = wentThrough.get(item.source());
      if (ids.contains(item.inboxId())) {
        if (!parkedIds.contains(item.inboxId())) {
          mended.add(item.subject());
        }
      } else if (through != null && Age.of(standing).isOlderThan(through)) {
        mended.add(item.subject());
        entries.add(overtaken(item));
      }
    }
    return mended;
  }

  private TrailEntry overtaken(ParkedItem item) {
    String system = item.source().substring(0, item.source().indexOf('/'));
    return new TrailEntry(
        now,
        item.stage(),
        "cleared",
        new TrailEntry.About(0, "", item.source(), system, item.inboxId()),
        "no longer parked: a newer record of it went through");
  }

  /// By what times those of these that are news are measured.
  private List<FreshnessLog.Stamps> stamps(List<Resolution.Work> batch) {
    return batch.stream()
        .map(work -> work.item().sourceRecord())
        .filter(one -> one.pace() == SourceRecord.Pace.LIVE)
        .map(
            one -> {
              boolean own = one.stamp().instant().isPresent();
              String flow = new Feed(one.ref().system(), one.ref().kind()).toString();
              return new FreshnessLog.Stamps(flow, now, own ? 1 : 0, own ? 0 : 1);
            })
        .toList();
  }

  private List<FlowMinute> minutes(List<Resolution.Work> batch) {
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    Map<String, long[]> counts = new HashMap<>();
    for (Resolution.Work work : batch) {
      RecordRef ref = work.item().sourceRecord().ref();
      long[] count =
          counts.computeIfAbsent(
              new Feed(ref.system(), ref.kind()).toString(), flow -> new long[2]);
      count[0]++;
      if (parkedIds.contains(work.item().id())) {
        count[1]++;
      }
    }
    return counts.entrySet().stream()
        .map(
            flow ->
                new FlowMinute(
                    flow.getKey(), minute, flow.getValue()[0], flow.getValue()[1], 0, 0, 0))
        .toList();
  }
}
