package dev.selvedge.mapping.rule.expression;

import dev.selvedge.mapping.function.Chain;
import dev.selvedge.mapping.function.Coercion;
import dev.selvedge.mapping.function.Datum;
import dev.selvedge.mapping.function.Kind;
import dev.selvedge.mapping.function.Lookups;
import dev.selvedge.mapping.function.PathReader;
import dev.selvedge.mapping.function.Step;
import dev.selvedge.mapping.function.StepReader;
import dev.selvedge.yaml.Position;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads one rule: `{from: a.b, steps: […]}`, `{cel: "…"}`, `{value: x}` or just `a.b`. Confined to
/// one thread.
public final class RuleReader {
  /// The key of what is cleaned wherever it stands.
  public static final String SKU = "sku";

  private final Problems problems;
  private final StepReader steps;
  private final Map<Position, PathUse> uses = new LinkedHashMap<>();

  public RuleReader(Lookups lookups, Problems problems) {
    this.problems = problems;
    this.steps = new StepReader(lookups, problems);
  }

  /// Where what is wrong with the file is noted.
  public Problems problems() {
    return problems;
  }

  /// Where in the file something of the record is read, and what; all that was read until now.
  public Map<Position, PathUse> uses() {
    return Map.copyOf(uses);
  }

  /// Notes that something of the record is read here.
  void use(YamlNode.Scalar scalar, PathUse use) {
    uses.put(scalar.position(), use);
  }

  /// A value's origin and the kind it has there.
  private record Origin(Source source, Kind gives) {}

  /// The rule below a key. When the file has none, a rule that finds nothing; a needed one is then
  /// a problem.
  public Rule read(YamlSection parent, String key, Target target) {
    Optional<YamlNode> node = parent.node(key);
    if (node.isEmpty()) {
      if (target.needed()) {
        parent.requiredSection(key);
      }
      return Rule.none(target.field(), target.kind());
    }
    return switch (node.get()) {
      case YamlNode.Scalar path -> ofPath(path, target);
      case YamlNode.Mapping ignored ->
          parent
              .section(key)
              .map(section -> ofSection(section, target))
              .orElseGet(() -> Rule.none(target.field(), target.kind()));
      case YamlNode.Sequence list -> {
        problems.add(list.position(), "'" + key + "' must be a path or a rule, not a list");
        yield Rule.none(target.field(), target.kind());
      }
    };
  }

  private Rule ofPath(YamlNode.Scalar scalar, Target target) {
    Origin origin = path(scalar);
    check(origin.gives(), target.kind(), scalar.position(), target);
    return new Rule(
        target.field(),
        at(scalar.position()),
        origin.source(),
        Chain.NONE,
        target.kind(),
        Datum.Absent.MISSING,
        target.standard());
  }

  /// The rule that a section is; other keys of the section are the caller's.
  public Rule ofSection(YamlSection section, Target target) {
    Origin origin = origin(section, target);
    StepReader.Steps chain =
        section
            .node("steps")
            .map(node -> steps.read(node, origin.gives()))
            .orElseGet(() -> new StepReader.Steps(List.of(), origin.gives()));
    Optional<YamlNode> table = section.node("lookup");
    if (table.isPresent()) {
      chain = steps.lookup(table.get(), chain);
    }
    check(chain.gives(), target.kind(), section.position(), target);
    return new Rule(
        target.field(),
        at(section.position()),
        origin.source(),
        new Chain(withoutLastSku(chain.steps(), target)),
        target.kind(),
        fallback(section, target),
        absences(section, target));
  }

  /// Cleaning is the line's own work, which also keeps the original.
  private static List<Step> withoutLastSku(List<Step> steps, Target target) {
    boolean cleansLast = !steps.isEmpty() && steps.getLast().name().equals("sku");
    return cleansLast && target.inList() && target.field().equals(SKU)
        ? steps.subList(0, steps.size() - 1)
        : steps;
  }

