package dev.selvedge.yaml;

import dev.selvedge.Secret;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A typed view of one YAML mapping: each getter reads one key, and whatever is wrong is collected,
/// never thrown. When all getters have been called, [#finish] reports the keys nobody asked for.
/// A getter that reports a problem returns the default or an empty value, so that reading goes on.
/// Confined to one thread.
public final class YamlSection {
  private final YamlNode.Mapping node;
  private final String path;
  private final Environment environment;
  private final Problems problems;
  private final Set<String> known = new LinkedHashSet<>();
  private final Map<String, YamlSection> children = new LinkedHashMap<>();

  private YamlSection(
      YamlNode.Mapping node, String path, Environment environment, Problems problems) {
    this.node = node;
    this.path = path;
    this.environment = environment;
    this.problems = problems;
  }

  /// The whole of a file.
  public static YamlSection of(YamlNode.Mapping node, Environment environment, Problems problems) {
    return new YamlSection(node, "", environment, problems);
  }

  /// Whether the key is there with a value other than nothing.
  public boolean has(String key) {
    return node(key).isPresent();
  }

  /// The value as it stands, if the key is there with a value other than nothing.
  public Optional<YamlNode> node(String key) {
    known.add(key);
    return Optional.ofNullable(node.values().get(key))
        .filter(value -> !(value instanceof YamlNode.Scalar scalar && scalar.isNull()));
  }

  /// Keys that are fine although no getter asks for them.
  public void allow(String... keys) {
    known.addAll(List.of(keys));
  }

  /// All keys, in the order of the file.
  public Set<String> keys() {
    return node.values().keySet();
  }

  /// The text under a key with its `${…}` filled in; empty where the key is missing or no text.
  public Optional<String> text(String key) {
    return scalar(key).map(value -> environment.resolve(value, problems));
  }

  /// The same, or a standard where it is missing.
  public String text(String key, String standard) {
    return text(key).orElse(standard);
  }

  /// The same; where it is missing that is a problem, and the text is empty.
  public String requiredText(String key) {
    Optional<String> text = text(key);
    if (text.isEmpty() && node(key).isEmpty()) {
      missing(key);
    }
    return text.orElse("");
  }

  /// The text under a key as a secret, which no log shows; empty where it is missing.
  public Optional<Secret> secret(String key) {
    return text(key).map(Secret::new);
  }

  /// A whole number within limits.
  public long number(String key, long standard, long least, long most) {
    Optional<Long> number =
        scalar(key).flatMap(value -> Scalars.number(resolved(value), key, problems));
    if (number.isPresent() && (number.get() < least || number.get() > most)) {
      problem(key, "'" + key + "' must be between " + least + " and " + most, "");
      return standard;
    }
    return number.orElse(standard);
  }

  /// The number under a key, exactly; empty where it is missing, and with a problem where it is no
  /// number.
  public Optional<BigDecimal> decimal(String key) {
    return scalar(key).flatMap(value -> Scalars.decimal(resolved(value), key, problems));
  }

  /// `true` or `false`.
  public boolean flag(String key, boolean standard) {
    return scalar(key)
        .flatMap(value -> Scalars.flag(resolved(value), key, problems))
        .orElse(standard);
  }

  /// `500ms`, `30s`, `5m`, `1h`, `7d`.
  public Duration duration(String key, Duration standard) {
    return scalar(key)
        .flatMap(value -> Scalars.duration(resolved(value), key, problems))
        .orElse(standard);
  }

  /// A constant of an enum, in lower case, with hyphens or underscores.
  public <E extends Enum<E>> E choice(String key, E standard) {
    return scalar(key)
        .flatMap(
            value -> Scalars.choice(resolved(value), key, standard.getDeclaringClass(), problems))
        .orElse(standard);
  }

  /// A list of texts; a single text is a list of one.
  public List<String> texts(String key) {
    return switch (node(key).orElse(null)) {
      case null -> List.of();
      case YamlNode.Scalar single -> List.of(environment.resolve(single, problems));
      case YamlNode.Sequence sequence -> {
        List<String> texts = new ArrayList<>();
        for (YamlNode element : sequence.values()) {
          if (element instanceof YamlNode.Scalar scalar) {
            texts.add(environment.resolve(scalar, problems));
          } else {
            problems.add(element.position(), "'" + key + "' must hold texts only");
          }
        }
        yield List.copyOf(texts);
      }
      case YamlNode.Mapping mapping -> {
        problems.add(mapping.position(), "'" + key + "' must be a list", "write [a, b]");
        yield List.of();
      }
    };
  }

  /// A mapping of names to texts.
  public Map<String, String> textMap(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    section(key)
        .ifPresent(
            inner -> inner.keys().forEach(name -> texts.put(name, inner.requiredText(name))));
    return texts;
  }

