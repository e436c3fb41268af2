package dev.selvedge.work.resolve;

import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.mapping.AddressDecision;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.ConsentClaim.Timing;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.ConsentPolicy;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.privacy.Erasure;
import dev.selvedge.trail.AuditEntry;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Turns away what sources still say of people who asked to be forgotten. A record is theirs when
/// the address by which its person is found is under a tombstone: that of the record it belongs to,
/// where that one is known and has one, else its own; or when the record it belongs to is itself
/// under one and not known again; or when it has no address, and its phone number is under one and
/// nobody else's by now. A consent given after the erasure was done lifts it, unless they
/// declined later than that: of what they declined the time is kept, and nothing else.
///
/// Confined to one transaction.
final class Forgotten {
  /// Of records with one phone number so many are looked at.
  private static final int MOST_SHARING = 1000;

  private final Store.Ports ports;
  private final ConsentPolicy policy;
  private final Instant now;
  private final Map<RecordRef, String> owners = new HashMap<>();
  private Map<String, Erasure> addresses = Map.of();
  private Map<RecordRef, Erasure> records = Map.of();

  private Forgotten(Store.Ports ports, ConsentPolicy policy, Instant now) {
    this.ports = ports;
    this.policy = policy;
    this.now = now;
  }

  /// The works of a batch that may go on; the others are told to the story and leave nothing but
  /// that.
  static List<Resolution.Work> turnAway(
      List<Resolution.Work> batch,
      Store.Ports ports,
      ConsentPolicy policy,
      BatchStory story,
      Instant now) {
    return ports.erasures().any() ? new Forgotten(ports, policy, now).sort(batch, story) : batch;
  }

  private List<Resolution.Work> sort(List<Resolution.Work> batch, BatchStory story) {
    look(batch);
    if (addresses.isEmpty() && records.isEmpty()) {
      return batch;
    }
    List<Voiced> voiced = batch.stream().flatMap(this::voiced).toList();
    // First what they declined, wherever in the batch it is: the order in which it comes is chance.
    voiced.forEach(this::noteRefusal);
    lift(voiced);
    List<Resolution.Work> others = new ArrayList<>();
    Set<Long> dropped = new LinkedHashSet<>();
    for (Resolution.Work work : batch) {
      Optional<Resolution.Work> rest = rest(work);
      rest.ifPresent(others::add);
      if (rest.isEmpty()) {
        story.forgotten(work, ports.trail());
      }
      if (rest.filter(work::equals).isEmpty()) {
        dropped.add(work.item().id());
      }
    }
    ports.traces().dropItems(dropped);
    return others;
  }

  /// What may go on of it, all, some of its decisions, or nothing.
  private Optional<Resolution.Work> rest(Resolution.Work work) {
    return switch (work.mapped()) {
      case Mapped.Mappable mappable ->
          erasure(mappable.contribution()).isPresent() ? Optional.empty() : Optional.of(work);
      case Mapped.Decided decided -> rest(work, decided);
      case Mapped.Unmappable ignored -> Optional.of(work);
      case Mapped.Skipped ignored -> Optional.of(work);
    };
  }

  private Optional<Resolution.Work> rest(Resolution.Work work, Mapped.Decided decided) {
    List<AddressDecision> others =
        decided.decisions().stream()
            .filter(decision -> !addresses.containsKey(decision.email()))
            .toList();
    if (others.size() == decided.decisions().size()) {
      return Optional.of(work);
    }
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(work.butMapped(new Mapped.Decided(others)));
  }

  private static Optional<Contribution> said(Resolution.Work work) {
    return work.mapped() instanceof Mapped.Mappable mappable
        ? Optional.of(mappable.contribution())
        : Optional.empty();
  }

  private static List<AddressDecision> decided(Resolution.Work work) {
    return work.mapped() instanceof Mapped.Decided decided ? decided.decisions() : List.of();
  }

  private void look(List<Resolution.Work> batch) {
    Set<RecordRef> wanted = new LinkedHashSet<>();
    Set<String> named = new HashSet<>();
    for (Resolution.Work work : batch) {
      said(work)
          .ifPresent(
              said -> {
                said.identity().ownerRef().ifPresent(wanted::add);
                named.add(said.identity().email());
                if (said.identity().email().isEmpty()) {
                  named.add(said.identity().phone());
                }
              });
      decided(work).forEach(decision -> named.add(decision.email()));
    }
    named.remove("");
    addresses = ports.erasures().ofAddresses(named);
    records = ports.erasures().ofRecords(wanted);
    for (StoredContribution owner : ports.contributions().find(wanted)) {
      owners.put(owner.contribution().ref(), owner.contribution().identity().email());
    }
    for (Resolution.Work work : batch) {
      said(work)
          .filter(said -> wanted.contains(said.ref()))
          .filter(said -> !addresses.containsKey(said.identity().email()))
          .ifPresent(said -> owners.put(said.ref(), said.identity().email()));
    }
  }

