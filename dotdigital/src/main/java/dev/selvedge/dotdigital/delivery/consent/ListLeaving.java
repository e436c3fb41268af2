package dev.selvedge.dotdigital.delivery.consent;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.delivery.outcome.AskTimes;
import dev.selvedge.dotdigital.delivery.outcome.ContactNumbers;
import dev.selvedge.dotdigital.delivery.outcome.Outcomes;
import dev.selvedge.dotdigital.delivery.outcome.PackedImport;
import dev.selvedge.dotdigital.delivery.outcome.Part;
import dev.selvedge.dotdigital.list.Lists;
import dev.selvedge.dotdigital.list.Removal;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Job;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Parcel;
import dev.selvedge.send.Target.Progress;
import dev.selvedge.send.Target.Settlement;
import dev.selvedge.send.Target.Submission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Takes many contacts off one list at once, for which there is a call that imports have no part
/// in. Whoever was not on the list, or is no contact any more, is off it. Thread-safe.
final class ListLeaving {
  /// Tells its jobs from imports.
  private static final String MARK = "leave ";

  private final Lists lists;
  private final Outcomes outcomes;

  ListLeaving(Lists lists, Outcomes outcomes) {
    this.lists = lists;
    this.outcomes = outcomes;
  }

  /// @param left what is not of this list, or is no leaving at all
  Parcel pack(int list, List<Item> leaving, List<Item> left) {
    int most = Math.min(leaving.size(), Lists.MAX_REMOVED);
    List<Item> others = new ArrayList<>(left);
    others.addAll(leaving.subList(most, leaving.size()));
    List<Item> packed = leaving.subList(0, most);
    List<ContactKey.Id> contacts =
        packed.stream()
            .flatMap(item -> ContactNumbers.of(item.owner()).stream())
            .distinct()
            .toList();
    return new PackedImport(packed, others, () -> handOver(list, contacts));
  }

  private Submission handOver(int list, List<ContactKey.Id> contacts) {
    return outcomes.submission(
        lists.removeAll(list, contacts), Part.CONTACTS, id -> MARK + id.value());
  }

  static boolean isOne(Job job) {
    return job.remoteId().startsWith(MARK);
  }

  Progress progress(Job job, AskTimes times) {
    JobId id = new JobId(job.remoteId().substring(MARK.length()));
    Answer<Removal> answer = lists.removal(id);
    return switch (answer) {
      case Answer.Ok<Removal> ok ->
          switch (ok.value().state()) {
            case RUNNING -> new Progress.Running(times.next(job));
            case DONE -> new Progress.Finished(done(job));
            case FAILED -> failed(ok.value());
            case UNKNOWN -> new Progress.Gone();
          };
      case Answer.NotFound<Removal> ignored -> new Progress.Gone();
      case Answer.Rejected<Removal> ignored -> new Progress.Gone();
      case Answer<Removal> other ->
          new Progress.NotKnown(times.next(job), outcomes.why(other, Part.CONTACTS));
    };
  }

  private static Map<Subject, Settlement> done(Job job) {
    Map<Subject, Settlement> settlements = new HashMap<>();
    job.items()
        .forEach(
            sent ->
                settlements.put(sent.subject(), new Settlement(new Outcome.Done(), sent.owner())));
    return settlements;
  }

  private Progress failed(Removal removal) {
    return new Progress.Refused(
        outcomes.park(
            "choice-refused",
            "Taking contacts off a list ended as a whole ("
                + removal.status().text()
                + "). Replay it when the cause is mended."));
  }
}
