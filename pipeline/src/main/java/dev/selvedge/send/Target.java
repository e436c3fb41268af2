package dev.selvedge.send;

import dev.selvedge.Outcome;
import dev.selvedge.SystemName;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.Telling;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.allowance.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// A system that holds desired states. Called from several virtual threads at once; every call ends
/// within the target's own time-out. Nothing here retries, waits or counts: the sender does, by
/// outcome and by what was heard.
public interface Target {
  /// The user's name for it.
  SystemName name();

  /// What sentences call it.
  String title();

  /// What it is to hold.
  Set<Facet> facets();

  /// Prepares whatever must exist before the first write (data fields, collections), and checks
  /// that the target can be reached. Repeating it is safe.
  ///
  /// @return what went wrong, or [Outcome.Done]
  Outcome prepare();

  /// Writes one item by calls of its own. Never asked for a facet without a way to do so.
  Settlement send(Item item);

  /// Whether that somebody is not to be mailed can be said while it is ill for this cause, though
  /// nothing else may be written.
  default boolean takesOptOuts(String cause) {
    return false;
  }

  /// Says that a contact is not to be mailed, and nothing else. Asked only where it takes opt-outs.
  default Settlement decline(Item item) {
    throw new IllegalStateException("nothing but whole items is written to " + name());
  }

  /// Packs items of one facet into one import, as many as fit; calls nobody.
  Parcel pack(Facet facet, List<Item> items);

  /// Asks how a running job is doing.
  Progress progress(Job job);

  /// Looks for a job whose answer was lost, or which does not end.
  ///
  /// @param others tells, when asked, what else was handed over about the time of a job that must
  ///     not be repeated; to be asked after the target was: whatever the target then shows had been
  ///     noted before it was made
  Sighting lookFor(Job job, Supplier<List<Handover>> others);

  /// How many items and bytes one import may hold at most.
  Batch batch(Facet facet);

  /// The counters that calls are taken from.
  List<Scope> scopes();

  /// What sending costs, as far as is known by now.
  Cost cost(Facet facet, Way way);

  /// The counter that what is done with a channel is taken from, where it allows only few calls in
  /// a long while: they are spread over it. Empty where calls come again soon.
  default Optional<String> rationed(Facet facet, String channel) {
    return Optional.empty();
  }

  /// Whether an import counts among those open at once until it is over; otherwise until it was
  /// taken, since the target does not mind how many it works on.
  default boolean holdsPlaceUntilOver(Facet facet) {
    return true;
  }

  /// The counters an import may be taken from, under each scheme of counting that the target may
  /// have. Which it has shows by the one last used; the last in the list holds before that.
  List<String> countersOf(Facet facet);

  /// How it is sent to, where it differs from what the project's account is sent by.
  default SendRules rules(SendRules standard) {
    return standard;
  }

  /// What answers told about the target as a whole since this was last asked, in their order.
  List<Heard> heard();

  /// How items leave.
  enum Way {
    /// one call each
    SINGLY,
    /// many in an import
    TOGETHER
  }

  /// What a call, or an import, is taken from.
  sealed interface Cost {
    /// It cannot be done in this way.
    record Impossible() implements Cost {}

    /// One call of a scope.
    record OneOf(String scope) implements Cost {}

    /// It shows when it is packed, see [Parcel#charge]: items of one facet go by different calls.
    record WhenPacked() implements Cost {}
  }

  /// So many calls of a scope.
  record Charge(String scope, int calls) {
    /// No call that anybody counts.
    public static final Charge NOTHING = new Charge("", 0);
  }

  /// One thing to write.
  ///
  /// @param delivered what the target holds; tells a rename from a create
  /// @param owner what the target holds of the person it belongs to; the item's own for a contact
  /// @param formerOwners what it holds of those an order belonged to before, or may have
  /// @param tellings what it is told about consent by this that it was not told before
  /// @param halfway whether it is not all that is desired, and the rest follows
  record Item(
      Subject subject,
      Desired desired,
      Delivered delivered,
      Delivered owner,
      List<Delivered> formerOwners,
      List<Telling> tellings,
      boolean halfway) {
    public Item {
      formerOwners = List.copyOf(formerOwners);
      tellings = List.copyOf(tellings);
    }

    /// One that is all that is desired.
    public Item(
        Subject subject,
        Desired desired,
        Delivered delivered,
        Delivered owner,
        List<Delivered> formerOwners,
        List<Telling> tellings) {
      this(subject, desired, delivered, owner, formerOwners, tellings, false);
    }

    /// One that tells nothing new about consent.
    public Item(
        Subject subject,
        Desired desired,
        Delivered delivered,
        Delivered owner,
        List<Delivered> formerOwners) {
      this(subject, desired, delivered, owner, formerOwners, List.of());
    }

    /// One that was never anybody else's.
    public Item(Subject subject, Desired desired, Delivered delivered, Delivered owner) {
      this(subject, desired, delivered, owner, List.of());
    }
  }

