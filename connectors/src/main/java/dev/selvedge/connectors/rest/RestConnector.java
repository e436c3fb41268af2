package dev.selvedge.connectors.rest;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.connectors.webhook.WebhookConnector;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads any system that lists its records as JSON over HTTP, and takes its signed calls.
/// Stateless.
public final class RestConnector implements Connector {
  private static final String WEBHOOK = "webhook";

  @Override
  public String name() {
    return "rest";
  }

  @Override
  public String summary() {
    return "Reads any system that lists its records as JSON over HTTP, as its calls, its paging and"
        + " its records are described here, and takes its signed calls.";
  }

  @Override
  public List<Option> options() {
    return Stream.concat(
            RestOptions.all().stream(),
            new WebhookConnector()
                .options().stream()
                    .map(
                        option ->
                            new Option(
                                WEBHOOK + "." + option.path(),
                                option.type(),
                                option.standard(),
                                option.description())))
        .toList();
  }

  @Override
  public Plan plan(
      SystemName system, YamlNode.Mapping options, Surroundings surroundings, Problems problems) {
    YamlSection section = YamlSection.of(options, Environment.NONE, problems);
    Optional<Plan> calls = Optional.empty();
    if (section.node(WEBHOOK).orElse(null) instanceof YamlNode.Mapping mapping) {
      calls = Optional.of(new WebhookConnector().plan(system, mapping, surroundings, problems));
    } else if (section.has(WEBHOOK)) {
      section.requiredSection(WEBHOOK);
    }
    RestSettings settings = RestOptions.read(section);
    section.finish();
    return new Planned(system, settings, calls, surroundings.clock());
  }

  private record Planned(
      SystemName system, RestSettings settings, Optional<Plan> calls, InstantSource clock)
      implements Plan {
    @Override
    public List<Feed> feeds() {
      return Stream.concat(
              settings.feeds().stream().map(rule -> new Feed(system, rule.kind())),
              calls.stream().flatMap(plan -> plan.feeds().stream()))
          .distinct()
          .toList();
    }

    @Override
    public Set<Feed> targeted() {
      return settings.feeds().stream()
          .filter(rule -> rule.byKey().isPresent())
          .map(rule -> new Feed(system, rule.kind()))
          .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<Feed> hinted() {
      return calls.map(Plan::hinted).orElse(Set.of());
    }

    @Override
    public Opened open() {
      return new RestSystem(system, settings, calls, clock);
    }
  }
}
