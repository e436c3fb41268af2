package dev.selvedge.work.send;

import dev.selvedge.Lane;
import dev.selvedge.mapping.Topic;
import dev.selvedge.plan.Deliveries.Backlog;
import dev.selvedge.plan.Deliveries.Claim;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.DueQueue;
import dev.selvedge.plan.Facet;
import dev.selvedge.send.Condition;
import dev.selvedge.send.Dispatch.Decision;
import dev.selvedge.send.Dispatch.Question;
import dev.selvedge.send.Job;
import dev.selvedge.send.SendRules;
import dev.selvedge.send.Target;
import dev.selvedge.send.Target.Cost;
import dev.selvedge.send.Target.Way;
import dev.selvedge.send.allowance.FairShares;
import dev.selvedge.send.allowance.Ration;
import dev.selvedge.send.allowance.Window;
import dev.selvedge.work.Board;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.HubSettings;
import dev.selvedge.work.Signal;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Looks what is due at one target, claims it together with the calls it takes, and has it
/// delivered: lane by lane, contacts before orders before enrolments. Run by one loop; the calls
/// themselves run beside it.
public final class SendStep implements Supplier<Duration>, AutoCloseable {
  private static final Duration IDLE = Duration.ofMillis(500);
  private static final Duration SOON = Duration.ofMillis(50);
  private static final Duration EXPIRE_EVERY = Duration.ofSeconds(5);

  /// In one transaction: long ones would hold up intake.
  private static final int WOKEN_AT_ONCE = 5000;

  /// For another contact to leave an address, before it is looked again whether it did.
  private static final Duration WAIT_AT_MOST = Duration.ofSeconds(30);

  private final HubParts parts;
  private final Target target;
  private final SendRules rules;
  private final BooleanSupplier planning;
  private final Settling settling;
  private final PastGate past;
  private final Singles singles;
  private final Imports imports;
  private final Health health;
  private final Beside beside;
  private final Lately lately;
  private final Places places;
  private final Rations rations;
  private final Sifting sifting;
  private final Strays strays;
  private Instant expireAgain = Instant.EPOCH;

  /// @param planning whether more records are on their way to becoming due
  /// @param self wakes this step's loop
  public SendStep(
      HubParts parts, Target target, HubSettings settings, BooleanSupplier planning, Signal self) {
    this.parts = parts;
    this.target = target;
    this.rules = target.rules(settings.sending());
    this.planning = planning;
    this.settling = new Settling(parts, target, rules);
    this.past = new PastGate(parts, target.name());
    this.singles = new Singles(parts, target, past, settling);
    this.imports = new Imports(parts, target, rules, past, settling);
    this.health = new Health(parts, target, settling);
    this.beside = new Beside(rules.calls(), settings.stopWithin(), self);
    this.places = new Places(parts, target, rules, imports, beside);
    this.rations = new Rations(rules.policy());
    this.sifting = new Sifting(parts, past, settling);
    this.lately = new Lately(rules.dispatch().lonePer());
    this.strays = new Strays(parts, target.name(), settling);
  }

  /// Takes up the jobs of runs that are no more.
  public void takeUp(List<Job> jobs) {
    imports.takeUp(jobs);
  }

  @Override
  public Duration get() {
    Instant now = parts.clock().instant();
    settling.flush();
    strays.comeBack(imports, now);
    Board board = look(now);
    if (!health.isWell(board.condition(), now)) {
      return declineOnly(board, now) ? SOON : IDLE;
    }
    boolean moved = askForJobs(now);
    expire(now);
    for (Lane lane : Lane.values()) {
      for (Facet facet : Facet.values()) {
        if (target.facets().contains(facet)) {
          for (List<Backlog> queues : board.channels(facet, lane)) {
            moved |= dispatch(queues, facet, lane, board, now);
          }
        }
      }
    }
    return moved ? SOON : IDLE;
  }

