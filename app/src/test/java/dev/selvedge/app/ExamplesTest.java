package dev.selvedge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.config.Loaded;
import dev.selvedge.app.config.ProjectLoader;
import dev.selvedge.mapping.rule.MappingExamples;
import dev.selvedge.yaml.Environment;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExamplesTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  @Test
  void the_demo_brand_is_in_order_and_its_worked_examples_hold() {
    Environment environment =
        new Environment(
            Map.of(
                "DOTDIGITAL_ENDPOINT", "http://127.0.0.1:1",
                "DOTDIGITAL_USER", "user",
                "DOTDIGITAL_PASSWORD", "password",
                "SHOP_SECRET", "secret",
                "DOTDIGITAL_HINT", "sixteen letters!"));
    Wiring wiring = new Wiring(environment, CLOCK, new Random(1));

    Loaded loaded =
        new ProjectLoader(environment, wiring.connectors(), CLOCK)
            .load(Path.of("../examples/demo-brand"));

    assertThat(loaded).isInstanceOf(Loaded.Ready.class);
    if (loaded instanceof Loaded.Ready(var project)) {
      assertThat(project.feeds()).hasSize(9);
      assertThat(project.products().catalog()).isEqualTo("catalog_products");
      assertThat(project.automations().rules()).hasSize(3);
      assertThat(MappingExamples.count(project.mappings())).isGreaterThanOrEqualTo(8);
      assertThat(MappingExamples.run(project.mappings())).isEmpty();
    }
  }

  @Test
  void the_catalogue_with_carts_is_in_order_and_its_worked_examples_hold() {
    Environment environment =
        new Environment(
            Map.of(
                "DOTDIGITAL_ENDPOINT", "http://127.0.0.1:1",
                "DOTDIGITAL_USER", "user",
                "DOTDIGITAL_PASSWORD", "password",
                "SHOP_SECRET", "secret"));
    Wiring wiring = new Wiring(environment, CLOCK, new Random(1));

    Loaded loaded =
        new ProjectLoader(environment, wiring.connectors(), CLOCK)
            .load(Path.of("../examples/catalogue-and-carts"));

    if (loaded instanceof Loaded.Ready(var project)) {
      assertThat(project.feeds()).hasSize(5);
      assertThat(project.products().catalog()).isEqualTo("catalog_products");
      assertThat(project.products().carts()).isTrue();
      assertThat(MappingExamples.count(project.mappings())).isEqualTo(7);
      assertThat(MappingExamples.run(project.mappings())).isEmpty();
    } else {
      assertThat(loaded).isInstanceOf(Loaded.Ready.class);
    }
  }
}
