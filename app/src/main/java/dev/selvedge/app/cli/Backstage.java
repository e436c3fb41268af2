package dev.selvedge.app.cli;

import dev.selvedge.app.audit.AuditRoom;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.subject.SubjectRoom;
import dev.selvedge.connector.Connector;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.work.FeedState;
import dev.selvedge.work.Outlook;
import dev.selvedge.work.Store;
import dev.selvedge.work.replay.ReplayParts;
import dev.selvedge.work.schema.SchemaLook;
import dev.selvedge.yaml.Environment;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// What commands need of the rest of the program; the wiring class is the one that has it.
public interface Backstage {
  /// Every connector there is.
  List<Connector> connectors();

  /// The variables that files may refer to.
  Environment environment();

  /// Opens the store of a project to look at; a hub may run on it at the same time.
  ///
  /// @throws CommandException with [ExitCode#UNREACHABLE] when it is not there or away
  Store look(Project project);

  /// What a project's targets are to hold, and what its automations do.
  PlanRules rules(Project project);

  /// Opens the store of a project to act on what is parked in it; a hub may run on it at the same
  /// time, and does the work then. The caller closes the store.
  ///
  /// @throws CommandException with [ExitCode#UNREACHABLE] when it is not there or away
  ReplayParts replays(Project project);

  /// Opens the store of a project, and its targets, to answer people who ask what is held of them
  /// or to be forgotten; a hub may run on it at the same time.
  ///
  /// @param pause waits so long, for what is under way or out of order
  /// @throws CommandException with [ExitCode#UNREACHABLE] when the store is not there or away
  SubjectRoom subjects(Project project, Consumer<Duration> pause);

  /// Opens the store of a project, its systems and its account to audit them; a hub may run at the
  /// same time. The caller closes it.
  ///
  /// @throws CommandException with [ExitCode#UNREACHABLE] when the store is not there or away
  AuditRoom audits(Project project);

  /// Starts a hub with all its parts: store, loops, HTTP.
  ///
  /// @throws CommandException with [ExitCode#UNREACHABLE] when the store is away or another hub has
  ///     it
  RunningHub start(Project project);

  /// Looks at the project's Dotdigital account: can it be reached, are the credentials right.
  List<Connector.Finding> examineTarget(Project project);

  /// Reads the addresses of the account's contacts, exactly as they are there.
  ///
  /// @param calls how many calls it may take
  /// @param each gets every contact's number and address
  ContactReading readContacts(Project project, int calls, BiConsumer<Long, String> each);

  /// How far a reading of contacts came.
  ///
  /// @param target what people call the account
  /// @param rest why there are more, a part of a sentence; empty when all were read
  record ContactReading(String target, long contacts, int calls, String rest) {}

  /// Looks at the schemas of the project's sources and of its account, beside a hub or without one.
  /// Changes nothing.
  ///
  /// @throws CommandException with [ExitCode#UNREACHABLE] when the store is not there or away
  SchemaLook.Report lookAtSchemas(Project project);

  /// What can be known of the project's targets without calling them.
  List<Outlook> outlooks(Project project);

  /// A hub at work. Closing it finishes what is in hand.
  interface RunningHub extends AutoCloseable {
    /// Where the dashboard is.
    URI dashboard();

    Store store();

    /// How the polled feeds are doing.
    List<FeedState> feeds();

    @Override
    void close();
  }
}