  /// The section below a key; asked again, the same one.
  public Optional<YamlSection> section(String key) {
    return switch (node(key).orElse(null)) {
      case null -> Optional.empty();
      case YamlNode.Mapping mapping -> Optional.of(child(mapping, key));
      case YamlNode.Scalar other -> notSection(key, other);
      case YamlNode.Sequence other -> notSection(key, other);
    };
  }

  /// The section below a key, empty when there is none.
  public YamlSection sectionOrEmpty(String key) {
    return section(key).orElseGet(() -> emptyChild(key));
  }

  /// The section below a key that must be there.
  public YamlSection requiredSection(String key) {
    if (node(key).isEmpty()) {
      missing(key);
    }
    return sectionOrEmpty(key);
  }

  /// A list of sections.
  public List<YamlSection> sections(String key) {
    Optional<YamlNode> value = node(key);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!(value.get() instanceof YamlNode.Sequence sequence)) {
      problems.add(value.get().position(), "'" + key + "' must be a list", "begin lines with '-'");
      return List.of();
    }
    List<YamlSection> sections = new ArrayList<>();
    for (YamlNode element : sequence.values()) {
      if (element instanceof YamlNode.Mapping mapping) {
        sections.add(child(mapping, key + "[" + sections.size() + "]"));
      } else {
        problems.add(element.position(), "each '" + key + "' must be 'key: value' lines");
      }
    }
    return List.copyOf(sections);
  }

  /// A mapping of names chosen by the user to sections.
  public Map<String, YamlSection> named(String key) {
    Map<String, YamlSection> sections = new LinkedHashMap<>();
    section(key)
        .ifPresent(
            inner -> inner.keys().forEach(name -> sections.put(name, inner.sectionOrEmpty(name))));
    return sections;
  }

  /// Where it stands in its file.
  public Position position() {
    return node.position();
  }

  /// Where the value of a key stands, or the section when the key is missing.
  public Position position(String key) {
    YamlNode value = node.values().get(key);
    return value == null ? node.position() : value.position();
  }

  /// Where a key itself stands, or the section when it is missing.
  public Position keyPosition(String key) {
    return node.keys().getOrDefault(key, node.position());
  }

  /// The keys that lead here, dotted; empty at the top.
  public String path() {
    return path;
  }

  /// What fills in `${…}`.
  public Environment environment() {
    return environment;
  }

  /// Where what is wrong with the file is noted.
  public Problems problems() {
    return problems;
  }

  /// Reports something wrong with the value of a key.
  public void problem(String key, String message, String fix) {
    problems.add(position(key), message, fix);
  }

  /// Reports the keys nobody asked for, here and in every section read from here.
  public void finish() {
    for (String key : node.values().keySet()) {
      if (!known.contains(key)) {
        problems.add(keyPosition(key), "unknown key '" + key + "'", Nearest.suggestion(key, known));
      }
    }
    children.values().forEach(YamlSection::finish);
  }

  private Optional<YamlNode.Scalar> scalar(String key) {
    Optional<YamlNode> value = node(key);
    if (value.isPresent() && !(value.get() instanceof YamlNode.Scalar)) {
      problems.add(value.get().position(), "'" + key + "' must be a single value");
    }
    return value.filter(YamlNode.Scalar.class::isInstance).map(YamlNode.Scalar.class::cast);
  }

  private Scalars.Resolved resolved(YamlNode.Scalar scalar) {
    return new Scalars.Resolved(scalar, environment.resolve(scalar, problems));
  }

  private void missing(String key) {
    Optional<String> near = Nearest.of(key, unknownKeys());
    problems.add(
        node.position(),
        "'" + key + "' is missing" + (path.isEmpty() ? "" : " in '" + path + "'"),
        near.map(found -> "is '" + found + "' meant to be it?").orElse("add '" + key + ": …'"));
  }

  private Set<String> unknownKeys() {
    Set<String> unknown = new LinkedHashSet<>(node.values().keySet());
    unknown.removeAll(known);
    return unknown;
  }

  private Optional<YamlSection> notSection(String key, YamlNode other) {
    problems.add(
        other.position(), "'" + key + "' must be 'key: value' lines", "indent them below it");
    return Optional.empty();
  }

  private YamlSection child(YamlNode.Mapping mapping, String key) {
    String below = path.isEmpty() ? key : path + '.' + key;
    return children.computeIfAbsent(
        below, child -> new YamlSection(mapping, child, environment, problems));
  }

  private YamlSection emptyChild(String key) {
    return child(new YamlNode.Mapping(position(key), Map.of(), Map.of()), key);
  }
}
