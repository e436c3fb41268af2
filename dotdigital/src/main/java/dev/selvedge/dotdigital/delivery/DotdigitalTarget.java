package dev.selvedge.dotdigital.delivery;

import dev.selvedge.Outcome;
import dev.selvedge.SystemName;
import dev.selvedge.audit.Mirror;
import dev.selvedge.audit.schema.AccountSchema;
import dev.selvedge.automation.Automations;
import dev.selvedge.connector.Connector;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.account.Account;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.delivery.account.AccountPreparation;
import dev.selvedge.dotdigital.delivery.account.ChoiceNames;
import dev.selvedge.dotdigital.delivery.account.Examination;
import dev.selvedge.dotdigital.delivery.account.SchemaReading;
import dev.selvedge.dotdigital.delivery.action.ActionCheck;
import dev.selvedge.dotdigital.delivery.action.ActionDelivery;
import dev.selvedge.dotdigital.delivery.consent.ChoiceDelivery;
import dev.selvedge.dotdigital.delivery.consent.ChoiceImports;
import dev.selvedge.dotdigital.delivery.consent.ProofDelivery;
import dev.selvedge.dotdigital.delivery.consent.ProofImports;
import dev.selvedge.dotdigital.delivery.contact.ContactBody;
import dev.selvedge.dotdigital.delivery.contact.ContactDelivery;
import dev.selvedge.dotdigital.delivery.contact.ContactImports;
import dev.selvedge.dotdigital.delivery.contact.ContactLimit;
import dev.selvedge.dotdigital.delivery.contact.ContactSurvey;
import dev.selvedge.dotdigital.delivery.enrolment.EffectSearch;
import dev.selvedge.dotdigital.delivery.enrolment.EnrolmentDelivery;
import dev.selvedge.dotdigital.delivery.enrolment.EnrolmentReports;
import dev.selvedge.dotdigital.delivery.enrolment.EnrolmentSearch;
import dev.selvedge.dotdigital.delivery.guard.SchemaGuard;
import dev.selvedge.dotdigital.delivery.insight.InsightDelivery;
import dev.selvedge.dotdigital.delivery.insight.InsightImports;
import dev.selvedge.dotdigital.delivery.insight.SharedDelivery;
import dev.selvedge.dotdigital.delivery.meter.Meter;
import dev.selvedge.dotdigital.delivery.meter.Operation;
import dev.selvedge.dotdigital.delivery.outcome.AskTimes;
import dev.selvedge.dotdigital.delivery.outcome.Outcomes;
import dev.selvedge.dotdigital.delivery.outcome.Overheard;
import dev.selvedge.dotdigital.delivery.outcome.Part;
import dev.selvedge.dotdigital.delivery.outcome.ServerClock;
import dev.selvedge.dotdigital.delivery.outcome.Whereabouts;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.dotdigital.insight.CollectionName;
import dev.selvedge.dotdigital.mirror.DotdigitalMirror;
import dev.selvedge.dotdigital.program.NewEnrolment;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.mapping.collection.Declaration;
import dev.selvedge.mapping.collection.Declaration.Kind;
import dev.selvedge.mapping.collection.Standard;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Facet;
import dev.selvedge.send.Handover;
import dev.selvedge.send.Heard;
import dev.selvedge.send.Job;
import dev.selvedge.send.Target;
import dev.selvedge.send.allowance.Scope;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// A Dotdigital account as the hub's delivery target. Safe for use by many threads.
public final class DotdigitalTarget implements Target {
  private final Dotdigital account;
  private final TargetSettings settings;
  private final InstantSource clock;
  private final Meter meter;
  private final Outcomes outcomes;
  private final Overheard overheard;
  private final AccountPreparation preparation;
  private final AskTimes askTimes;
  private final ContactDelivery contacts;
  private final ContactImports contactImports;
  private final ProofDelivery proofs;
  private final ProofImports proofImports;
  private final ChoiceDelivery choices;
  private final ChoiceImports choiceImports;
  private final InsightDelivery insight;
  private final SharedDelivery shared;
  private final InsightImports insightImports;
  private final EnrolmentDelivery enrolments;
  private final EnrolmentReports enrolmentReports;
  private final EnrolmentSearch enrolmentSearch;
  private final ActionDelivery actions;
  private final EffectSearch effects;