  /// What keeps the rest from being written does not hold back an opt-out, where the target takes
  /// it.
  private boolean declineOnly(Board board, Instant now) {
    if (!(board.condition() instanceof Condition.Ill ill) || !target.takesOptOuts(ill.cause())) {
      return false;
    }
    List<Backlog> urgent = board.all(Facet.CONTACT, Lane.URGENT);
    return !urgent.isEmpty()
        && sendSingly(
            urgent,
            Facet.CONTACT,
            Lane.URGENT,
            Integer.MAX_VALUE,
            board,
            now,
            delivery -> singles.decline(delivery, ill.sentence()));
  }

  private Board look(Instant now) {
    int most =
        target.facets().stream().mapToInt(facet -> target.batch(facet).items()).max().orElse(1);
    Set<Topic> waited = past.closed();
    Board board =
        parts
            .store()
            .read(
                ports -> {
                  past.unknown(ports);
                  return Board.of(target.name(), ports, now, Math.max(1, most));
                });
    if (!past.closed().equals(waited)) {
      // whoever was held back for it goes at once
      expireAgain = now;
    }
    return board;
  }

  /// What waits beyond its deadline is dropped, with its reason, soon after it.
  private void expire(Instant now) {
    if (!now.isBefore(expireAgain)) {
      parts
          .store()
          .change(
              ports -> {
                ports.deliveries().expire(target.name(), now);
                ports.deliveries().wakeContacts(target.name(), now.minus(WAIT_AT_MOST), now);
              });
      if (target.facets().contains(Facet.CONTACT)) {
        parts.store().change(ports -> Declining.tryAgain(target.name(), ports, now));
      }
      boolean more = parts.store().write(ports -> wakeHeld(ports, now)) >= WOKEN_AT_ONCE;
      expireAgain = more ? now : now.plus(EXPIRE_EVERY);
    }
  }

  /// Whoever came to be held back a moment after the past was known is found as well.
  private int wakeHeld(Store.Ports ports, Instant now) {
    Set<Topic> unknown = past.unknown(ports).keySet();
    int woken =
        unknown.contains(Topic.EMAIL)
            ? 0
            : ports.deliveries().wakeHeld(target.name(), WOKEN_AT_ONCE, now);
    List<Topic> known =
        parts.rules().choices().topics().stream().filter(one -> !unknown.contains(one)).toList();
    return target.facets().contains(Facet.CHOICE)
        ? woken + ports.deliveries().wakeHeld(target.name(), known, WOKEN_AT_ONCE, now)
        : woken;
  }

  /// What keeps the target from being written to, as a sentence; empty when nothing does.
  public String trouble() {
    return health.trouble();
  }

  private boolean askForJobs(Instant now) {
    boolean asked = false;
    for (Job job : imports.open()) {
      boolean due = imports.isDue(job, now);
      asked |= due && beside.once("ask " + job.id(), () -> imports.ask(job));
    }
    return asked;
  }

  /// @param queues those of one channel
  private boolean dispatch(List<Backlog> queues, Facet facet, Lane lane, Board board, Instant now) {
    boolean moved = false;
    List<Backlog> lone = Board.lone(queues);
    if (!lone.isEmpty()) {
      moved =
          target.cost(facet, Way.SINGLY) instanceof Cost.Impossible
              ? sendTogether(lone, facet, lane, 1, board, now)
              : sendSingly(lone, facet, lane, Integer.MAX_VALUE, board, now);
    }
    List<Backlog> ordinary = Board.ordinary(queues);
    if (!ordinary.isEmpty()) {
      Decision decision = rules.dispatch().decide(question(ordinary, facet, lane, board, now));
      moved |=
          switch (decision) {
            case Decision.NotYet ignored -> false;
            case Decision.Singly(int count) -> sendSingly(ordinary, facet, lane, count, board, now);
            case Decision.Together ignored ->
                sendTogether(ordinary, facet, lane, imports.pace().batch(facet), board, now);
          };
    }
    for (Backlog suspects : Board.suspects(queues)) {
      int company = suspects.queue().together();
      moved |= sendTogether(List.of(suspects), facet, lane, company, board, now);
    }
    return moved;
  }

