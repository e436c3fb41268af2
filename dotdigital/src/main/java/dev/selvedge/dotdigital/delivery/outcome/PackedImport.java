package dev.selvedge.dotdigital.delivery.outcome;

import dev.selvedge.Outcome;
import dev.selvedge.send.Target.Charge;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Parcel;
import dev.selvedge.send.Target.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Items whose call is written and which only have to be handed over.
///
/// @param call hands them over
/// @param charge what that is taken from, where the facet does not say it
public record PackedImport(
    List<Item> packed, List<Item> leftOver, Charge charge, Supplier<Submission> call)
    implements Parcel {
  public PackedImport {
    packed = List.copyOf(packed);
    leftOver = List.copyOf(leftOver);
  }

  /// By calls of which the facet says what they are taken from.
  public PackedImport(List<Item> packed, List<Item> leftOver, Supplier<Submission> call) {
    this(packed, leftOver, Charge.NOTHING, call);
  }

  /// Packs item by item until one does not fit; the rest is left over. An item that fits into no
  /// import at all is packed by itself and refused without a call, which singles it out.
  ///
  /// @param add says whether an item fitted; throws for one that never will
  public static PackedImport of(
      List<Item> items, Predicate<Item> add, Outcomes outcomes, Supplier<Submission> call) {
    return of(items, item -> Optional.empty(), add, outcomes, call);
  }

  /// The same, where some are not even to be tried.
  ///
  /// @param misfit what an item comes to that is not even to be tried; nothing for all others
  public static PackedImport of(
      List<Item> items,
      Function<Item, Optional<Outcome>> misfit,
      Predicate<Item> add,
      Outcomes outcomes,
      Supplier<Submission> call) {
    List<Item> packed = new ArrayList<>(items.size());
    for (Item item : items) {
      try {
        Optional<Outcome> never = misfit.apply(item);
        if (never.isPresent()) {
          Submission refused = new Submission.Refused(never.get(), false);
          return only(item, items, () -> refused);
        }
        if (!add.test(item)) {
          break;
        }
        packed.add(item);
      } catch (IllegalArgumentException unfit) {
        Submission refused = new Submission.Refused(outcomes.unfit(unfit), false);
        return only(item, items, () -> refused);
      }
    }
    return new PackedImport(packed, items.subList(packed.size(), items.size()), call);
  }

  /// One of the items by itself; all others are left over.
  public static PackedImport only(Item item, List<Item> items, Supplier<Submission> call) {
    List<Item> others =
        items.stream().filter(other -> !other.subject().equals(item.subject())).toList();
    return new PackedImport(List.of(item), others, call);
  }

  @Override
  public Submission handOver() {
    return call.get();
  }
}