  /// The erasure that keeps a record out, if one does.
  private Optional<Erasure> erasure(Contribution said) {
    Optional<RecordRef> owner = said.identity().ownerRef();
    String ownersAddress = owner.map(ref -> owners.getOrDefault(ref, "")).orElse("");
    if (!ownersAddress.isEmpty()) {
      return Optional.empty();
    }
    return Optional.ofNullable(addresses.get(said.identity().email()))
        .or(() -> owner.filter(ref -> !owners.containsKey(ref)).map(records::get))
        .or(() -> ofNumber(said.identity()));
  }

  /// A number is under a tombstone only for records that nothing else tells of, and not where
  /// somebody else has it by now.
  private Optional<Erasure> ofNumber(Contribution.Identity identity) {
    if (!identity.email().isEmpty() || identity.phone().isEmpty()) {
      return Optional.empty();
    }
    return Optional.ofNullable(addresses.get(identity.phone()))
        .filter(
            erasure ->
                ports.contributions().withPhones(List.of(identity.phone()), MOST_SHARING).stream()
                    .allMatch(stored -> stored.contribution().identity().email().isEmpty()));
  }

  /// What a system says of the will of somebody under a tombstone.
  private record Voiced(long erasure, SystemName system, ConsentClaim claim) {
    /// The ledger keeps whole milliseconds, too.
    Instant at() {
      return claim.at().truncatedTo(ChronoUnit.MILLIS);
    }
  }

  /// Only what is about all mail: who declines one list, or text messages, may agree to mail in the
  /// same breath.
  private Stream<Voiced> voiced(Resolution.Work work) {
    SystemName system = work.item().sourceRecord().ref().system();
    Stream<Voiced> said =
        said(work).stream()
            .flatMap(
                contribution ->
                    erasure(contribution).stream()
                        .flatMap(
                            erasure ->
                                contribution.consents().stream()
                                    .map(claim -> new Voiced(erasure.number(), system, claim))));
    Stream<Voiced> decided =
        decided(work).stream()
            .flatMap(
                decision ->
                    Optional.ofNullable(addresses.get(decision.email())).stream()
                        .map(erasure -> new Voiced(erasure.number(), system, decision.claim())));
    return Stream.concat(said, decided).filter(one -> one.claim().topic().equals(Topic.EMAIL));
  }

  private void noteRefusal(Voiced voiced) {
    Choice choice = voiced.claim().choice();
    if (choice == Choice.OPT_OUT || choice == Choice.SUPPRESSED) {
      ports.erasures().refused(voiced.erasure(), voiced.at());
      addresses = refused(addresses, voiced);
      records = refused(records, voiced);
    }
  }

  private static <K> Map<K, Erasure> refused(Map<K, Erasure> erasures, Voiced voiced) {
    Map<K, Erasure> noted = new HashMap<>(erasures);
    noted.replaceAll(
        (key, erasure) ->
            erasure.number() == voiced.erasure() ? erasure.refusedAt(voiced.at()) : erasure);
    return noted;
  }

  private void lift(List<Voiced> voiced) {
    Map<Long, Erasure> standing = new HashMap<>();
    Stream.concat(addresses.values().stream(), records.values().stream())
        .forEach(erasure -> standing.put(erasure.number(), erasure));
    Set<Long> lifted = new LinkedHashSet<>();
    for (Voiced one : voiced) {
      Optional.ofNullable(standing.get(one.erasure()))
          .filter(erasure -> agreesAnew(one, erasure))
          .ifPresent(erasure -> lifted.add(erasure.number()));
    }
    lifted.forEach(this::lift);
  }

  /// A bare flag that still stands in the source is no new consent, however often its record
  /// changes: only one with a time of its own is, from a system whose opt-in counts after an
  /// opt-out.
  private boolean agreesAnew(Voiced voiced, Erasure erasure) {
    return erasure.isDone()
        && voiced.claim().choice() == Choice.OPT_IN
        && voiced.claim().timing() == Timing.STATED
        && policy.mayResubscribe(voiced.system())
        && erasure.isBefore(voiced.at());
  }

  private void lift(long number) {
    ports.erasures().lift(number, now);
    ports
        .auditLog()
        .append(
            new AuditEntry(
                now,
                "the hub",
                "person.erasure-lifted",
                "erasure:" + number,
                "a consent given after the erasure came in; they are taken in again",
                ""));
    addresses = without(addresses, number);
    records = without(records, number);
  }

  private static <K> Map<K, Erasure> without(Map<K, Erasure> erasures, long number) {
    Map<K, Erasure> others = new HashMap<>(erasures);
    others.values().removeIf(erasure -> erasure.number() == number);
    return others;
  }
}