  /// Listens to the client from now on. The client stays the caller's to close.
  public DotdigitalTarget(Dotdigital account, TargetSettings settings, InstantSource clock) {
    this.account = account;
    this.settings = settings;
    this.clock = clock;
    this.meter = new Meter(settings.limits(), clock);
    this.outcomes =
        new Outcomes(settings, new Whereabouts(account::residence, settings.title(), clock), clock);
    this.overheard = new Overheard(meter, outcomes);
    this.preparation = new AccountPreparation(account, settings, outcomes);
    this.askTimes = new AskTimes(settings.askEvery(), meter::isHourly, clock);
    ContactLimit limit = new ContactLimit(outcomes);
    this.contacts =
        new ContactDelivery(
            account, ContactBody.of(settings), preparation, outcomes, limit, settings.retired());
    this.proofs = new ProofDelivery(account, settings, outcomes);
    this.proofImports = new ProofImports(account, settings, outcomes);
    this.contactImports = new ContactImports(account, settings, preparation, outcomes, limit);
    ChoiceNames names = new ChoiceNames(account, settings, outcomes);
    this.choices = new ChoiceDelivery(account, settings, names, outcomes);
    this.choiceImports = new ChoiceImports(account, settings, names, outcomes);
    SchemaGuard guard = new SchemaGuard(account.collections(), settings.collections(), clock);
    this.insight = new InsightDelivery(account, guard, outcomes);
    this.shared = new SharedDelivery(account, guard, outcomes);
    this.insightImports = new InsightImports(account, settings, preparation, guard, outcomes);
    ServerClock serverClock = new ServerClock(account.account(), outcomes, clock);
    this.enrolments = new EnrolmentDelivery(account, settings, outcomes);
    this.enrolmentReports = new EnrolmentReports(account, outcomes);
    this.enrolmentSearch = new EnrolmentSearch(account.programs(), serverClock, outcomes);
    this.actions =
        new ActionDelivery(
            account,
            new ActionDelivery.About(
                new AnswersAbout(Part.MESSAGES, outcomes, settings),
                new AnswersAbout(Part.TOLD_EVENTS, outcomes, settings),
                new AnswersAbout(Part.CONTACTS, outcomes, settings),
                new AnswersAbout(Part.INSIGHT, outcomes, settings)),
            guard,
            new MeterCounters(meter));
    this.effects =
        new EffectSearch(
            account, new CollectionName(settings.ordersCollection()), serverClock, outcomes);
    account.listen(overheard);
  }

  @Override
  public SystemName name() {
    return settings.name();
  }

  @Override
  public String title() {
    return settings.title();
  }

  @Override
  public Set<Facet> facets() {
    Set<Facet> facets = EnumSet.of(Facet.CONTACT, Facet.ORDER, Facet.ENROLMENT);
    if (settings.consent().proofs()) {
      facets.add(Facet.PROOF);
    }
    if (!settings.consent().topics().isEmpty()) {
      facets.add(Facet.CHOICE);
    }
    if (settings.collections().catalog().isPresent()) {
      facets.add(Facet.PRODUCT);
    }
    if (settings.collections().find(Standard.CARTS).isPresent()) {
      facets.add(Facet.CART);
    }
    if (settings.collections().all().stream().anyMatch(one -> one.kind() == Kind.CUSTOM)) {
      facets.add(Facet.RECORD);
    }
    return facets;
  }

  /// An account that is capped is not even asked before its time.
  @Override
  public Outcome prepare() {
    Instant capped = overheard.cappedUntil();
    if (clock.instant().isBefore(capped)) {
      return new Outcome.Snooze("the account is capped for making too many calls an hour", capped);
    }
    Outcome outcome = preparation.prepare();
    if (outcome instanceof Outcome.Done) {
      countStrangers();
    }
    return outcome;
  }

  /// What preparation found that stops some of the work and not all of it, one sentence each.
  public List<String> remarks() {
    return preparation.remarks();
  }

  /// Reads the addresses of all contacts that can be read with so many calls; changes nothing.
  public ContactSurvey.Survey survey(int calls, ContactSurvey.Listed each) {
    return new ContactSurvey(account, outcomes).read(calls, each);
  }

  /// The account, read back. What is asked through it counts like everything else.
  ///
  /// @param emails which spellings are one mailbox
  public Mirror mirror(EmailRules emails) {
    return new DotdigitalMirror(account, settings, outcomes, this::counterOf, emails, clock);
  }

  /// Whether the account answers, and whether its data fields suit the project; changes nothing.
  public List<Connector.Finding> examine() {
    return new Examination(account, settings, outcomes).findings();
  }

  /// Whether the account has what these automations name; changes nothing.
  public List<Connector.Finding> examine(Automations automations) {
    return new ActionCheck(account, settings.title()).findings(automations);
  }

  /// What the account looks like; changes nothing.
  ///
  /// @param automations whose programs and campaigns are looked at
  public AccountSchema schema(Automations automations) {
    return new SchemaReading(account, settings, outcomes).read(() -> examine(automations));
  }

  /// An account without tiers says nothing of its calls by itself: it is asked, once in a window.
  private void countStrangers() {
    if (meter.isCountDue() && account.account().get() instanceof Answer.Ok<Account> ok) {
      meter.count(ok.value()).ifPresent(overheard::add);
    }
  }

