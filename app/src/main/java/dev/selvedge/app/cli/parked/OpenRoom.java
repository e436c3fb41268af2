package dev.selvedge.app.cli.parked;

import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.ProjectOption;
import dev.selvedge.app.parked.ParkedRoom;
import dev.selvedge.app.parked.StoreParkedRoom;
import dev.selvedge.work.Store;
import dev.selvedge.work.replay.Choice;
import dev.selvedge.work.replay.Rehearsal;
import dev.selvedge.work.replay.ReplayParts;

/// The room of a project's parked items, open as long as a command needs it.
///
/// @param store closed with it
record OpenRoom(Store store, ParkedRoom room, Rehearsal rehearsal) implements AutoCloseable {

  static OpenRoom of(Desk desk, ProjectOption project) {
    ReplayParts parts = desk.backstage().replays(desk.project(project.path()));
    return new OpenRoom(parts.store(), new StoreParkedRoom(parts), new Rehearsal(parts));
  }

  /// How many are chosen at this moment.
  long count(Choice choice) {
    return store.read(
        ports ->
            switch (choice) {
              case Choice.One(long number) -> ports.parked().find(number).stream().count();
              case Choice.OfCause ofCause -> ports.parked().count(ofCause.cause());
              case Choice.All ignored -> ports.parked().count();
            });
  }

  static CommandException notParked(long number) {
    return new CommandException(
        ExitCode.FAILED,
        "nothing is parked as number " + number,
        "it went through or was discarded: 'selvedge trail <record>' says which");
  }

  @Override
  public void close() {
    store.close();
  }
}
