package dev.selvedge.work;

import dev.selvedge.ContentHash;
import dev.selvedge.Outcome;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.DesiredStates;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Job;
import dev.selvedge.send.Settler;
import dev.selvedge.send.Settler.Attempt;
import dev.selvedge.send.Target;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Progress;
import dev.selvedge.send.Target.Settlement;
import dev.selvedge.send.Target.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Carries claimed deliveries to the target and settles them. What is sent is computed from the
/// state of the moment, so ten changes become one call. Thread-safe.
final class Courier {
  /// Rows settled in one transaction: long ones would hold up intake.
  private static final int SETTLE_AT_ONCE = 500;

  /// Waits for the next import, at once.
  private static final Settlement NEXT_ONE =
      new Settlement(new Outcome.Snooze("the import was full", Instant.EPOCH), "");

  private static final Duration FIRST_ASK = Duration.ofMillis(500);

  private final HubParts parts;
  private final HubSettings settings;
  private final Map<Long, Job> openJobs = new ConcurrentHashMap<>();
  private volatile Instant pausedUntil = Instant.EPOCH;

  Courier(HubParts parts, HubSettings settings) {
    this.parts = parts;
    this.settings = settings;
  }

  /// The target asked for a rest until then.
  Instant pausedUntil() {
    return pausedUntil;
  }

  /// Takes up what an earlier run left: its claims are void, its imports will be asked for.
  void recover() {
    Instant now = parts.clock().instant();
    parts
        .store()
        .change(
            ports -> {
              for (Job job : ports.jobs().open()) {
                if (job.remoteId().isEmpty()) {
                  // Died while handing over. It may have arrived; imports are upserts, so it goes
                  // again.
                  ports.jobs().close(job.id());
                } else {
                  openJobs.put(job.id(), job);
                }
              }
              ports.deliveries().release(parts.claimant(), now);
            });
  }

  /// The imports that have not been settled, oldest first.
  List<Job> openJobs() {
    return openJobs.values().stream().sorted(java.util.Comparator.comparingLong(Job::id)).toList();
  }

  void sendOne(Delivery delivery) {
    Items items = items(delivery.subject().facet(), List.of(delivery));
    settle(items.needless());
    items
        .toSend()
        .forEach(
            (claimed, item) -> {
              Settlement settlement = parts.target().send(item);
              settle(List.of(attempt(claimed, item, settlement, "by itself")));
            });
  }

  void handOver(Facet facet, List<Delivery> claimed) {
    Items items = items(facet, claimed);
    settle(items.needless());
    List<Delivery> lone = new ArrayList<>();
    Map<Delivery, Item> together = new LinkedHashMap<>();
    items
        .toSend()
        .forEach(
            (delivery, item) -> {
              if (changesHands(item)) {
                lone.add(delivery);
              } else {
                together.put(delivery, item);
              }
            });
    // A change of address or owner takes calls of its own: an import cannot move what exists.
    lone.forEach(this::sendOne);
    if (!together.isEmpty()) {
      submit(facet, together);
    }
  }

  private void submit(Facet facet, Map<Delivery, Item> together) {
    Instant now = parts.clock().instant();
    Target.Parcel parcel = parts.target().pack(facet, List.copyOf(together.values()));
    Set<Subject> packed = parcel.packed().stream().map(Item::subject).collect(Collectors.toSet());
    settle(
        together.entrySet().stream()
            .filter(entry -> !packed.contains(entry.getKey().subject()))
            .map(entry -> attempt(entry.getKey(), entry.getValue(), NEXT_ONE, ""))
            .toList());
    List<Job.Sent> sent =
        parcel.packed().stream()
            .map(
                item ->
                    new Job.Sent(item.subject(), item.desired().hash(), address(item), key(item)))
            .toList();
    Job job = new Job(parts.ids().next(), facet, "", now, now, sent);
    parts
        .store()
        .change(
            ports -> {
              ports.jobs().open(job);
            });
    switch (parcel.handOver()) {
      case Submission.Accepted accepted ->
          parts
              .store()
              .change(
                  ports -> {
                    Instant askAt = parts.clock().instant().plus(FIRST_ASK);
                    ports.jobs().handedOver(job.id(), accepted.jobId(), askAt);
                    openJobs.put(job.id(), job.handedOver(accepted.jobId(), askAt));
                  });
      case Submission.NotAccepted(Outcome outcome) -> {
        List<Attempt> attempts = new ArrayList<>();
        together.forEach(
            (delivery, item) -> {
              if (packed.contains(item.subject())) {
                attempts.add(attempt(delivery, item, new Settlement(outcome, ""), "in an import"));
              }
            });
        settleJob(job, attempts);
      }
    }
  }

