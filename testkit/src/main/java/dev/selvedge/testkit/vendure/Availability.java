package dev.selvedge.testkit.vendure;

import java.nio.file.Path;
import java.util.function.Function;

/// Whether a Vendure shop can run on this machine.
public sealed interface Availability {
  /// Vendure is installed.
  ///
  /// @param folder holds the shop's scripts; its parent holds the packages
  record Ready(Path folder) implements Availability {}

  /// It cannot run.
  ///
  /// @param why one sentence for whoever reads the test's output
  record Missing(String why) implements Availability {}

  /// Installs Vendure when it is not in the cache yet, which takes up to a minute.
  static Availability ofThisMachine() {
    return VendureInstall.prepare();
  }

  /// The folder, or what `leaveOut` makes of the reason, which is also printed. On a build server,
  /// where the environment says `CI=true`, a missing shop is an error: a test that is always left
  /// out proves nothing.
  ///
  /// @param leaveOut for JUnit `Assumptions::abort`
  default Path folderOr(Function<String, Path> leaveOut) {
    return switch (this) {
      case Ready ready -> ready.folder();
      case Missing missing -> {
        if ("true".equals(System.getenv("CI"))) {
          throw new IllegalStateException(missing.why());
        }
        System.err.println("LEFT OUT, no Vendure shop: " + missing.why());
        yield leaveOut.apply(missing.why());
      }
    };
  }
}
