package dev.selvedge.work.hub;

import dev.selvedge.inbox.IntakePressure;
import dev.selvedge.send.Job;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.HubSettings;
import dev.selvedge.work.Signal;
import dev.selvedge.work.poll.PollStep;
import dev.selvedge.work.resolve.OrphanReport;
import dev.selvedge.work.resolve.ResolveStep;
import dev.selvedge.work.resolve.Reviewing;
import dev.selvedge.work.send.SendStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The same steps as the [Hub]'s loops, turned by hand: nothing happens between turns and time is
/// the caller's. For tests and for tools that work through a store once. Confined to one thread.
public final class HandCrank implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final int TURNS_AT_MOST = 100_000;

  private final ResolveStep resolve;
  private final List<SendStep> sends = new ArrayList<>();
  private final Sweep sweep;
  private final OrphanReport orphans;
  private final Reviewing reviewing;
  private final Takeover takeover;
  private final List<PollStep> polls = new ArrayList<>();

  public HandCrank(HubParts parts, HubSettings settings) {
    Signal signal = new Signal();
    IntakePressure none = () -> IntakePressure.Level.CALM;
    this.resolve = new ResolveStep(parts, settings.batch(), none, signal::wake);
    parts
        .targets()
        .forEach(target -> sends.add(new SendStep(parts, target, settings, () -> false, signal)));
    this.sweep = new Sweep(parts, settings);
    this.orphans = new OrphanReport(parts, settings.orphansAfter());
    this.reviewing = new Reviewing(parts, signal::wake);
    this.takeover = new Takeover(parts, settings.lease());
    parts
        .polled()
        .forEach(polled -> polls.add(new PollStep(polled, parts, settings, none, signal)));
    takeUp(takeover.begin());
  }

  private void takeUp(List<Job> jobs) {
    sends.forEach(send -> send.takeUp(jobs));
  }

  /// Says that this run is alive, and takes over from those that are not.
  public void beat() {
    takeUp(takeover.beat());
  }

  /// Reads every feed to its end.
  public void poll() {
    for (PollStep poll : polls) {
      for (int turn = 0; turn < TURNS_AT_MOST && poll.get().isZero(); turn++) {
        // each turn is one page
      }
    }
  }

  /// Resolves everything that waits in the inbox.
  public void resolve() {
    for (int turn = 0; turn < TURNS_AT_MOST && resolve.get().isZero(); turn++) {
      // each turn is one batch
    }
  }

  /// Takes one batch or page of what is to be resolved; whether there is more at once.
  public boolean resolveOnce() {
    return resolve.get().isZero();
  }

  /// Lets go of what outlived its use, until there is nothing more to do.
  public void sweep() {
    for (int turn = 0; turn < TURNS_AT_MOST && sweep.get().compareTo(SOON) <= 0; turn++) {
      // each turn is one look
    }
  }

  /// Tells people of parts whose order did not come in time.
  public void reportOrphans() {
    for (int turn = 0; turn < TURNS_AT_MOST && orphans.get().compareTo(SOON) <= 0; turn++) {
      // each turn is one look
    }
  }

  /// Looks at everybody if automations changed since somebody last did.
  public void review() {
    for (int turn = 0; turn < TURNS_AT_MOST && reviewing.get().isZero(); turn++) {
      // each turn is one page
    }
  }

  /// Sends what is due now, lane by lane, once, and waits for the answers.
  public void send() {
    sends.forEach(SendStep::get);
    sends.forEach(SendStep::awaitCalls);
  }

  /// Sends until nothing is due any more at this time, or so many turns were made.
  ///
  /// @param between moves the clock on, so that imports can be asked after
  public void sendAll(int turns, Runnable between) {
    for (int turn = 0; turn < turns; turn++) {
      send();
      between.run();
    }
  }

  @Override
  public void close() {
    sends.forEach(SendStep::close);
  }
}