  void ask(Job job) {
    Map<Subject, Delivery> rows =
        parts
            .store()
            .read(
                ports ->
                    ports.deliveries().find(job.items().stream().map(Job.Sent::subject).toList()))
            .stream()
            .filter(row -> row.state() == Delivery.State.CLAIMED)
            .collect(Collectors.toMap(Delivery::subject, row -> row));
    switch (parts.target().progress(job.facet(), job.remoteId(), job.items())) {
      case Progress.Running running -> askAgain(job, running.askAgainAt());
      case Progress.NotKnown notKnown -> askAgain(job, notKnown.askAgainAt());
      case Progress.Failed(Outcome outcome) ->
          settleJob(job, attempts(job, rows, subject -> new Settlement(outcome, "")));
      case Progress.Finished finished ->
          settleJob(
              job,
              attempts(
                  job,
                  rows,
                  subject ->
                      finished
                          .settlements()
                          .getOrDefault(
                              subject,
                              new Settlement(
                                  new Outcome.Retry(
                                      "missing from the import's report", job.askAt()),
                                  ""))));
    }
  }

  private void askAgain(Job job, Instant at) {
    parts
        .store()
        .change(
            ports -> {
              ports.jobs().askAgain(job.id(), at);
              openJobs.put(job.id(), job.handedOver(job.remoteId(), at));
            });
  }

  private List<Attempt> attempts(
      Job job,
      Map<Subject, Delivery> rows,
      java.util.function.Function<Subject, Settlement> settlements) {
    List<Attempt> attempts = new ArrayList<>();
    for (Job.Sent sent : job.items()) {
      Delivery row = rows.get(sent.subject());
      if (row != null) {
        Settlement settlement = settlements.apply(sent.subject());
        attempts.add(
            new Attempt(
                row,
                timed(settlement.outcome(), row),
                sent.hash(),
                remoteId(row, settlement),
                sent.address(),
                parts.target().name(),
                "in an import"));
      }
    }
    return attempts;
  }

  private void settleJob(Job job, List<Attempt> attempts) {
    settle(attempts);
    parts
        .store()
        .change(
            ports -> {
              ports.jobs().close(job.id());
              openJobs.remove(job.id());
            });
  }

  private void settle(List<Attempt> attempts) {
    Instant now = parts.clock().instant();
    for (int from = 0; from < attempts.size(); from += SETTLE_AT_ONCE) {
      List<Attempt> some = attempts.subList(from, Math.min(from + SETTLE_AT_ONCE, attempts.size()));
      parts
          .store()
          .change(
              ports -> {
                new Settler(
                        ports.deliveries(), ports.trail(), ports.parked(), ports.flowMinutes(), now)
                    .settle(some);
              });
    }
  }

