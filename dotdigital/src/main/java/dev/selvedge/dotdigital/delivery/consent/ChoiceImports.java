package dev.selvedge.dotdigital.delivery.consent;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.contact.ContactBatch;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.contact.ContactWrite;
import dev.selvedge.dotdigital.contact.ImportReport;
import dev.selvedge.dotdigital.contact.MergeOption;
import dev.selvedge.dotdigital.delivery.account.ChoiceNames;
import dev.selvedge.dotdigital.delivery.insight.InsightDelivery;
import dev.selvedge.dotdigital.delivery.outcome.AskTimes;
import dev.selvedge.dotdigital.delivery.outcome.Code;
import dev.selvedge.dotdigital.delivery.outcome.ContactNumbers;
import dev.selvedge.dotdigital.delivery.outcome.Outcomes;
import dev.selvedge.dotdigital.delivery.outcome.PackedImport;
import dev.selvedge.dotdigital.delivery.outcome.Part;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.mapping.Topic;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Keeps many decisions about lists, preferences and SMS with contacts that are there, in an import
/// that names them by their numbers, and reads its report. What cannot be told apart there goes by
/// itself. Thread-safe.
public final class ChoiceImports {
  private final Dotdigital account;
  private final TargetSettings settings;
  private final ChoiceNames names;
  private final Outcomes outcomes;
  private final ListLeaving leaving;

  public ChoiceImports(
      Dotdigital account, TargetSettings settings, ChoiceNames names, Outcomes outcomes) {
    this.account = account;
    this.settings = settings;
    this.names = names;
    this.outcomes = outcomes;
    this.leaving = new ListLeaving(account.lists(), outcomes);
  }

  /// One that is to be written, with the number of its list or preference.
  private record Choice(Item item, int number) {}

  /// All that a contact decided goes together: it may stand in an import once. Names are looked up
  /// here, which for a name is once; what has none leaves in an import of its own, to be explained.
  public Parcel pack(List<Item> items) {
    Map<ContactKey.Id, List<Choice>> byContact = new LinkedHashMap<>();
    List<Item> left = new ArrayList<>();
    List<Item> nameless = new ArrayList<>();
    Submission why = new Submission.NotAccepted(new Outcome.Done());
    for (Item item : items) {
      Desired.Chosen chosen = ChoiceDelivery.chosen(item);
      Optional<ContactKey.Id> contact = ContactNumbers.of(item.owner());
      ChoiceNames.Named named = name(chosen.topic());
      if (contact.isPresent() && named instanceof ChoiceNames.Named.Known(int number)) {
        byContact
            .computeIfAbsent(contact.get(), id -> new ArrayList<>())
            .add(new Choice(item, number));
      } else if (nameless.isEmpty() || isOf(nameless.getFirst(), chosen.topic())) {
        nameless.add(item);
        why = explained(named, chosen.topic());
      } else {
        left.add(item);
      }
    }
    if (!nameless.isEmpty()) {
      byContact.values().forEach(own -> own.forEach(one -> left.add(one.item())));
      Submission answer = why;
      return new PackedImport(nameless, left, () -> answer);
    }
    return leaving(byContact, left);
  }

  /// Leaving a list is a call of another kind: what comes first decides which is made, and the rest
  /// belongs in the next one.
  private Parcel leaving(Map<ContactKey.Id, List<Choice>> byContact, List<Item> left) {
    List<Choice> all = byContact.values().stream().flatMap(List::stream).toList();
    if (all.isEmpty() || !leaves(all.getFirst())) {
      List<Item> others = new ArrayList<>(left);
      Map<ContactKey.Id, List<Choice>> joining = new LinkedHashMap<>();
      byContact.forEach(
          (contact, own) -> {
            List<Choice> written = own.stream().filter(one -> !leaves(one)).toList();
            own.stream().filter(ChoiceImports::leaves).forEach(one -> others.add(one.item()));
            if (!written.isEmpty()) {
              joining.put(contact, written);
            }
          });
      return pack(joining, others);
    }
    int list = all.getFirst().number();
    List<Item> others = new ArrayList<>(left);
    List<Item> together = new ArrayList<>();
    for (Choice one : all) {
      (leaves(one) && one.number() == list ? together : others).add(one.item());
    }
    return leaving.pack(list, together, others);
  }

  private static boolean leaves(Choice one) {
    Desired.Chosen chosen = ChoiceDelivery.chosen(one.item());
    return chosen.topic().grain() == Topic.Grain.LIST && !chosen.optIn();
  }

  private Parcel pack(Map<ContactKey.Id, List<Choice>> byContact, List<Item> left) {
    ContactBatch batch =
        ContactBatch.upTo(
            Math.max(1, byContact.size()), settings.batches().bytes(), MergeOption.OVERWRITE);
    List<Item> packed = new ArrayList<>();
    byContact.forEach(
        (contact, own) ->
            (batch.add(write(contact, own)) ? packed : left)
                .addAll(own.stream().map(Choice::item).toList()));
    return new PackedImport(packed, left, () -> handOver(batch));
  }

  private static boolean isOf(Item item, Topic topic) {
    return ChoiceDelivery.chosen(item).topic().equals(topic);
  }

  private ChoiceNames.Named name(Topic topic) {
    return topic.grain() == Topic.Grain.WHOLE ? new ChoiceNames.Named.Known(0) : names.find(topic);
  }

