package dev.selvedge.sandbox.stranger;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.job.HeldPlaces;
import dev.selvedge.sandbox.job.JobKind;
import dev.selvedge.sandbox.limit.Habit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Other integrations that use the same account, by its clock: nothing here runs by itself.
///
/// Safe for use by several threads.
public final class Strangers {
  private final Account account;
  private final InstantSource clock;

  public Strangers(Account account, InstantSource clock) {
    this.account = account;
    this.clock = clock;
  }

  /// Makes so many calls of a tier at once; returns how many the allowance let through.
  public int spend(Tier tier, int calls) {
    return account.allowance().spend(tier, calls, clock.instant());
  }

  /// Takes up a habit from now on; returns it with its number.
  public Habit begin(Habit habit) {
    return account.allowance().begin(habit, clock.instant());
  }

  /// Gives one habit up; false if there is no such habit.
  public boolean end(int habit) {
    return account.allowance().end(habit, clock.instant());
  }

  public List<Habit> habits() {
    return account.allowance().habits();
  }

  /// Takes up so many of the places for active contact imports for a while.
  public void holdContactImports(int places, Duration howLong) {
    hold(JobKind.CONTACT_IMPORT, places, howLong);
  }

  /// Takes up so many of the places for active insight imports for a while.
  public void holdInsightImports(int places, Duration howLong) {
    hold(JobKind.INSIGHT_IMPORT, places, howLong);
  }

  private void hold(JobKind kind, int places, Duration howLong) {
    account.places().hold(kind, places, clock.instant().plus(howLong));
  }

  /// The places they hold, of imports of either kind.
  public List<HeldPlaces.Holding> holdings() {
    return account.places().all();
  }

  /// Lets go of all import places.
  public void releaseImports() {
    account.places().clear();
  }

  /// Everybody leaves: no habits and no held places; what was spent stays spent.
  public void leave() {
    Instant now = clock.instant();
    account.allowance().endAll(now);
    releaseImports();
  }
}
