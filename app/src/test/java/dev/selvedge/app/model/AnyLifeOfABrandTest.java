package dev.selvedge.app.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P3, P4 and P5 in whatever happens: random stories of a brand are played on a whole hub and a
/// sandbox account that fails now and then, and told again by a naive oracle. A story that fails is
/// shrunk and printed with its seed; `-Dselvedge.model.seed=…` plays it alone,
/// `-Dselvedge.model.runs=…` plays more than the build does.
class AnyLifeOfABrandTest {
  private static final int RUNS = 300;
  private static final int STEPS = 60;

  @Test
  void ends_as_the_oracle_says(@TempDir Path folder) throws IOException {
    long first = Long.getLong("selvedge.model.seed", 1);
    int runs =
        Integer.getInteger(
            "selvedge.model.runs", System.getProperty("selvedge.model.seed") == null ? RUNS : 1);
    try (Stage stage = new Stage(folder)) {
      for (long seed = first; seed < first + runs; seed++) {
        Script script = Script.random(seed, STEPS);
        Optional<Throwable> failure = stage.play(script);
        if (failure.isPresent()) {
          Script shortest = script.shrunk(shorter -> stage.play(shorter).isPresent());
          Throwable why = stage.play(shortest).orElseGet(failure::get);
          throw new AssertionError(shortest.told() + why.getMessage(), why);
        }
      }
    }
  }
}