  private Question question(List<Backlog> due, Facet facet, Lane lane, Board board, Instant now) {
    return new Question(
        lane,
        Board.count(due),
        Board.oldest(due),
        calls(board, now).free(facet, Way.SINGLY, lane),
        Math.min(places.free(facet), calls(board, now).free(facet, Way.TOGETHER, lane)),
        imports.pace().batch(facet),
        lately.count(facet, lane, now),
        planning.getAsBoolean(),
        now);
  }

  private CallsLeft calls(Board board, Instant now) {
    return new CallsLeft(target, rules, settling, board, now);
  }

  private boolean sendSingly(
      List<Backlog> queues, Facet facet, Lane lane, int count, Board board, Instant now) {
    return sendSingly(queues, facet, lane, count, board, now, singles::send);
  }

  private boolean sendSingly(
      List<Backlog> queues,
      Facet facet,
      Lane lane,
      int count,
      Board board,
      Instant now,
      Consumer<Delivery> call) {
    int room = Math.min(count, beside.room(lane));
    if (room <= 0 || !(target.cost(facet, Way.SINGLY) instanceof Cost.OneOf(String scope))) {
      return false;
    }
    List<Delivery> claimed =
        parts
            .store()
            .write(
                ports -> {
                  Window window = settling.window(scope, ports, now);
                  long free = calls(board, now).of(window, lane);
                  int most = (int) Math.min(room, free);
                  List<Delivery> taken = claim(queues, most, parts.claimant(), ports, now);
                  if (!taken.isEmpty()) {
                    ports.allowances().store(target.name(), window.take(lane, taken.size()));
                  }
                  return taken;
                });
    lately.add(facet, lane, claimed.size(), now);
    for (Delivery delivery : claimed) {
      strays.minded(delivery.subject());
      beside.call(
          () -> {
            try {
              call.accept(delivery);
            } finally {
              strays.over(delivery.subject());
            }
          });
    }
    return !claimed.isEmpty();
  }

  private boolean sendTogether(
      List<Backlog> queues, Facet facet, Lane lane, int batch, Board board, Instant now) {
    Cost cost = target.cost(facet, Way.TOGETHER);
    Optional<Window> scarce = scarce(facet, queues, board, now);
    Ration.Decision turn =
        scarce.isPresent()
            ? turn(scarce.get(), queues, lane, batch, board, now)
            : Ration.Decision.IN_TURN;
    if (turn == Ration.Decision.NOT_YET) {
      return scarce.isPresent() && sift(queues, batch, now);
    }
    if (places.free(facet) == 0 || cost instanceof Cost.Impossible) {
      return false;
    }
    Job job = Job.packing(parts.ids().next(), target.name(), facet, parts.claimant(), now);
    strays.minded(job);
    boolean handedOn = false;
    try {
      handedOn = sendTogether(job, queues, lane, batch, cost, board, now);
      if (handedOn) {
        scarce.ifPresent(window -> rations.leaves(window, lane, turn, now));
        sifting.left(place(queues));
      }
      return handedOn;
    } finally {
      if (!handedOn) {
        strays.over(job);
      }
    }
  }

  /// The counter that these are taken from, where its calls are so few that they are spread.
  private Optional<Window> scarce(Facet facet, List<Backlog> queues, Board board, Instant now) {
    return target
        .rationed(facet, queues.getFirst().queue().channel())
        .map(scope -> calls(board, now).window(scope))
        .filter(window -> window.limit() < window.length().toSeconds());
  }

  /// Queues that share a call, told from all others.
  private static String place(List<Backlog> queues) {
    DueQueue queue = queues.getFirst().queue();
    String flow = queue.together() > 1 ? queue.flow().toString() : "";
    return queue.lane() + "/" + queue.together() + "/" + queue.channel() + "/" + flow;
  }