  private Submission explained(ChoiceNames.Named named, Topic topic) {
    return switch (named) {
      case ChoiceNames.Named.Missing(String sentence) ->
          new Submission.NotAccepted(ChoiceDelivery.unknown(sentence, topic, outcomes));
      case ChoiceNames.Named.NotKnown(Answer<?> answer) ->
          new Submission.NotAccepted(outcomes.of(answer, Part.CONTACTS));
      case ChoiceNames.Named.Known ignored ->
          new Submission.NotAccepted(
              new Outcome.Retry("its contact's number is not known yet", outcomes.now()));
    };
  }

  private static ContactWrite write(ContactKey.Id contact, List<Choice> own) {
    ContactWrite.Builder write = ContactWrite.keepingStatus(contact);
    own.forEach(one -> ChoiceDelivery.with(write, ChoiceDelivery.chosen(one.item()), one.number()));
    return write.build();
  }

  private Submission handOver(ContactBatch batch) {
    return outcomes.submission(account.contacts().importBatch(batch), Part.CONTACTS, JobId::value);
  }

  /// How far an import is, and what came of each of its items once it is over; gone where it is not
  /// known.
  public Progress progress(Job job, AskTimes times) {
    if (ListLeaving.isOne(job)) {
      return leaving.progress(job, times);
    }
    Answer<ImportReport> answer = account.contacts().importReport(new JobId(job.remoteId()));
    return switch (answer) {
      case Answer.Ok<ImportReport> ok -> read(ok.value(), job, times);
      case Answer.NotFound<ImportReport> ignored -> new Progress.Gone();
      // An id that Dotdigital does not even take for one.
      case Answer.Rejected<ImportReport> ignored -> new Progress.Gone();
      case Answer<ImportReport> other ->
          new Progress.NotKnown(times.next(job), outcomes.why(other, Part.CONTACTS));
    };
  }

  private Progress read(ImportReport report, Job job, AskTimes times) {
    return switch (report.state()) {
      case RUNNING -> new Progress.Running(times.next(job));
      case UNKNOWN -> new Progress.Gone();
      case DONE -> new Progress.Finished(settlements(report, job.items()));
      case FAILED, REJECTED_BY_WATCHDOG, EXCEEDS_CONTACT_LIMIT ->
          new Progress.Refused(
              outcomes.park(
                  "choice-refused",
                  "The import of it ended as a whole ("
                      + report.status()
                      + "). Replay it when the cause is mended."));
    };
  }

  /// A contact may be written and stand among the failures as well, when only a part was refused;
  /// where nothing of it was taken a refused number is to blame if it had one.
  private Map<Subject, Settlement> settlements(ImportReport report, List<Job.Sent> items) {
    Set<String> written = new HashSet<>();
    report.created().forEach(one -> written.add(one.id().value()));
    report.updated().forEach(one -> written.add(one.id().value()));
    Map<String, List<Code>> failures = new HashMap<>();
    report
        .failures()
        .forEach(
            failed ->
                failures.put(
                    number(failed),
                    failed.reasons().stream().map(r -> Code.of(r.code())).toList()));
    Set<String> numbered = new HashSet<>();
    items.stream()
        .filter(sent -> isSms(sent.subject()))
        .forEach(sent -> numbered.add(sent.owner()));
    Map<Subject, Settlement> settlements = new HashMap<>();
    for (Job.Sent sent : items) {
      String number = sent.owner();
      List<Code> codes = failures.getOrDefault(number, List.of());
      if (!codes.isEmpty()) {
        boolean whole = !written.contains(number);
        settlements.put(
            sent.subject(),
            failed(sent.subject(), number, codes, whole, numbered.contains(number)));
      } else if (written.contains(number)) {
        settlements.put(sent.subject(), new Settlement(new Outcome.Done(), number));
      }
    }
    return settlements;
  }

  private Settlement failed(
      Subject subject, String number, List<Code> codes, boolean whole, boolean numbered) {
    if (codes.stream().anyMatch(Code::isMissingContact)) {
      return InsightDelivery.lacksOwner(outcomes);
    }
    if (codes.stream().anyMatch(Code::isList)) {
      names.forget();
    }
    boolean blamed =
        whole
            ? isSms(subject) || !numbered
            : codes.stream().anyMatch(code -> isAbout(code, subject.topic()));
    String shown = codes.stream().map(Code::shown).distinct().collect(Collectors.joining(", "));
    return blamed
        ? new Settlement(ChoiceDelivery.refused(shown, subject.topic(), outcomes, settings), number)
        : new Settlement(
            whole
                ? new Outcome.Retry("what went with it was refused (" + shown + ")", outcomes.now())
                : new Outcome.Done(),
            number);
  }

  private static boolean isAbout(Code code, Topic topic) {
    return switch (topic.grain()) {
      case LIST -> code.isList();
      case PREFERENCE -> code.isConsent();
      case WHOLE -> !code.isList() && !code.isConsent();
    };
  }

  private static boolean isSms(Subject subject) {
    return subject.topic().grain() == Topic.Grain.WHOLE;
  }

  /// The contact it names, or was named by.
  private static String number(ImportReport.Failed failed) {
    ContactKey.Id id = failed.id();
    return id == null ? failed.identifiers().values().getOrDefault("contactId", "") : id.value();
  }
}
