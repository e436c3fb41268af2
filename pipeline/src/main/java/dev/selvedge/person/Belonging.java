package dev.selvedge.person;

import dev.selvedge.RecordRef;
import dev.selvedge.mapping.Contribution;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// By which address a record's person is found, and why. A pure function of the newest
/// contributions and of the stewards' decisions that count. Immutable.
///
/// A record follows another where a steward said so, else where it says so itself (`belongs_to`);
/// the other may follow a third. The last of such a row decides, and where that has no address the
/// one before it; in a ring it is the first record, by name, that has one.
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

    /// It has no address, and follows nothing that has one.
    record NoAddress() implements Reason {}

    /// Its system deleted it.
    record Gone() implements Reason {}
  }

  /// What is known of the records at hand and of all they follow.
  public static final class Known {
    private final Map<RecordRef, Contribution> contributions = new HashMap<>();
    private final Map<RecordRef, LinkDecision> decisions = new HashMap<>();

    public Known(Collection<Contribution> contributions, Collection<LinkDecision> decisions) {
      add(contributions, decisions);
    }

    void add(Collection<Contribution> more, Collection<LinkDecision> moreDecisions) {
      more.forEach(one -> contributions.put(one.ref(), one));
      moreDecisions.forEach(one -> decisions.put(one.record(), one));
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
    if (!known.isThere(ref)) {
      return new Belonging("", new Reason.Gone());
    }
    List<RecordRef> row = new ArrayList<>(List.of(ref));
    Reason follows = new Reason.OwnAddress();
    String ofRing = "";
    while (true) {
      RecordRef last = row.getLast();
      Optional<LinkDecision> apart = known.apart(last);
      if (apart.isPresent()) {
        return new Belonging("", new Reason.SetApart(apart.get()));
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
        ofRing = firstAddress(row.subList(before, row.size()), known);
        break;
      }
      row.add(step.get().next());
    }
    return ofRing.isEmpty() ? ofRow(row, follows, known) : new Belonging(ofRing, follows);
  }

  private static String firstAddress(List<RecordRef> ring, Known known) {
    return ring.stream()
        .sorted(Comparator.naturalOrder())
        .map(known::own)
        .filter(address -> !address.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static Belonging ofRow(List<RecordRef> row, Reason follows, Known known) {
    for (int at = row.size() - 1; at >= 0; at--) {
      String address = known.own(row.get(at));
      if (!address.isEmpty()) {
        return new Belonging(address, at == 0 ? new Reason.OwnAddress() : follows);
      }
    }
    return new Belonging("", new Reason.NoAddress());
  }
}
