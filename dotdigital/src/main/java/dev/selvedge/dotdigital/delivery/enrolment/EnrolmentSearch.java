package dev.selvedge.dotdigital.delivery.enrolment;

import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.answer.Slice;
import dev.selvedge.dotdigital.delivery.outcome.Outcomes;
import dev.selvedge.dotdigital.delivery.outcome.Part;
import dev.selvedge.dotdigital.delivery.outcome.ServerClock;
import dev.selvedge.dotdigital.program.Enrolment;
import dev.selvedge.dotdigital.program.Programs;
import dev.selvedge.send.Handover;
import dev.selvedge.send.Handover.Knowledge;
import dev.selvedge.send.Job;
import dev.selvedge.send.Target.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Looks for an enrolment whose answer was lost. Dotdigital keeps no mark of ours on it, so it is
/// known by its program and the time it was made, among those that no answer to another call of
/// this hub explains:
///
/// - none is there: it was not made (yet);
/// - one is there: it is taken for the lost one, unless another call of the program and time is in
///   the dark too, or was taken to have made it. It could be a stranger's; where Dotdigital tells
///   whom it is about, as many must be in it;
/// - several are there: which is the lost one cannot be told.
///
/// Never says that it has been done: for what is done once, that would be to do it again.
/// Thread-safe.
public final class EnrolmentSearch {
  /// Longer than any call may take: one that shows later was begun by somebody else.
  private static final Duration LONGEST_CALL = Duration.ofSeconds(150);

  /// The two clocks are compared to the second.
  private static final Duration SKEW = Duration.ofSeconds(2);

  private static final int MOST_PAGES = 30;

  private final Programs programs;
  private final ServerClock serverClock;
  private final Outcomes outcomes;

  public EnrolmentSearch(Programs programs, ServerClock serverClock, Outcomes outcomes) {
    this.programs = programs;
    this.serverClock = serverClock;
    this.outcomes = outcomes;
  }

  /// Looks for a job whose answer was lost.
  ///
  /// @param others the calls of this hub about the same program and time, but this job's; asked
  ///     for last, so that none that is listed can be missing there
  public Sighting lookFor(Job job, Supplier<List<Handover>> others) {
    if (job.items().isEmpty()) {
      return new Sighting.NotSeen();
    }
    return job.remoteId().isEmpty() ? search(job, others) : byId(job);
  }

  /// It was taken, so it is never to be made again; all that is asked is whether it is over.
  private Sighting byId(Job job) {
    if (job.remoteId().equals(EnrolmentDelivery.LACKS_CONTACT)) {
      return new Sighting.Found(job.remoteId());
    }
    Answer<Enrolment> answer = programs.enrolment(new JobId(job.remoteId()));
    return switch (answer) {
      case Answer.Ok<Enrolment> ignored -> new Sighting.Found(job.remoteId());
      case Answer.NotFound<Enrolment> ignored ->
          new Sighting.Ambiguous("Dotdigital took the enrolment and no longer knows of it");
      case Answer<Enrolment> other -> notKnown(other);
    };
  }

  private Sighting search(Job job, Supplier<List<Handover>> others) {
    int program = Integer.parseInt(job.items().getFirst().key());
    return switch (serverClock.read(job.startedAt())) {
      case ServerClock.Reading.NotKnown(String why) -> new Sighting.NotKnown(why);
      case ServerClock.Reading.At(Instant begun) -> {
        Wanted wanted =
            new Wanted(program, job.items().size(), begun.minus(SKEW), begun.plus(LONGEST_CALL));
        Set<String> listed = new LinkedHashSet<>();
        // In this order: what ends meanwhile is seen in the second list.
        yield switch (collect(Enrolment.State.PROCESSING, wanted, listed)) {
          case Listing.All ignored ->
              switch (collect(Enrolment.State.FINISHED, wanted, listed)) {
                case Listing.All ignoredToo -> decide(job, others.get(), listed);
                case Listing.TooMany ignoredToo -> tooMany();
                case Listing.Trouble(Answer<?> answer) -> notKnown(answer);
              };
          case Listing.TooMany ignored -> tooMany();
          case Listing.Trouble(Answer<?> answer) -> notKnown(answer);
        };
      }
    };
  }