  /// What became of one item.
  ///
  /// @param outcome one of the six
  /// @param remoteId the target's id when Done, else empty
  /// @param lacksOwner the target does not hold the contact it belongs to (any more): that is
  ///     written first, then the item again
  /// @param untold what it was not told after all, of what it should be told about consent
  /// @param declined that somebody is not to be mailed was taken, whatever the rest came to
  /// @param mayStand it may have happened though it is not looked after any more
  record Settlement(
      Outcome outcome,
      String remoteId,
      boolean lacksOwner,
      Set<Topic> untold,
      boolean declined,
      boolean mayStand) {
    public Settlement {
      untold = Set.copyOf(untold);
    }

    public Settlement(
        Outcome outcome, String remoteId, boolean lacksOwner, Set<Topic> untold, boolean declined) {
      this(outcome, remoteId, lacksOwner, untold, declined, false);
    }

    /// The same, where it may have happened though it is not looked after any more.
    public Settlement butMayStand() {
      return new Settlement(outcome, remoteId, lacksOwner, untold, declined, true);
    }

    public Settlement(Outcome outcome, String remoteId, boolean lacksOwner, Set<Topic> untold) {
      this(outcome, remoteId, lacksOwner, untold, false);
    }

    /// The same, where that somebody is not to be mailed was taken.
    public Settlement butDeclined() {
      return new Settlement(outcome, remoteId, lacksOwner, untold, true);
    }

    /// The same, where nothing was said of a topic after all.
    public Settlement without(Topic topic) {
      return new Settlement(outcome, remoteId, lacksOwner, Set.of(topic), declined);
    }

    public Settlement(Outcome outcome, String remoteId, boolean lacksOwner) {
      this(outcome, remoteId, lacksOwner, Set.of());
    }

    public Settlement(Outcome outcome, String remoteId) {
      this(outcome, remoteId, false);
    }
  }

  /// An import, packed and not yet handed over. Used once.
  interface Parcel {
    List<Item> packed();

    /// Those that did not fit; they belong in the next one.
    List<Item> leftOver();

    /// What handing it over is taken from, where [Target#cost] could not say it before.
    default Charge charge() {
      return Charge.NOTHING;
    }

    Submission handOver();
  }

  /// What became of handing over an import.
  sealed interface Submission {
    record Accepted(String jobId) implements Submission {}

    /// It is over already, and there is nothing to ask for later: items have their settlements; one
    /// without is tried again.
    record Settled(Map<Subject, Settlement> settlements) implements Submission {
      public Settled {
        settlements = Map.copyOf(settlements);
      }
    }

    /// Nothing was taken, and no item is to blame: the outcome holds for all.
    record NotAccepted(Outcome outcome) implements Submission {}

    /// Nothing was taken because of what is in it: it is tried in smaller company.
    ///
    /// @param whenAlone what an item comes to that was refused all by itself
    /// @param tooLarge whether size was the reason, so that the next ones are made smaller
    record Refused(Outcome whenAlone, boolean tooLarge) implements Submission {}

    /// No answer came back: it may have been taken.
    record Lost(String why) implements Submission {}
  }

  /// The state of an import.
  sealed interface Progress {
    record Running(Instant askAgainAt) implements Progress {}

    /// Items have their settlements; one without is tried again.
    record Finished(Map<Subject, Settlement> settlements) implements Progress {
      public Finished {
        settlements = Map.copyOf(settlements);
      }
    }

    /// The import as a whole came to this.
    record Failed(Outcome outcome) implements Progress {}

    /// Nothing was written because of something that is in it: it is tried in smaller company.
    ///
    /// @param whenAlone what an item comes to that was refused all by itself
    record Refused(Outcome whenAlone) implements Progress {}

    /// The target does not know such a job.
    record Gone() implements Progress {}

    /// Could not be asked just now.
    record NotKnown(Instant askAgainAt, String why) implements Progress {}
  }

  /// What was found of a job whose fate is not known.
  sealed interface Sighting {
    /// It is there, under this id: it can be asked after again.
    record Found(String jobId) implements Sighting {}

    /// Its effect shows: it has been done, so that sending again cannot be overtaken by it.
    record Done() implements Sighting {}

    /// Nothing of it shows so far.
    record NotSeen() implements Sighting {}

    /// Something like it is there, which may be somebody else's.
    record Ambiguous(String why) implements Sighting {}

    /// Could not be looked for just now.
    record NotKnown(String why) implements Sighting {}
  }

  record Batch(int items, long bytes) {}
}
