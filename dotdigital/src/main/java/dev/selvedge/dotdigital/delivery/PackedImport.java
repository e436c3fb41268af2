package dev.selvedge.dotdigital.delivery;

import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Parcel;
import dev.selvedge.send.Target.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// An import whose body is written and which only has to be handed over.
///
/// @param call hands it over
record PackedImport(
    List<Item> packed, List<Item> leftOver, Supplier<Answer<JobId>> call, Outcomes outcomes)
    implements Parcel {
  PackedImport {
    packed = List.copyOf(packed);
    leftOver = List.copyOf(leftOver);
  }

  /// Packs item by item; what does not fit is left over.
  ///
  /// @param add says whether an item fitted
  static PackedImport of(
      List<Item> items, Predicate<Item> add, Supplier<Answer<JobId>> call, Outcomes outcomes) {
    List<Item> packed = new ArrayList<>(items.size());
    List<Item> leftOver = new ArrayList<>();
    for (Item item : items) {
      (add.test(item) ? packed : leftOver).add(item);
    }
    return new PackedImport(packed, leftOver, call, outcomes);
  }

  @Override
  public Submission handOver() {
    Answer<JobId> answer = call.get();
    return answer instanceof Answer.Ok<JobId> accepted
        ? new Submission.Accepted(accepted.value().value())
        : new Submission.NotAccepted(outcomes.of(answer));
  }
}