  /// What to send for each claimed row, and those that need no call after all.
  private Items items(Facet facet, List<Delivery> claimed) {
    Map<Subject, Desired> desired =
        parts
            .store()
            .read(
                ports ->
                    desired(
                        new DesiredStates(
                            parts.rules(), ports.people(), ports.contributions(), ports.ledger()),
                        facet,
                        claimed));
    Map<Delivery, Item> toSend = new LinkedHashMap<>();
    List<Attempt> needless = new ArrayList<>();
    for (Delivery delivery : claimed) {
      Desired want = desired.get(delivery.subject());
      if (want == null) {
        needless.add(needless(delivery, "no system knows it any more"));
      } else if (delivery.delivered().is(want.hash())) {
        needless.add(needless(delivery, "it changed back before it was sent"));
      } else {
        toSend.put(delivery, new Item(delivery.subject(), want, delivery.delivered()));
      }
    }
    return new Items(toSend, needless);
  }

  private static Map<Subject, Desired> desired(
      DesiredStates states, Facet facet, List<Delivery> claimed) {
    Map<Subject, Desired> desired = new LinkedHashMap<>();
    switch (facet) {
      case CONTACT ->
          states
              .contacts(claimed.stream().map(Delivery::person).toList())
              .forEach((person, want) -> desired.put(Subject.contact(person), want));
      case ORDER ->
          states
              .orders(claimed.stream().map(row -> new OrderKey(row.subject().id())).toList())
              .forEach((order, want) -> desired.put(Subject.order(order), want));
    }
    return desired;
  }

  private Attempt needless(Delivery delivery, String why) {
    return new Attempt(
        delivery, new Outcome.Drop(why), delivery.desired(), "", "", parts.target().name(), "");
  }

  private Attempt attempt(Delivery row, Item item, Settlement settlement, String how) {
    ContentHash sent = item.desired().hash();
    return new Attempt(
        row,
        timed(settlement.outcome(), row),
        sent,
        remoteId(row, settlement),
        address(item),
        parts.target().name(),
        how);
  }

  /// A target says whether to try again; when is decided here, by how often it failed.
  private Outcome timed(Outcome outcome, Delivery row) {
    Instant now = parts.clock().instant();
    return switch (outcome) {
      case Outcome.Retry retry -> new Outcome.Retry(retry.why(), later(row, now));
      case Outcome.Unknown unknown -> new Outcome.Unknown(unknown.why(), later(row, now));
      case Outcome.Snooze snooze -> {
        if (snooze.until().isAfter(pausedUntil)) {
          pausedUntil = snooze.until();
        }
        yield snooze;
      }
      case Outcome.Done done -> done;
      case Outcome.Park park -> park;
      case Outcome.Drop drop -> drop;
    };
  }

  private Instant later(Delivery row, Instant now) {
    return settings.backoff().next(row.attempts() + 1, now, parts.dice());
  }

  /// An order is remembered with its owner: so it shows when it changes hands.
  private static String remoteId(Delivery row, Settlement settlement) {
    return switch (row.subject().facet()) {
      case CONTACT -> settlement.remoteId().isEmpty() ? known(row) : settlement.remoteId();
      case ORDER -> Long.toString(row.person().value());
    };
  }

  private static String known(Delivery row) {
    return row.delivered() instanceof Delivered.Acknowledged before ? before.remoteId() : "";
  }

  private static String address(Item item) {
    return switch (item.desired()) {
      case Desired.Contact contact -> contact.email();
      case Desired.Insight insight -> insight.ownerEmail();
      case Desired.Retired ignored ->
          item.delivered() instanceof Delivered.Acknowledged before ? before.address() : "";
    };
  }

  private static String key(Item item) {
    return switch (item.desired()) {
      case Desired.Insight insight -> insight.key();
      case Desired.Contact ignored -> "";
      case Desired.Retired ignored -> "";
    };
  }

  private static boolean changesHands(Item item) {
    if (!(item.delivered() instanceof Delivered.Acknowledged before)) {
      return false;
    }
    return switch (item.desired()) {
      case Desired.Contact contact -> !contact.email().equals(before.address());
      case Desired.Insight insight ->
          !Long.toString(insight.owner().value()).equals(before.remoteId());
      case Desired.Retired ignored -> true;
    };
  }

  private record Items(Map<Delivery, Item> toSend, List<Attempt> needless) {}
}
