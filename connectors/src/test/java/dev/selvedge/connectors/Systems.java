package dev.selvedge.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.yaml.Problem;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlReader;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Opens systems from options written as YAML, as the hub does.
public final class Systems {
  /// The hub's time in tests that do not move it.
  public static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");

  private Systems() {}

  public static Connector.Plan plan(Connector connector, String yaml, Path folder) {
    Problems problems = new Problems();
    Connector.Plan plan = plan(connector, yaml, folder, problems);
    assertThat(problems.sorted()).isEmpty();
    return plan;
  }

  /// What is wrong with the options.
  public static List<String> complaints(Connector connector, String yaml) {
    Problems problems = new Problems();
    plan(connector, yaml, Path.of("."), problems);
    return problems.sorted().stream().map(Problem::toString).toList();
  }

  private static Connector.Plan plan(
      Connector connector, String yaml, Path folder, Problems problems) {
    YamlNode.Mapping options =
        YamlReader.readMapping("systems/test.yaml", yaml, problems).orElseThrow();
    return connector.plan(
        new SystemName("test"),
        options,
        new Connector.Surroundings(folder, InstantSource.system()),
        problems);
  }
}
