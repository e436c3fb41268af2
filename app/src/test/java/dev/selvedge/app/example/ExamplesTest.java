package dev.selvedge.app.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.Wiring;
import dev.selvedge.app.config.Loaded;
import dev.selvedge.app.config.ProjectLoader;
import dev.selvedge.mapping.rule.MappingExamples;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.yaml.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every example loads and its worked examples hold, once the variables it names are set.
class ExamplesTest {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Z0-9_]+)}");

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
    Environment environment = new Environment(variables(folder));
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

  /// Something for every variable that the example asks for; an address where one is wanted.
  private static Map<String, String> variables(Path folder) throws IOException {
    Map<String, String> variables = new TreeMap<>();
    Matcher names = VARIABLE.matcher(Files.readString(folder.resolve("selvedge.yaml")));
    while (names.find()) {
      String name = names.group(1);
      boolean address = name.endsWith("_ENDPOINT") || name.endsWith("_API") || name.endsWith("URL");
      variables.put(
          name,
          name.endsWith("_BROKERS")
              ? "127.0.0.1:9"
              : address ? "https://127.0.0.1:9/" : "not-a-real-secret-value");
    }
    return variables;
  }
}
