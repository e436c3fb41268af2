package dev.selvedge.mapping.function;

import dev.selvedge.yaml.YamlSection;
import java.util.Set;

/// What a named function is: its types, its options and how to make it. From these the loader
/// checks mappings and the docs list the functions.
///
/// @param mainOption the option meant by `{truncate: 40}`; empty when there is none
/// @param summary one line for the docs
public record StepDefinition(
    String name, Set<Kind> takes, Kind gives, String mainOption, String summary, Maker maker) {
  static final Set<Kind> TEXT = Set.of(Kind.TEXT);
  static final Set<Kind> LIST = Set.of(Kind.LIST);
  static final Set<Kind> NUMBER_OR_TEXT = Set.of(Kind.NUMBER, Kind.TEXT);
  static final Set<Kind> ANY = Set.of(Kind.ANY);

  public StepDefinition {
    takes = Set.copyOf(takes);
  }

  /// Reads a step's options and makes the work. Problems go to the section.
  @FunctionalInterface
  public interface Maker {
    Step.Work make(YamlSection options, Lookups lookups);
  }

  /// A step from text to text without options.
  static StepDefinition text(
      String name, String summary, java.util.function.UnaryOperator<String> change) {
    return new StepDefinition(
        name,
        TEXT,
        Kind.TEXT,
        "",
        summary,
        (options, lookups) -> onText(text -> new Datum.Text(change.apply(text))));
  }

  static Step.Work onText(java.util.function.Function<String, Datum> change) {
    return (value, remarks) ->
        value instanceof Datum.Text(String text) ? change.apply(text) : value;
  }

  /// Like [#onText], for steps that read a meaning: white space around it has none, and nothing
  /// but white space is no value.
  static Step.Work onMeaning(java.util.function.Function<String, Datum> change) {
    return onText(
        text -> {
          String stripped = text.strip();
          return stripped.isEmpty() ? Datum.Absent.EMPTY : change.apply(stripped);
        });
  }
}