  private Origin origin(YamlSection section, Target target) {
    List<String> given = new ArrayList<>();
    for (String key : List.of("from", "cel", "value")) {
      if (section.has(key)) {
        given.add(key);
      }
    }
    Origin nothing = new Origin(scope -> Datum.Absent.MISSING, Kind.ANY);
    if (given.size() != 1) {
      problems.add(
          section.position(),
          given.isEmpty()
              ? "the rule for '" + target.field() + "' does not say where the value comes from"
              : "the rule for '"
                  + target.field()
                  + "' has both '"
                  + given.getFirst()
                  + "' and '"
                  + given.getLast()
                  + "'",
          "give one of 'from: path', 'cel: expression' or 'value: constant'");
      return nothing;
    }
    Optional<YamlNode> node = section.node(given.getFirst());
    if (!(node.orElse(null) instanceof YamlNode.Scalar scalar)) {
      section.text(given.getFirst());
      return nothing;
    }
    return switch (given.getFirst()) {
      case "from" -> path(scalar);
      case "cel" ->
          CelExpressions.compile(scalar, target.inList(), problems)
              .map(
                  found -> {
                    use(scalar, ExpressionNames.of(scalar.text()));
                    return new Origin(found.source(), found.gives());
                  })
              .orElse(nothing);
      default -> new Origin(Source.constant(constant(scalar)), constant(scalar).kind());
    };
  }

  private Origin path(YamlNode.Scalar scalar) {
    return PathReader.read(scalar, problems)
        .map(
            path -> {
              use(scalar, new PathUse.Read(path));
              return new Origin(Source.path(path), path.isMany() ? Kind.LIST : Kind.ANY);
            })
        .orElseGet(() -> new Origin(scope -> Datum.Absent.MISSING, Kind.ANY));
  }

  private void check(Kind gives, Kind wanted, Position position, Target target) {
    if (!gives.fits(wanted)) {
      problems.add(
          position,
          "'"
              + target.field()
              + "' needs "
              + wanted.words()
              + ", but the rule gives "
              + gives.words(),
          gives == Kind.LIST ? "add the step first, last or join" : "change the last step");
    }
  }

  private Datum fallback(YamlSection section, Target target) {
    Optional<YamlNode> node = section.node("default");
    if (!(node.orElse(null) instanceof YamlNode.Scalar scalar)) {
      section.text("default");
      return Datum.Absent.MISSING;
    }
    Datum value = Coercion.to(target.kind(), constant(scalar));
    if (value instanceof Datum.Wrong wrong) {
      problems.add(
          scalar.position(),
          "the default of '" + target.field() + "', '" + scalar.text() + "', " + wrong.says());
      return Datum.Absent.MISSING;
    }
    return value;
  }

  private Absences absences(YamlSection section, Target target) {
    Absences standard = target.standard();
    Absences.Handling missing = section.choice("when_missing", standard.missing());
    Absences unless = section.has("when_missing") ? Absences.all(missing) : standard;
    Absences absences =
        new Absences(
            missing,
            section.choice("when_null", unless.isNull()),
            section.choice("when_empty", unless.empty()));
    if (absences.clears() && !target.canBeEmpty()) {
      problems.add(
          section.position(),
          "'" + target.field() + "' is not a text, so it cannot be made empty",
          "use 'leave' or 'park' instead of 'clear'");
    }
    if (target.needed() && !absences.equals(Absences.PARK)) {
      problems.add(
          section.position(),
          "'" + target.field() + "' is needed, so a record without it cannot be left as it is",
          "give a 'default', or leave out 'when_missing'");
    }
    return absences;
  }

  /// A constant as YAML means it: plain true, false and numbers are such, quoted ones are text.
  private static Datum constant(YamlNode.Scalar scalar) {
    return Datum.of(YamlJson.scalar(scalar));
  }

  /// `mappings/shop.order.yaml:14`.
  public static String at(Position position) {
    return position.file() + ":" + position.line();
  }
}