  @Override
  public Settlement send(Item item) {
    countStrangers();
    try {
      return switch (item.subject().facet()) {
        case CONTACT -> contacts.send(item);
        case ORDER, CART -> insight.send(item);
        case PROOF -> proofs.send(item);
        case CHOICE -> choices.send(item);
        case PRODUCT -> shared.send(item);
        case RECORD -> isShared(item) ? shared.send(item) : insight.send(item);
        case ENROLMENT ->
            throw new IllegalStateException("enrolments leave together: one cannot go by itself");
        case CONSENT -> throw elsewhere();
      };
    } catch (IllegalArgumentException unfit) {
      // No call can carry it, a key of ".." for example: its own fault, and nobody else's.
      return new Settlement(outcomes.unfit(unfit), "");
    }
  }

  /// Data fields that do not suit the project keep everything from being written but this.
  @Override
  public boolean takesOptOuts(String cause) {
    return AccountPreparation.isOfFields(cause, settings);
  }

  @Override
  public Settlement decline(Item item) {
    try {
      return contacts.decline(item);
    } catch (IllegalArgumentException unfit) {
      return new Settlement(outcomes.unfit(unfit), "");
    }
  }

  @Override
  public Parcel pack(Facet facet, List<Item> items) {
    return switch (facet) {
      case CONTACT -> contactImports.pack(items);
      case ORDER, PRODUCT, CART, RECORD -> insightImports.pack(items);
      case ENROLMENT ->
          ActionDelivery.isOne(items.getFirst()) ? actions.pack(items) : enrolments.pack(items);
      case PROOF -> proofImports.pack(items);
      case CHOICE -> choiceImports.pack(items);
      case CONSENT -> throw elsewhere();
    };
  }

  @Override
  public Progress progress(Job job) {
    countStrangers();
    return switch (job.facet()) {
      case CONTACT -> contactImports.progress(job, askTimes);
      case ORDER, PRODUCT, CART, RECORD -> insightImports.progress(job, askTimes);
      case ENROLMENT ->
          ActionDelivery.isOne(job)
              ? actions.progress(job)
              : enrolmentReports.progress(job, askTimes);
      case PROOF -> proofImports.progress(job, askTimes);
      case CHOICE -> choiceImports.progress(job, askTimes);
      case CONSENT -> throw elsewhere();
    };
  }

  @Override
  public Sighting lookFor(Job job, Supplier<List<Handover>> others) {
    try {
      return switch (job.facet()) {
        case CONTACT -> effects.ofContacts(job);
        case ORDER -> effects.ofRecords(job);
        case ENROLMENT ->
            ActionDelivery.isOne(job) ? actions.lookFor(job) : enrolmentSearch.lookFor(job, others);
        case PROOF -> proofs.lookFor(job);
        // Writing it twice leaves it as writing it once does.
        case CHOICE, PRODUCT, CART, RECORD -> new Sighting.NotSeen();
        case CONSENT -> throw elsewhere();
      };
    } catch (IllegalArgumentException unfit) {
      // What no call can carry is not there.
      return new Sighting.NotSeen();
    }
  }

  /// Whether a record of the project's own is the account's.
  private boolean isShared(Item item) {
    return switch (item.desired()) {
      case Desired.Shared ignored -> true;
      case Desired.Withdrawn gone ->
          settings
              .collections()
              .find(gone.collection())
              .filter(one -> one.scope() == Declaration.Scope.ACCOUNT)
              .isPresent();
      default -> false;
    };
  }

  private static IllegalStateException elsewhere() {
    return new IllegalStateException("what was decided goes to Dotdigital with its contact");
  }

  @Override
  public Batch batch(Facet facet) {
    TargetSettings.Batches batches = settings.batches();
    return new Batch(
        switch (facet) {
          case CONTACT, PROOF, CHOICE -> batches.contacts();
          case ORDER, PRODUCT, CART, RECORD -> batches.records();
          case ENROLMENT -> NewEnrolment.OfContacts.MAX;
          case CONSENT -> 1;
        },
        batches.bytes());
  }

  @Override
  public List<Scope> scopes() {
    return meter.scopes();
  }

  @Override
  public Cost cost(Facet facet, Way way) {
    return meter.cost(facet, way);
  }

  /// Of all calls only those that start people in programs are few: so many in an hour.
  @Override
  public Optional<String> rationed(Facet facet, String channel) {
    boolean program =
        facet == Facet.ENROLMENT && !channel.isEmpty() && !ActionDelivery.isOne(channel);
    return program ? Optional.of(Meter.ENROLMENTS) : Optional.empty();
  }

  /// Imports are few at a time. Of enrolments no such number is known.
  @Override
  public boolean holdsPlaceUntilOver(Facet facet) {
    return facet != Facet.ENROLMENT;
  }

  @Override
  public List<String> countersOf(Facet facet) {
    return meter.countersOf(facet);
  }

  /// The counter that a call of this kind is taken from, as far as is known; empty for none.
  public String counterOf(Operation operation) {
    return meter.takenFrom(operation);
  }

  @Override
  public List<Heard> heard() {
    return overheard.drain();
  }
}
