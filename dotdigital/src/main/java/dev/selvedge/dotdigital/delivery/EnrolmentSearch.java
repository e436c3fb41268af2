package dev.selvedge.dotdigital.delivery;

import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.answer.Slice;
import dev.selvedge.dotdigital.program.Enrolment;
import dev.selvedge.dotdigital.program.Programs;
import dev.selvedge.send.Job;
import dev.selvedge.send.Target.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Looks for an enrolment whose answer was lost. Dotdigital keeps no mark of ours on it, so it is
/// known by its program and the time it was made, among those nobody else can explain:
///
/// - none is there: it was not made (yet);
/// - one is there: it is taken for the lost one. It could be a stranger's; where Dotdigital tells
///   whom it is about, as many must be in it, and where this process looks for another job of the
///   program and time, it is not decided whose it is;
/// - several are there: which is the lost one cannot be told.
///
/// Never says that it has been done: for what is done once, that would be to do it again.
/// Thread-safe.
final class EnrolmentSearch {
  /// Longer than any call may take: one that shows later was begun by somebody else.
  private static final Duration LONGEST_CALL = Duration.ofSeconds(150);

  /// The two clocks are compared to the second.
  private static final Duration SKEW = Duration.ofSeconds(2);

  private static final Duration STILL_LOOKED_FOR = Duration.ofMinutes(2);
  private static final int MOST_PAGES = 30;

  private final Programs programs;
  private final EnrolmentMemory memory;
  private final ServerClock serverClock;
  private final Outcomes outcomes;

  EnrolmentSearch(
      Programs programs, EnrolmentMemory memory, ServerClock serverClock, Outcomes outcomes) {
    this.programs = programs;
    this.memory = memory;
    this.serverClock = serverClock;
    this.outcomes = outcomes;
  }

  Sighting lookFor(Job job) {
    if (job.items().isEmpty()) {
      return new Sighting.NotSeen();
    }
    return job.remoteId().isEmpty() ? search(job) : byId(job);
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

  private Sighting search(Job job) {
    int program = Integer.parseInt(job.items().getFirst().key());
    memory.lookFor(job, program, outcomes.now());
    return switch (serverClock.read(job.startedAt())) {
      case ServerClock.Reading.NotKnown(String why) -> new Sighting.NotKnown(why);
      case ServerClock.Reading.At(Instant begun) -> {
        Wanted wanted =
            new Wanted(
                job.id(), program, job.items().size(), begun.minus(SKEW), begun.plus(LONGEST_CALL));
        Set<String> found = new LinkedHashSet<>();
        // In this order: what ends meanwhile is seen in the second list.
        yield switch (collect(Enrolment.State.PROCESSING, wanted, found)) {
          case Listing.All ignored ->
              switch (collect(Enrolment.State.FINISHED, wanted, found)) {
                case Listing.All ignoredToo -> decide(job, found);
                case Listing.TooMany ignoredToo -> tooMany();
                case Listing.Trouble(Answer<?> answer) -> notKnown(answer);
              };
          case Listing.TooMany ignored -> tooMany();
          case Listing.Trouble(Answer<?> answer) -> notKnown(answer);
        };
      }
    };
  }

  private Sighting decide(Job job, Set<String> found) {
    if (found.isEmpty()) {
      return new Sighting.NotSeen();
    }
    if (found.size() > 1) {
      return new Sighting.Ambiguous(
          found.size() + " enrolments in the program were made at that time");
    }
    Instant lately = outcomes.now().minus(STILL_LOOKED_FOR);
    if (memory.isMistakable(job, LONGEST_CALL, lately)) {
      return new Sighting.Ambiguous(
          "one enrolment in the program was made at that time, and two were handed over");
    }
    String id = found.iterator().next();
    if (memory.isTakenByAnother(id, job.id())) {
      return new Sighting.Ambiguous(
          "one enrolment in the program was made at that time, and another was taken to be it");
    }
    memory.belongs(id, job.id());
    return new Sighting.Found(id);
  }

  private static Sighting tooMany() {
    return new Sighting.Ambiguous("the account has too many enrolments to look through");
  }

  private Sighting notKnown(Answer<?> answer) {
    return new Sighting.NotKnown(outcomes.why(answer, Part.PROGRAMS));
  }

  /// What is looked for.
  private record Wanted(long job, int program, int contacts, Instant from, Instant until) {
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
      listed.stream()
          .filter(wanted::isLike)
          .map(one -> one.id().value())
          .filter(id -> !memory.isExplained(id, wanted.job()))
          .forEach(found::add);
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
