package dev.selvedge.sandbox.account;

import dev.selvedge.sandbox.contact.ChangeReader;
import dev.selvedge.sandbox.contact.ContactImport;
import dev.selvedge.sandbox.contact.ContactWriter;
import dev.selvedge.sandbox.contact.Contacts;
import dev.selvedge.sandbox.contact.MergeOption;
import dev.selvedge.sandbox.insight.InsightBook;
import dev.selvedge.sandbox.insight.InsightImport;
import dev.selvedge.sandbox.job.HeldPlaces;
import dev.selvedge.sandbox.job.JobKind;
import dev.selvedge.sandbox.job.JobQueue;
import dev.selvedge.sandbox.limit.Allowance;
import dev.selvedge.sandbox.message.CampaignBook;
import dev.selvedge.sandbox.message.ExportBook;
import dev.selvedge.sandbox.message.Outbox;
import dev.selvedge.sandbox.program.ProgramBook;
import dev.selvedge.sandbox.setting.Settings;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The whole state of one account behind one lock.
///
/// Everything reached through it is guarded by {@link #locked}; the allowance and the places that
/// strangers hold guard themselves.
public final class Account {
  /// The account id of the specification's samples.
  public static final int ID = 40_001;

  private static final long GUID_SALT = 0x5E17ED6EL;

  private final ReentrantLock lock = new ReentrantLock(true);
  private final Allowance allowance;
  private final HeldPlaces places = new HeldPlaces();
  private volatile Settings settings;
  private State state;

  public Account(Settings settings, Instant now) {
    this.settings = settings;
    this.allowance = new Allowance(this::settings);
    this.state = new State(this::settings, now);
  }

  /// Runs work under the lock, after everything that was due by then.
  public <T> T locked(Instant now, Supplier<T> work) {
    lock.lock();
    try {
      state.jobs.settle(now);
      state.jobs.expire(now).forEach(state::forgetReport);
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /// Starts over with a fresh account; settings stay.
  public void reset(Instant now) {
    state = new State(this::settings, now);
    allowance.reset();
    places.clear();
  }

  public Settings settings() {
    return settings;
  }

  public void change(Settings changed) {
    settings = changed;
  }

  public Allowance allowance() {
    return allowance;
  }

  /// Import places taken by strangers.
  public HeldPlaces places() {
    return places;
  }

  /// How many jobs of a kind are active, those of strangers among them.
  public int active(JobKind kind, Instant now) {
    return state.jobs.active(kind) + places.held(kind, now);
  }

  public Contacts contacts() {
    return state.contacts;
  }

  public InsightBook insight() {
    return state.insight;
  }

  public ProgramBook programs() {
    return state.programs;
  }

  public CampaignBook campaigns() {
    return state.campaigns;
  }

  public Outbox outbox() {
    return state.outbox;
  }

  /// Subscriptions to events, and what they collected.
  public ExportBook exports() {
    return state.exports;
  }

  public JobQueue jobs() {
    return state.jobs;
  }

  /// Contact imports by job id.
  public Map<String, ContactImport> contactImports() {
    return state.contactImports;
  }

  /// Insight imports by job id.
  public Map<String, InsightImport> insightImports() {
    return state.insightImports;
  }

  /// Other asynchronous work by job id.
  public Map<String, Task> tasks() {
    return state.tasks;
  }

  private static final class State {
    private final Contacts contacts;
    private final InsightBook insight;
    private final ProgramBook programs;
    private final CampaignBook campaigns = new CampaignBook();
    private final Outbox outbox = new Outbox();
    private final ExportBook exports = new ExportBook();
    private final JobQueue jobs;
    private final Map<String, ContactImport> contactImports = new HashMap<>();
    private final Map<String, InsightImport> insightImports = new HashMap<>();
    private final Map<String, Task> tasks = new HashMap<>();

    State(Settings.Source settings, Instant now) {
      jobs = new JobQueue(GUID_SALT, new JobRules(settings));
      contacts = new Contacts(settings, now);
      insight = new InsightBook(settings);
      programs = new ProgramBook(now);
      // The contact that the vendor's own client tests look for.
      contacts
          .writer()
          .upsert(
              ChangeReader.addressed("demo@apiconnector.com"),
              new ContactWriter.Manner(MergeOption.OVERWRITE, true, now.toEpochMilli()));
    }

    void forgetReport(String job) {
      contactImports.remove(job);
      insightImports.remove(job);
    }
  }

  private record JobRules(Settings.Source settings) implements JobQueue.Rules {
    @Override
    public boolean overtaking() {
      return settings.get().switches().jobsOvertake();
    }

    @Override
    public long reportsKeptMillis() {
      return settings.get().reportsKeptMillis();
    }
  }
}
