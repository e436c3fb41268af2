package dev.selvedge.app.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.Wiring;
import dev.selvedge.app.config.Loaded;
import dev.selvedge.app.config.ProjectLoader;
import dev.selvedge.mapping.rule.MappingExamples;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.yaml.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every example loads and its worked examples hold, once the variables it names are set.
class ExamplesTest {
  @TestFactory
  Stream<DynamicTest> an_example_passes_check() throws IOException {
    return ExampleFolder.all().stream()
        .map(
            folder ->
                DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
  }

  @Test
  void both_examples_are_there() throws IOException {
    assertThat(ExampleFolder.all())
        .extracting(folder -> folder.getFileName().toString())
        .contains(
            "demo-brand",
            "kafka-topic",
            "medusa-shop",
            "shopify-shop",
            "vendure-shop",
            "woocommerce-shop");
  }

  private static void check(Path folder) throws IOException {
    SettableClock clock = new SettableClock(Instant.parse("2026-11-01T12:00:00Z"));
    Environment environment = new Environment(ExampleFolder.variables(folder));
    Wiring wiring = new Wiring(environment, clock, new Random(7));
    Loaded loaded = new ProjectLoader(environment, wiring.connectors(), clock).load(folder);

    switch (loaded) {
      case Loaded.Faulty faulty -> assertThat(faulty.problems()).isEmpty();
      case Loaded.Ready ready -> {
        assertThat(MappingExamples.run(ready.project().mappings())).isEmpty();
        assertThat(MappingExamples.count(ready.project().mappings())).isPositive();
      }
    }
  }
}
