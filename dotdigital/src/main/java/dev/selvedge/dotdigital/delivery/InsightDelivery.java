package dev.selvedge.dotdigital.delivery;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.insight.CollectionName;
import dev.selvedge.dotdigital.insight.CollectionType;
import dev.selvedge.dotdigital.insight.InsightBatch;
import dev.selvedge.dotdigital.insight.InsightReport;
import dev.selvedge.dotdigital.insight.Owner;
import dev.selvedge.dotdigital.insight.Scope;
import dev.selvedge.dotdigital.insight.Stored;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Job;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Parcel;
import dev.selvedge.send.Target.Progress;
import dev.selvedge.send.Target.Settlement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Writes insight-data records of contacts: one at a time, or many in an import.
final class InsightDelivery {
  private static final String NO_COLLECTION = "insightData:collectionNotFound";

  private final Dotdigital account;
  private final TargetSettings settings;
  private final Outcomes outcomes;

  InsightDelivery(Dotdigital account, TargetSettings settings, Outcomes outcomes) {
    this.account = account;
    this.settings = settings;
    this.outcomes = outcomes;
  }

  Settlement send(Item item) {
    if (!(item.desired() instanceof Desired.Insight insight)) {
      throw new IllegalArgumentException("a contact is not an insight record");
    }
    CollectionName collection = new CollectionName(insight.collection());
    if (item.delivered() instanceof Delivered.Acknowledged before
        && !before.remoteId().equals(Long.toString(insight.owner().value()))) {
      // Keys seem to be unique over all contacts, so the old owner's record must go first. When the
      // hub dies in between, the record is missing until the repeat, and the repeat writes it.
      var gone =
          account
              .insight()
              .delete(
                  new Owner.OfContact(new ContactKey.Email(before.address())),
                  collection,
                  insight.key());
      if (!(gone instanceof Answer.Ok<?>) && !(gone instanceof Answer.NotFound<?>)) {
        return new Settlement(outcomes.of(gone), "");
      }
    }
    return put(collection, insight);
  }

  private Settlement put(CollectionName collection, Desired.Insight insight) {
    Owner owner = new Owner.OfContact(new ContactKey.Email(insight.ownerEmail()));
    Answer<Stored> answer = account.insight().put(owner, collection, insight.key(), insight.json());
    if (answer instanceof Answer.NotFound<Stored> notFound) {
      if (!notFound.error().is(NO_COLLECTION)) {
        return new Settlement(
            new Outcome.Retry("Dotdigital does not know the contact (yet)", Instant.EPOCH), "");
      }
      account.collections().create(collection, Scope.CONTACT, CollectionType.ORDERS);
      answer = account.insight().put(owner, collection, insight.key(), insight.json());
    }
    return new Settlement(outcomes.of(answer), "");
  }

  Parcel pack(List<Item> items) {
    InsightBatch batch =
        InsightBatch.ofContacts(
            new CollectionName(settings.ordersCollection()),
            CollectionType.ORDERS,
            items.size(),
            settings.batchBytes());
    return PackedImport.of(
        items,
        item ->
            item.desired() instanceof Desired.Insight insight
                && batch.add(
                    new ContactKey.Email(insight.ownerEmail()), insight.key(), insight.json()),
        () -> account.insight().importBatch(batch),
        outcomes);
  }

  Progress progress(JobId id, List<Job.Sent> items, Instant again) {
    Answer<InsightReport> answer = account.insight().importReport(id);
    return switch (answer) {
      case Answer.Ok<InsightReport> ok -> read(ok.value(), items, again);
      case Answer.NotFound<InsightReport> ignored ->
          new Progress.Failed(new Outcome.Retry("Dotdigital does not know the import", again));
      case Answer<InsightReport> other -> new Progress.NotKnown(again, outcomes.of(other).word());
    };
  }

  private static Progress read(InsightReport report, List<Job.Sent> items, Instant again) {
    return switch (report.state()) {
      case RUNNING, UNKNOWN -> new Progress.Running(again);
      case FAILED -> new Progress.Failed(new Outcome.Retry("the import failed as a whole", again));
      case DONE -> {
        Map<String, Settlement> refused = new HashMap<>();
        report.failures().forEach(failure -> refused.put(failure.key(), settlement(failure)));
        Function<Job.Sent, Settlement> settlement =
            sent -> refused.getOrDefault(sent.key(), new Settlement(new Outcome.Done(), ""));
        Map<Subject, Settlement> settlements =
            items.stream().collect(Collectors.toMap(Job.Sent::subject, settlement));
        yield new Progress.Finished(settlements);
      }
    };
  }

  private static Settlement settlement(InsightReport.Refused refused) {
    Outcome outcome =
        refused.lacksContact() || refused.reason().is("Unknown")
            ? new Outcome.Retry("Dotdigital does not know the contact (yet)", Instant.EPOCH)
            : new Outcome.Park(
                "dotdigital." + refused.reason(),
                "Dotdigital refused this order record ("
                    + refused.reason()
                    + "). Compare its values with the collection's types, mend it at its source.");
    return new Settlement(outcome, "");
  }
}
