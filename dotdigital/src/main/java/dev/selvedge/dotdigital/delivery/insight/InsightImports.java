package dev.selvedge.dotdigital.delivery.insight;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.delivery.account.AccountPreparation;
import dev.selvedge.dotdigital.delivery.guard.Kinds;
import dev.selvedge.dotdigital.delivery.guard.SchemaGuard;
import dev.selvedge.dotdigital.delivery.guard.SchemaGuard.Look;
import dev.selvedge.dotdigital.delivery.outcome.AskTimes;
import dev.selvedge.dotdigital.delivery.outcome.Code;
import dev.selvedge.dotdigital.delivery.outcome.Outcomes;
import dev.selvedge.dotdigital.delivery.outcome.PackedImport;
import dev.selvedge.dotdigital.delivery.outcome.Part;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.dotdigital.insight.CollectionName;
import dev.selvedge.dotdigital.insight.InsightBatch;
import dev.selvedge.dotdigital.insight.InsightReport;
import dev.selvedge.mapping.collection.Column;
import dev.selvedge.mapping.collection.Declaration;
import dev.selvedge.mapping.collection.Fit;
import dev.selvedge.plan.Desired;
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
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Writes many records of the orders' collection in an import, and reads its report. Thread-safe.
public final class InsightImports {
  private final Dotdigital account;
  private final TargetSettings settings;
  private final AccountPreparation preparation;
  private final SchemaGuard guard;
  private final Outcomes outcomes;

  public InsightImports(
      Dotdigital account,
      TargetSettings settings,
      AccountPreparation preparation,
      SchemaGuard guard,
      Outcomes outcomes) {
    this.account = account;
    this.settings = settings;
    this.preparation = preparation;
    this.guard = guard;
    this.outcomes = outcomes;
  }

  /// Of items that go to several collections, those of the first one's.
  public Parcel pack(List<Item> items) {
    String collection = Filed.of(items.getFirst()).collection();
    InsightBatch batch = batch(collection, items.size());
    List<Item> packed = new ArrayList<>();
    Optional<List<Column>> heldAgainst = guard.held(collection);
    return PackedImport.of(
        items,
        this::misfit,
        item -> {
          boolean fitted = Filed.of(item).collection().equals(collection) && add(batch, item);
          if (fitted) {
            packed.add(item);
          }
          return fitted;
        },
        outcomes,
        () -> look(batch, collection, packed, heldAgainst));
  }

  private InsightBatch batch(String collection, int records) {
    Declaration declared = guard.declaration(collection);
    CollectionName name = new CollectionName(collection);
    int bytes = settings.batches().bytes();
    return switch (declared.scope()) {
      case CONTACT -> InsightBatch.ofContacts(name, Kinds.type(declared.kind()), records, bytes);
      case ACCOUNT -> InsightBatch.ofAccount(name, Kinds.type(declared.kind()), records, bytes);
    };
  }

  private Optional<Outcome> misfit(Item item) {
    Filed filed = Filed.of(item);
    return guard.check(filed.collection(), filed.key(), filed.json()) instanceof Fit.Misfit misfit
        ? Optional.of(InsightFailures.misfit(outcomes, misfit, filed.collection()))
        : Optional.empty();
  }

  /// As its types want it; one that does not fit is looked at before.
  private boolean add(InsightBatch batch, Item item) {
    Filed filed = Filed.of(item);
    if (!(guard.check(filed.collection(), filed.key(), filed.json())
        instanceof Fit.Fits(ObjectNode json))) {
      return false;
    }
    return item.desired() instanceof Desired.Insight insight
        ? batch.add(InsightDelivery.owner(item, insight), filed.key(), json)
        : batch.add(filed.key(), json);
  }

  /// What the account has there is not older than a while when records are handed over. Where it
  /// was read since they were packed, by whomever, they are held against it once more; one that
  /// does not fit after all is singled out.
  private Submission look(
      InsightBatch batch,
      String collection,
      List<Item> packed,
      Optional<List<Column>> heldAgainst) {
    if (guard.look(collection) instanceof Look.Unknown(var why)) {
      return new Submission.NotAccepted(InsightFailures.notLookedAt(outcomes, why));
    }
    return guard.held(collection).equals(heldAgainst) ? handOver(batch) : again(collection, packed);
  }

