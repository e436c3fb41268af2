package dev.selvedge.mapping.function;

import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Reads `steps:` and checks that each can take what the one before gives. Confined to one thread.
public final class StepReader {
  private static final String DEFAULT = "default";
  private static final Map<String, StepDefinition> DEFINITIONS = definitions();

  private final Lookups lookups;
  private final Problems problems;

  public StepReader(Lookups lookups, Problems problems) {
    this.lookups = lookups;
    this.problems = problems;
  }

  /// The steps of a rule and the kind they end with.
  public record Steps(List<Step> steps, Kind gives) {
    public Steps {
      steps = List.copyOf(steps);
    }

    /// One more step at the end.
    public Steps then(Step step) {
      List<Step> longer = new ArrayList<>(steps);
      longer.add(step);
      return new Steps(longer, step.after(gives));
    }
  }

  /// All functions, by name, for the docs.
  public static Collection<StepDefinition> catalogue() {
    return DEFINITIONS.values();
  }

  /// The step that reads and normalises an e-mail address.
  public static Step email() {
    return new Step(
        "email", StepDefinition.TEXT, Kind.TEXT, false, StepDefinition.onMeaning(TextSteps::email));
  }

  /// A list of steps, or a single one.
  public Steps read(YamlNode node, Kind before) {
    List<YamlNode> nodes =
        node instanceof YamlNode.Sequence sequence ? sequence.values() : List.of(node);
    Steps steps = new Steps(List.of(), before);
    for (YamlNode each : nodes) {
      Optional<Step> step = step(each);
      if (step.isPresent() && fits(step.get(), steps, each)) {
        steps = steps.then(step.get());
      }
    }
    return steps;
  }

  /// The step `lookup` with a table, for the key of that name.
  public Steps lookup(YamlNode table, Steps before) {
    Step step = made(definition("lookup", table).orElseThrow(), table);
    return fits(step, before, table) ? before.then(step) : before;
  }

  private boolean fits(Step step, Steps before, YamlNode at) {
    if (step.accepts(before.gives())) {
      return true;
    }
    String previous =
        before.steps().isEmpty() ? "what comes in" : "'" + before.steps().getLast().name() + "'";
    String wanted = String.join(" or ", step.takes().stream().sorted().map(Kind::words).toList());
    problems.add(
        at.position(),
        "'"
            + step.name()
            + "' takes "
            + wanted
            + ", but "
            + previous
            + " gives "
            + before.gives().words(),
        "change the order of the steps, or leave one out");
    return false;
  }

  private Optional<Step> step(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar name ->
          definition(name.text(), name).map(found -> made(found, empty(name)));
      case YamlNode.Mapping mapping when mapping.values().size() == 1 -> {
        var entry = mapping.values().entrySet().iterator().next();
        yield definition(entry.getKey(), mapping).map(found -> made(found, entry.getValue()));
      }
      case YamlNode.Mapping many -> notStep(many);
      case YamlNode.Sequence list -> notStep(list);
    };
  }

  private Optional<Step> notStep(YamlNode node) {
    problems.add(
        node.position(),
        "a step is a name, or a name with its options",
        "write trim or {truncate: 40}");
    return Optional.empty();
  }

  private Optional<StepDefinition> definition(String name, YamlNode at) {
    StepDefinition found = DEFINITIONS.get(name);
    if (found == null) {
      problems.add(
          at.position(),
          "there is no step '" + name + "'",
          Nearest.suggestion(name, DEFINITIONS.keySet()));
    }
    return Optional.ofNullable(found);
  }

  private Step made(StepDefinition definition, YamlNode given) {
    YamlSection options = YamlSection.of(options(definition, given), Environment.NONE, problems);
    Step.Work work = definition.maker().make(options, lookups);
    options.finish();
    boolean fillsGaps = definition.name().equals(DEFAULT);
    return new Step(definition.name(), definition.takes(), definition.gives(), fillsGaps, work);
  }

  private YamlNode.Mapping options(StepDefinition definition, YamlNode given) {
    if (given instanceof YamlNode.Mapping mapping) {
      return mapping;
    }
    boolean none = given instanceof YamlNode.Scalar scalar && scalar.isNull();
    String main = definition.mainOption();
    if (none) {
      return empty(given);
    }
    if (main.isEmpty()) {
      problems.add(
          given.position(),
          "'" + definition.name() + "' needs no such option",
          "write its options as {name: value}");
      return empty(given);
    }
    return new YamlNode.Mapping(
        given.position(), Map.of(main, given), Map.of(main, given.position()));
  }

  private static YamlNode.Mapping empty(YamlNode at) {
    return new YamlNode.Mapping(at.position(), Map.of(), Map.of());
  }

  private static Map<String, StepDefinition> definitions() {
    Map<String, StepDefinition> all = new TreeMap<>();
    List.of(
            TextSteps.all(),
            NumberSteps.all(),
            TimeSteps.all(),
            ListSteps.all(),
            PlaceSteps.all(),
            List.of(fallback()))
        .forEach(group -> group.forEach(step -> all.put(step.name(), step)));
    return all;
  }

  private static StepDefinition fallback() {
    return new StepDefinition(
        DEFAULT,
        Set.of(Kind.ANY),
        Kind.ANY,
        "value",
        "fills in a value where there is none",
        (options, lookups) -> {
          Datum.Text value = new Datum.Text(options.requiredText("value"));
          return (found, remarks) ->
              found instanceof Datum.Absent || found.display().isEmpty() ? value : found;
        });
  }
}