  private static Sighting decide(Job job, List<Handover> others, Set<String> listed) {
    Set<String> found = new LinkedHashSet<>(listed);
    found.removeAll(remoteIds(others, Knowledge.ANSWERED));
    if (found.isEmpty()) {
      return new Sighting.NotSeen();
    }
    if (found.size() > 1) {
      return new Sighting.Ambiguous(
          found.size() + " enrolments in the program were made at that time");
    }
    if (others.stream().anyMatch(other -> isMistakable(job, other))) {
      return new Sighting.Ambiguous(
          "one enrolment in the program was made at that time, and two were handed over");
    }
    String id = found.iterator().next();
    if (remoteIds(others, Knowledge.FOUND).contains(id)) {
      return new Sighting.Ambiguous(
          "one enrolment in the program was made at that time, and another was taken to be it");
    }
    return new Sighting.Found(id);
  }

  /// Whether what another call made, if it made anything, could be what this job's made.
  private static boolean isMistakable(Job job, Handover other) {
    return other.knowledge() == Knowledge.NONE
        && Duration.between(other.at(), job.startedAt()).abs().compareTo(LONGEST_CALL.plus(SKEW))
            <= 0;
  }

  private static Set<String> remoteIds(List<Handover> others, Knowledge knowledge) {
    return others.stream()
        .filter(other -> other.knowledge() == knowledge)
        .map(Handover::remoteId)
        .collect(Collectors.toSet());
  }

  private static Sighting tooMany() {
    return new Sighting.Ambiguous("the account has too many enrolments to look through");
  }

  private Sighting notKnown(Answer<?> answer) {
    return new Sighting.NotKnown(outcomes.why(answer, Part.PROGRAMS));
  }

  /// What is looked for.
  private record Wanted(int program, int contacts, Instant from, Instant until) {
    /// What is not told is no reason to rule one out.
    boolean isLike(Enrolment one) {
      Instant made = one.dateCreated();
      boolean inTime = made == null || (!made.isBefore(from) && !made.isAfter(until));
      boolean sameProgram = one.programId() == 0 || one.programId() == program;
      boolean asMany = one.contacts().isEmpty() || one.contacts().size() == contacts;
      return inTime && sameProgram && asMany && one.lists().isEmpty();
    }
  }

  private sealed interface Listing {
    record All() implements Listing {}

    record TooMany() implements Listing {}

    record Trouble(Answer<?> answer) implements Listing {}
  }

  private Listing collect(Enrolment.State state, Wanted wanted, Set<String> found) {
    int skip = 0;
    for (int page = 0; page < MOST_PAGES; page++) {
      Answer<List<Enrolment>> answer = programs.enrolments(state, new Slice(Slice.MAX, skip));
      if (!(answer instanceof Answer.Ok<List<Enrolment>> ok)) {
        return new Listing.Trouble(answer);
      }
      List<Enrolment> listed = ok.value();
      listed.stream().filter(wanted::isLike).map(one -> one.id().value()).forEach(found::add);
      // A short page need not be the last, an empty one is.
      if (listed.isEmpty() || isNewestFirst(listed, wanted.from())) {
        return new Listing.All();
      }
      skip += listed.size();
    }
    return new Listing.TooMany();
  }

  /// Whether the list goes back in time and has gone back far enough. The order is not documented,
  /// so it is only believed where the page shows it.
  private static boolean isNewestFirst(List<Enrolment> page, Instant from) {
    for (int i = 1; i < page.size(); i++) {
      Instant before = page.get(i - 1).dateCreated();
      Instant made = page.get(i).dateCreated();
      if (before == null || made == null || made.isAfter(before)) {
        return false;
      }
    }
    Instant last = page.getLast().dateCreated();
    return last != null && last.isBefore(from);
  }
}