  /// Nothing leaves that was not looked at.
  private Ration.Decision turn(
      Window scarce, List<Backlog> queues, Lane lane, int batch, Board board, Instant now) {
    return sifting
        .known(place(queues), queues, batch, now)
        .map(
            known ->
                rations.decide(
                    scarce,
                    lane,
                    calls(board, now).of(scarce, lane),
                    known.go(),
                    batch,
                    known.pressing(),
                    now))
        .orElse(Ration.Decision.NOT_YET);
  }

  private boolean sift(List<Backlog> queues, int batch, Instant now) {
    String place = place(queues);
    String name = "sift " + place;
    if (sifting.known(place, queues, batch, now).isPresent() || beside.running(name) > 0) {
      return false;
    }
    List<Delivery> claimed =
        parts.store().write(ports -> claim(queues, batch, parts.claimant(), ports, now));
    claimed.forEach(row -> strays.minded(row.subject()));
    long waiting = Board.count(queues);
    beside.once(
        name,
        () -> {
          try {
            sifting.sift(place, claimed, waiting);
          } finally {
            claimed.forEach(row -> strays.over(row.subject()));
          }
        });
    return !claimed.isEmpty();
  }

  private boolean sendTogether(
      Job job, List<Backlog> queues, Lane lane, int batch, Cost cost, Board board, Instant now) {
    Facet facet = job.facet();
    List<Delivery> claimed =
        parts
            .store()
            .write(
                ports -> {
                  if (places.areTaken(facet, ports) || !mayTakeOne(cost, lane, board, ports, now)) {
                    return List.<Delivery>of();
                  }
                  List<Delivery> taken = claim(queues, batch, job.claimant(), ports, now);
                  if (!taken.isEmpty()) {
                    ports.jobs().open(job);
                    takeOne(cost, lane, ports, now);
                  }
                  return taken;
                });
    if (claimed.isEmpty()) {
      return false;
    }
    beside.run(
        Places.handingOver(facet),
        () -> {
          try {
            imports.handOver(job, claimed);
          } finally {
            strays.over(job);
          }
        });
    return true;
  }

  /// Whether there is a call for it, as far as is known by now what it is taken from.
  private boolean mayTakeOne(Cost cost, Lane lane, Board board, Store.Ports ports, Instant now) {
    return !(cost instanceof Cost.OneOf(String scope))
        || calls(board, now).of(settling.window(scope, ports, now), lane) >= 1;
  }

  private void takeOne(Cost cost, Lane lane, Store.Ports ports, Instant now) {
    if (cost instanceof Cost.OneOf(String scope)) {
      ports.allowances().store(target.name(), settling.window(scope, ports, now).take(lane, 1));
    }
  }

  private boolean isRationed(Backlog backlog) {
    DueQueue queue = backlog.queue();
    return target.rationed(queue.facet(), queue.channel()).isPresent();
  }

  /// Each flow gets as much as the others, so that a backfill of one does not starve another.
  private List<Delivery> claim(
      List<Backlog> queues, int most, String claimant, Store.Ports ports, Instant now) {
    List<Integer> shares = FairShares.of(most, queues.stream().map(Backlog::count).toList());
    List<Delivery> claimed = new ArrayList<>();
    for (int i = 0; i < queues.size(); i++) {
      if (shares.get(i) > 0) {
        claimed.addAll(
            ports
                .deliveries()
                .claim(
                    new Claim(
                        target.name(),
                        queues.get(i).queue(),
                        shares.get(i),
                        claimant,
                        now,
                        isRationed(queues.get(i)))));
      }
    }
    return claimed;
  }

  /// Waits until nothing runs beside the loop.
  public void awaitCalls() {
    beside.await();
  }

  /// Waits for the calls under way; what is not answered by then is taken up by the next run.
  @Override
  public void close() {
    beside.close();
  }
}
