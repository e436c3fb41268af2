package dev.selvedge.person.identity;

import dev.selvedge.RecordRef;
import dev.selvedge.mapping.Contribution;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// By which address a record's person is found, and why. A pure function of the newest
/// contributions and of the stewards' decisions that count. Immutable.
///
/// A record follows another where a steward said so, else where it says so itself (`belongs_to`);
/// the other may follow a third. The last of such a row decides, and where that has no address the
/// one before it; in a ring it is the first record, by name, that has one.
///
/// Where none of them has an address, the number of the first that has one finds the person, in the
/// same order: the only one for whom, by their addresses alone, records with that number count.
///
/// @param address empty when it counts for nobody
public record Belonging(String address, Reason reason) {
  /// No row is longer.
  static final int LONGEST_ROW = 16;

  /// Why a record counts for whom it does.
  public sealed interface Reason {
    /// It has this person's address itself.
    record OwnAddress() implements Reason {}

    /// It says that it belongs to that record.
    record BelongsTo(RecordRef owner) implements Reason {}

    /// A steward put it together with another record.
    record PutTogether(RecordRef other, LinkDecision decision) implements Reason {}

    /// A steward set it apart, or what it follows.
    record SetApart(LinkDecision decision) implements Reason {}

    /// It has no address, and this number, which of all people they alone have.
    record SamePhone(String phone) implements Reason {}

    /// It has no address, and it cannot be told whose of several people the number is.
    record PhoneOfSeveral(String phone, int people) implements Reason {}

    /// It has no address, and so many records have the number that it is nobody's own.
    record PhoneOfCrowd(String phone) implements Reason {}

    /// It has no address, and follows nothing that has one; nobody has its number.
    record NoAddress() implements Reason {}

    /// Its system deleted it.
    record Gone() implements Reason {}
  }

  /// What is known of the records at hand and of all they follow.
  public static final class Known {
    private final Map<RecordRef, Contribution> contributions = new HashMap<>();
    private final Map<RecordRef, LinkDecision> decisions = new HashMap<>();
    private final Map<String, PhoneHolders> phones = new HashMap<>();

    public Known(Collection<Contribution> contributions, Collection<LinkDecision> decisions) {
      add(contributions, decisions);
    }

    void add(Collection<Contribution> more, Collection<LinkDecision> moreDecisions) {
      more.forEach(one -> contributions.put(one.ref(), one));
      moreDecisions.forEach(one -> decisions.put(one.record(), one));
    }

    /// Whose a number is.
    void found(String phone, PhoneHolders holders) {
      phones.put(phone, holders);
    }

    Contribution contribution(RecordRef ref) {
      return java.util.Objects.requireNonNull(contributions.get(ref), ref::text);
    }

    /// What the known records may follow and is not known itself.
    List<RecordRef> missing() {
      List<RecordRef> missing = new ArrayList<>();
      contributions.values().forEach(one -> one.identity().ownerRef().ifPresent(missing::add));
      decisions
          .values()
          .forEach(
              one -> {
                if (one.link() instanceof Link.TogetherWith(RecordRef other)) {
                  missing.add(other);
                }
              });
      missing.removeIf(contributions::containsKey);
      return missing;
    }

    private boolean isThere(RecordRef ref) {
      Contribution contribution = contributions.get(ref);
      return contribution != null && !contribution.identity().gone();
    }

    private String own(RecordRef ref) {
      Contribution contribution = contributions.get(ref);
      return contribution == null ? "" : contribution.identity().email();
    }

    private String phone(RecordRef ref) {
      Contribution contribution = contributions.get(ref);
      return contribution == null ? "" : contribution.identity().phone();
    }

    private Optional<LinkDecision> apart(RecordRef ref) {
      return Optional.ofNullable(decisions.get(ref))
          .filter(decision -> decision.link() instanceof Link.Apart);
    }

