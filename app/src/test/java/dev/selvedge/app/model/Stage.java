package dev.selvedge.app.model;

import dev.selvedge.app.model.Oracle.Policy;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.sandbox.setting.Settings;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One sandbox for all stories, emptied before each; an empty store is copied for each.
final class Stage implements AutoCloseable {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private static final List<Policy> POLICIES =
      List.of(
          new Policy(Set.of(), false, true),
          new Policy(Set.of("shop"), false, true),
          new Policy(Set.of(), false, false),
          new Policy(Set.of(), true, true));

  private final Path folder;
  private final Path empty;
  private final SettableClock clock = new SettableClock(NOON);
  private final SandboxServer sandbox;
  private int played;

  Stage(Path folder) {
    this.folder = folder;
    this.empty = folder.resolve("empty.db");
    Stores.open(StoreConfig.file(empty), () -> 1).close();
    this.sandbox =
        SandboxServer.start(
            SandboxConfig.unthrottled()
                .clock(clock)
                .settings(Settings.unthrottled())
                .callsKept(2_000, true));
  }

  Policy policy(Script script) {
    return POLICIES.get(script.rules());
  }

  Instant start() {
    return NOON;
  }

  /// A hub with nothing in it.
  Hub hub(Script script) throws IOException {
    Path file = folder.resolve("hub-" + played++ + ".db");
    clock.set(NOON);
    sandbox.reset();
    Files.copy(empty, file);
    return new Hub(file, sandbox, clock, policy(script));
  }

  Optional<Throwable> play(Script script) {
    Path file = folder.resolve("hub-" + played++ + ".db");
    clock.set(NOON);
    sandbox.reset();
    try {
      Files.copy(empty, file);
      try (World world = new World(file, sandbox, clock, POLICIES.get(script.rules()))) {
        world.play(script.steps());
      } finally {
        for (String end : List.of("", "-wal", "-shm", ".lock")) {
          Files.deleteIfExists(Path.of(file + end));
        }
      }
      return Optional.empty();
    } catch (AssertionError | RuntimeException | IOException e) {
      return Optional.of(e);
    }
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
