package dev.selvedge.app.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P3, P4 and P5 in whatever happens: random stories of a brand are played on a whole hub and a
/// sandbox account that fails now and then, and told again by a naive oracle. A story that fails is
/// shrunk and printed with its seed. `-Dselvedge.model.seed=…` plays one story alone, or begins
/// there with `-Dselvedge.model.runs=…` of them; `-Dselvedge.model.steps=…` makes them longer.
class AnyLifeOfABrandTest {
  private static final int RUNS = 120;
  private static final int STEPS = 40;

  @Test
  void ends_as_the_oracle_says(@TempDir Path folder) throws IOException {
    Optional<Long> named = Optional.ofNullable(Long.getLong("selvedge.model.seed"));
    long first = named.orElse(1L);
    int runs = Integer.getInteger("selvedge.model.runs", named.isPresent() ? 1 : RUNS);
    int steps = Integer.getInteger("selvedge.model.steps", STEPS);
    try (Stage stage = new Stage(folder)) {
      for (long seed = first; seed < first + runs; seed++) {
        Script script = Script.random(seed, steps);
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
