package dev.selvedge.dotdigital.delivery;

import dev.selvedge.send.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// What this process knows of enrolments: whose each is that it got an answer for or has found, and
/// which jobs it is looking for. So an enrolment that is explained is not taken for a lost one.
/// Holds so much and no more. Thread-safe.
final class EnrolmentMemory {
  private static final int AT_MOST = 10_000;
  private static final long SOME_JOB = -1;

  private final Map<String, Long> owners = new LinkedHashMap<>();
  private final Set<String> answered = new LinkedHashSet<>();
  private final Map<Long, Doubt> doubts = new LinkedHashMap<>();

  /// A job that is looked for.
  ///
  /// @param askedAt when it was last looked for
  private record Doubt(int program, Instant startedAt, Instant askedAt) {}

  /// An enrolment whose call was answered: it belongs to a job, and that job knows it.
  synchronized void answered(String enrolment) {
    note(enrolment, SOME_JOB);
    answered.add(enrolment);
    if (answered.size() > AT_MOST) {
      answered.remove(answered.iterator().next());
    }
  }

  /// An enrolment that is a job's.
  synchronized void belongs(String enrolment, long job) {
    note(enrolment, job);
    doubts.remove(job);
  }

  private void note(String enrolment, long job) {
    owners.put(enrolment, job);
    if (owners.size() > AT_MOST) {
      owners.remove(owners.keySet().iterator().next());
    }
  }

  /// Whether an enrolment is known to be another's than this job's, for that one's call was
  /// answered.
  synchronized boolean isExplained(String enrolment, long job) {
    return answered.contains(enrolment) && isTakenByAnother(enrolment, job);
  }

  /// Whether an enrolment is held to be another's than this job's, be it by a search. A search can
  /// err, so what it found for one job must not prove to another that it was not made.
  synchronized boolean isTakenByAnother(String enrolment, long job) {
    Long owner = owners.get(enrolment);
    return owner != null && owner != job;
  }

  /// A job is looked for now.
  synchronized void lookFor(Job job, int program, Instant now) {
    doubts.put(job.id(), new Doubt(program, job.startedAt(), now));
    if (doubts.size() > AT_MOST) {
      doubts.remove(doubts.keySet().iterator().next());
    }
  }

  /// Whether another job of the program is looked for that was handed over about the same time.
  ///
  /// @param apart how far apart two are that cannot be mistaken for each other
  /// @param lately since when a job that is still looked for must have been looked for
  synchronized boolean isMistakable(Job job, Duration apart, Instant lately) {
    Doubt own = doubts.get(job.id());
    return own != null
        && doubts.entrySet().stream()
            .filter(other -> other.getKey() != job.id())
            .map(Map.Entry::getValue)
            .filter(other -> other.program() == own.program() && other.askedAt().isAfter(lately))
            .anyMatch(
                other ->
                    Duration.between(other.startedAt(), own.startedAt()).abs().compareTo(apart)
                        < 0);
  }
}
