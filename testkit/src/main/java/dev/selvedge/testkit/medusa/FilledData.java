package dev.selvedge.testkit.medusa;

import dev.selvedge.testkit.npm.NodeServer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// The data of a shop that has its tables, its settings and its products. Making it takes as long
/// as all the rest, so it is kept beside the scripts, as PostgreSQL left it.
final class FilledData {
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private final Path scripts;
  private final DatabaseServer databases;
  private final Duration patience;

  FilledData(Path scripts, DatabaseServer databases, Duration patience) {
    this.scripts = scripts;
    this.databases = databases;
    this.patience = patience;
  }

  /// A server over a copy of the data.
  ///
  /// @param data where the copy goes
  DatabaseServer.Running over(Path data) throws IOException {
    Path kept = scripts.resolveSibling(scripts.getFileName() + "-data-" + Shopkeeper.recipe());
    ONE_AT_A_TIME.lock();
    try (FileChannel channel =
            FileChannel.open(
                scripts.resolveSibling("data.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var held = channel.lock()) {
      if (held.isValid() && Files.exists(kept)) {
        copy(kept, data);
        try {
          return databases.start(data);
        } catch (IOException | IllegalStateException otherVersion) {
          // Data of another PostgreSQL than the present one's is of no use.
          delete(kept);
          delete(data);
        }
      }
      Path made = data.resolveSibling("made");
      fill(made);
      Path whole = kept.resolveSibling(kept.getFileName() + ".part");
      delete(whole);
      copy(made, whole);
      Files.move(whole, kept, StandardCopyOption.ATOMIC_MOVE);
      copy(kept, data);
    } finally {
      ONE_AT_A_TIME.unlock();
    }
    return databases.start(data);
  }

  private void fill(Path data) throws IOException {
    try (DatabaseServer.Running database = databases.start(data)) {
      Map<String, String> environment = TestShop.environment(database, "");
      NodeServer.run(scripts, "migrate.js", environment, patience);
      try (NodeServer server = TestShop.open(scripts, database, "", patience)) {
        new Shopkeeper(new Rest(server.root(), Map.of())).open();
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(from)) {
      paths = walk.toList();
    }
    for (Path path : paths) {
      // With its rights: PostgreSQL refuses a folder that others may read.
      Files.copy(
          path, to.resolve(from.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.toList();
    }
    for (Path path : paths.reversed()) {
      Files.delete(path);
    }
  }
}