  private Submission again(String collection, List<Item> packed) {
    Optional<Outcome> misfit = packed.stream().flatMap(it -> misfit(it).stream()).findFirst();
    if (misfit.isPresent()) {
      return new Submission.Refused(misfit.get(), false);
    }
    InsightBatch batch = batch(collection, packed.size());
    packed.forEach(item -> add(batch, item));
    return batch.count() == packed.size()
        ? handOver(batch)
        : new Submission.Refused(
            outcomes.park("too-large", "This record is too large for an import."), true);
  }

  /// An import makes a missing collection by itself; should one be refused for it all the same, no
  /// record is to blame.
  private Submission handOver(InsightBatch batch) {
    Answer<JobId> answer = account.insight().importBatch(batch);
    boolean missing = Code.of(Outcomes.error(answer)).isMissingCollection();
    return missing && preparation.mend()
        ? new Submission.NotAccepted(
            new Outcome.Retry("the collection was missing and has been made again", outcomes.now()))
        : outcomes.submission(answer, Part.INSIGHT, JobId::value);
  }

  /// How far an import is, and what came of each of its items once it is over; gone where it is not
  /// known.
  public Progress progress(Job job, AskTimes times) {
    Answer<InsightReport> answer = account.insight().importReport(new JobId(job.remoteId()));
    return switch (answer) {
      case Answer.Ok<InsightReport> ok -> read(ok.value(), job, times);
      case Answer.NotFound<InsightReport> ignored -> new Progress.Gone();
      // An id that Dotdigital does not even take for one.
      case Answer.Rejected<InsightReport> ignored -> new Progress.Gone();
      case Answer<InsightReport> other ->
          new Progress.NotKnown(times.next(job), outcomes.why(other, Part.INSIGHT));
    };
  }

  private Progress read(InsightReport report, Job job, AskTimes times) {
    return switch (report.state()) {
      case RUNNING -> new Progress.Running(times.next(job));
      case UNKNOWN -> new Progress.Gone();
      case DONE -> new Progress.Finished(settlements(report, job.items()));
      // Something in it may be to blame: halves tell, and cost little when nothing is.
      case FAILED ->
          new Progress.Refused(new Outcome.Retry("the import failed as a whole", outcomes.now()));
    };
  }

  /// The report names refused records only. Where it counts more of them than it names, those that
  /// it does not name cannot be believed to be there: they are left out, and go again.
  private Map<Subject, Settlement> settlements(InsightReport report, List<Job.Sent> items) {
    InsightFailures failures =
        new InsightFailures(preparation, guard, report.collectionName(), outcomes);
    Map<String, Settlement> refused = new HashMap<>();
    report.failures().forEach(one -> refused.put(one.key(), failures.settlement(one)));
    boolean namesAll = namesAll(report);
    Map<Subject, Settlement> settlements = new HashMap<>();
    for (Job.Sent sent : items) {
      Settlement settlement = refused.get(sent.key());
      if (settlement != null) {
        settlements.put(sent.subject(), settlement);
      } else if (namesAll) {
        settlements.put(sent.subject(), new Settlement(new Outcome.Done(), ""));
      }
    }
    return settlements;
  }

  private static boolean namesAll(InsightReport report) {
    InsightReport.Summary counts = report.summary();
    return counts.totalRejected() <= report.failures().size()
        && counts.totalImported() + counts.totalRejected() >= counts.totalRecords();
  }

  /// What goes where.
  private record Filed(String collection, String key, ObjectNode json) {
    static Filed of(Item item) {
      return switch (item.desired()) {
        case Desired.Insight insight ->
            new Filed(insight.collection(), insight.key(), insight.json());
        case Desired.Shared shared -> new Filed(shared.collection(), shared.key(), shared.json());
        case Desired other ->
            throw new IllegalArgumentException("not a record of insight data: " + other.getClass());
      };
    }
  }
}