    /// Which record this one follows, and why.
    private Optional<Step> step(RecordRef ref) {
      LinkDecision decision = decisions.get(ref);
      if (decision != null
          && decision.link() instanceof Link.TogetherWith(RecordRef other)
          && isThere(other)) {
        return Optional.of(new Step(other, new Reason.PutTogether(other, decision)));
      }
      Contribution contribution = contributions.get(ref);
      return contribution == null
          ? Optional.empty()
          : contribution
              .identity()
              .ownerRef()
              .filter(this::isThere)
              .map(owner -> new Step(owner, new Reason.BelongsTo(owner)));
    }
  }

  private record Step(RecordRef next, Reason reason) {}

  /// Of one of the known records.
  public static Belonging of(RecordRef ref, Known known) {
    Found found = find(ref, known);
    if (found.phone().isEmpty()) {
      return found.belonging();
    }
    return switch (known.phones.getOrDefault(found.phone(), PhoneHolders.NOBODY)) {
      case PhoneHolders.Crowd ignored -> new Belonging("", new Reason.PhoneOfCrowd(found.phone()));
      case PhoneHolders.At(Set<String> addresses) ->
          switch (addresses.size()) {
            case 0 -> found.belonging();
            case 1 ->
                new Belonging(
                    addresses.iterator().next(),
                    found.follows() instanceof Reason.OwnAddress
                        ? new Reason.SamePhone(found.phone())
                        : found.follows());
            default ->
                new Belonging("", new Reason.PhoneOfSeveral(found.phone(), addresses.size()));
          };
    };
  }

  /// The address at which a record counts by addresses alone; empty when there is none.
  static String byAddress(RecordRef ref, Known known) {
    return find(ref, known).belonging().address();
  }

  /// The number that says whose a record is; empty when that is told by an address, or by nothing.
  static String decidingPhone(RecordRef ref, Known known) {
    return find(ref, known).phone();
  }

  /// What addresses say, and where they say nothing the number that does.
  ///
  /// @param follows why the row goes on after the record itself
  private record Found(Belonging belonging, String phone, Reason follows) {
    Found(Belonging belonging) {
      this(belonging, "", belonging.reason());
    }
  }

  private static Found find(RecordRef ref, Known known) {
    if (!known.isThere(ref)) {
      return new Found(new Belonging("", new Reason.Gone()));
    }
    List<RecordRef> row = new ArrayList<>(List.of(ref));
    Reason follows = new Reason.OwnAddress();
    List<RecordRef> ring = List.of();
    while (true) {
      RecordRef last = row.getLast();
      Optional<LinkDecision> apart = known.apart(last);
      if (apart.isPresent()) {
        return new Found(new Belonging("", new Reason.SetApart(apart.get())));
      }
      Optional<Step> step = known.step(last);
      if (step.isEmpty() || row.size() == LONGEST_ROW) {
        break;
      }
      if (row.size() == 1) {
        follows = step.get().reason();
      }
      int before = row.indexOf(step.get().next());
      if (before >= 0) {
        ring = row.subList(before, row.size()).stream().sorted().toList();
        break;
      }
      row.add(step.get().next());
    }
    String ofRing = first(ring, known::own);
    return ofRing.isEmpty()
        ? ofRow(row, ring, follows, known)
        : new Found(new Belonging(ofRing, follows));
  }

  private static Found ofRow(
      List<RecordRef> row, List<RecordRef> ring, Reason follows, Known known) {
    for (int at = row.size() - 1; at >= 0; at--) {
      String address = known.own(row.get(at));
      if (!address.isEmpty()) {
        return new Found(new Belonging(address, at == 0 ? new Reason.OwnAddress() : follows));
      }
    }
    String ofRing = first(ring, known::phone);
    String phone = ofRing.isEmpty() ? first(row.reversed(), known::phone) : ofRing;
    boolean itsOwn = phone.equals(known.phone(row.getFirst()));
    return new Found(
        new Belonging("", new Reason.NoAddress()),
        phone,
        itsOwn ? new Reason.OwnAddress() : follows);
  }

  /// The first of these that is not empty.
  private static String first(List<RecordRef> records, Function<RecordRef, String> of) {
    return records.stream().map(of).filter(text -> !text.isEmpty()).findFirst().orElse("");
  }
}
