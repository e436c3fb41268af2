package dev.selvedge.dotdigital.delivery.action;

import dev.selvedge.plan.Subject;
import dev.selvedge.send.Target.Charge;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Parcel;
import dev.selvedge.send.Target.Settlement;
import dev.selvedge.send.Target.Submission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Items of one action, ready to be handed over.
///
/// @param call hands them over
record ActionParcel(
    List<Item> packed, List<Item> leftOver, Charge charge, Supplier<Submission> call)
    implements Parcel {
  ActionParcel {
    packed = List.copyOf(packed);
    leftOver = List.copyOf(leftOver);
  }

  /// Some of the items; all others are left over.
  static ActionParcel of(
      List<Item> packed, List<Item> items, Charge charge, Supplier<Submission> call) {
    Set<Subject> subjects = packed.stream().map(Item::subject).collect(Collectors.toSet());
    return new ActionParcel(
        packed,
        items.stream().filter(item -> !subjects.contains(item.subject())).toList(),
        charge,
        call);
  }

  /// By a call for each, which is safe to repeat should we die halfway.
  static ActionParcel oneByOne(
      List<Item> packed,
      List<Item> items,
      String scope,
      Function<Item, Settlement> send,
      Answers answers) {
    return of(
        packed,
        items,
        charge(scope, packed.size()),
        () -> settled(packed, item -> fitting(item, send, answers)));
  }

  private static Settlement fitting(Item item, Function<Item, Settlement> send, Answers answers) {
    try {
      return send.apply(item);
    } catch (IllegalArgumentException unfit) {
      // No call can carry it: its own fault, and nobody else's.
      return new Settlement(answers.unfit(unfit), "");
    }
  }

  static Charge charge(String scope, int calls) {
    return scope.isEmpty() ? Charge.NOTHING : new Charge(scope, calls);
  }

  /// The same for each.
  static Submission settled(List<Item> items, Function<Item, Settlement> settlement) {
    Map<Subject, Settlement> settlements = new LinkedHashMap<>();
    items.forEach(item -> settlements.put(item.subject(), settlement.apply(item)));
    return new Submission.Settled(settlements);
  }

  @Override
  public Submission handOver() {
    return call.get();
  }
}
