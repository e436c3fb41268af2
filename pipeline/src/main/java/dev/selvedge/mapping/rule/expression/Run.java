package dev.selvedge.mapping.rule.expression;

import dev.selvedge.Masking;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.mapping.function.Datum;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One record on its way through its rules: what is looked at now, and all that was found wrong.
/// Confined to one thread.
public final class Run {
  private static final int MAX_PROBLEMS = 50;

  private final SourceRecord source;
  private final JsonNode top;
  private final List<Mapped.FieldProblem> problems = new ArrayList<>(0);
  private final List<String> warnings = new ArrayList<>(0);
  private String skipped = "";
  private Optional<Map<String, Object>> forExpressions = Optional.empty();

  public Run(SourceRecord source, JsonNode top) {
    this.source = source;
    this.top = top;
  }

  /// The record that is being mapped.
  public SourceRecord source() {
    return source;
  }

  JsonNode top() {
    return top;
  }

  /// The whole record, as the scope of the outermost rules.
  public Scope scope() {
    return new Scope(this, top, "");
  }

  /// The record as CEL sees it, converted once.
  Object forExpressions() {
    if (forExpressions.isEmpty()) {
      forExpressions = Optional.of(CelValues.object(top));
    }
    return forExpressions.get();
  }

  /// Notes what people should know although the record goes on; each sentence once, and not without
  /// end.
  public void warn(String warning) {
    if (warnings.size() < MAX_PROBLEMS && !warnings.contains(warning)) {
      warnings.add(warning);
    }
  }

  /// Notes that a rule's value is wrong, with the value masked; the record will be parked.
  public void problem(Rule rule, Scope scope, Datum.Wrong wrong) {
    String masked = Masking.mask(wrong.value());
    String field = scope.prefix() + rule.field();
    problem(
        new Mapped.FieldProblem(
            wrong.cause(),
            rule.at(),
            field,
            masked,
            Sentences.wrong(source.ref().system(), field, masked, wrong)));
  }

  /// Notes a problem, unless there are very many; the record will be parked.
  public void problem(Mapped.FieldProblem problem) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(problem);
    }
  }

  /// The record is left out.
  public void skip(String why) {
    skipped = why;
  }

  /// Why the record is left out; empty when it is not.
  public String skipped() {
    return skipped;
  }

  /// Whether the record has to be parked.
  public boolean isBroken() {
    return !problems.isEmpty();
  }

  /// What is wrong, in the order in which it was found.
  public List<Mapped.FieldProblem> problems() {
    return problems;
  }

  /// What people should know, in the order in which it was found.
  public List<String> warnings() {
    return warnings;
  }
}
