package dev.selvedge.mapping.rule.expression;

import dev.selvedge.mapping.function.Cause;
import dev.selvedge.mapping.function.Chain;
import dev.selvedge.mapping.function.Coercion;
import dev.selvedge.mapping.function.Datum;
import dev.selvedge.mapping.function.Kind;
import dev.selvedge.mapping.function.Step;
import dev.selvedge.mapping.function.Texts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One compiled line of a mapping file: finds a value, cleans it and brings it to its target's
/// type. Thread-safe.
///
/// @param field the target's name, for messages
/// @param at file and line
/// @param fallback used where there is no value; absent when the rule has no default
public record Rule(
    String field,
    String at,
    Source source,
    Chain chain,
    Kind wanted,
    Datum fallback,
    Absences absences) {

  /// A rule for something a mapping file leaves out.
  public static Rule none(String field, Kind wanted) {
    return new Rule(
        field,
        "",
        scope -> Datum.Absent.MISSING,
        Chain.NONE,
        wanted,
        Datum.Absent.MISSING,
        Absences.LEAVE);
  }

  /// The same rule with one more step.
  public Rule then(Step step) {
    return new Rule(field, at, source, chain.then(step), wanted, fallback, absences);
  }

  /// A value of exactly the wanted kind, or [Datum.Absent]. What is wrong is noted in the run, and
  /// then the answer is absent.
  public Datum evaluate(Scope scope) {
    Datum found =
        chain.apply(
            source.find(scope), remark -> scope.run().warn(scope.prefix() + field + ' ' + remark));
    return settle(Coercion.to(wanted, found), scope);
  }

  private Datum settle(Datum value, Scope scope) {
    return switch (value) {
      case Datum.Absent absent -> absent(absent, scope);
      case Datum.Wrong wrong -> wrong(wrong, scope);
      case Datum.Text(String text) -> text(text, scope);
      case Datum.Decimal(BigDecimal number) when !Coercion.isInRange(number) ->
          wrong(
              new Datum.Wrong(Cause.NUMBER_RANGE, "", "would get a number out of range", ""),
              scope);
      default -> value;
    };
  }

  private Datum text(String text, Scope scope) {
    String storable = Texts.storable(text);
    if (storable.length() != text.length()) {
      scope.run().warn(scope.prefix() + field + " had characters that cannot be stored");
    }
    return storable.isEmpty()
        ? absent(new Datum.Absent(Datum.Absence.EMPTY), scope)
        : new Datum.Text(storable);
  }

  private Datum absent(Datum.Absent absent, Scope scope) {
    if (!(fallback instanceof Datum.Absent)) {
      return fallback;
    }
    return switch (absences.of(absent.why())) {
      case LEAVE -> absent;
      case CLEAR -> new Datum.Text("");
      case PARK -> wrong(missing(absent.why()), scope);
    };
  }

  private Datum wrong(Datum.Wrong wrong, Scope scope) {
    if (wrong.cause().equals(Cause.NOT_IN_LOOKUP) && !(fallback instanceof Datum.Absent)) {
      return fallback;
    }
    scope.run().problem(this, scope, wrong);
    return Datum.Absent.MISSING;
  }

  private static Datum.Wrong missing(Datum.Absence why) {
    String says =
        switch (why) {
          case MISSING -> "is needed, but the record does not have it";
          case NULL -> "is needed, but the record says null";
          case EMPTY -> "is needed, but it is empty in the record";
        };
    return new Datum.Wrong(
        Cause.MISSING, "", says, "'default: …' fills it in, 'when_missing: leave' does without");
  }

  /// Its text for this record; empty where there is none or it is wrong, which the run has noted.
  public String text(Scope scope) {
    return evaluate(scope) instanceof Datum.Text(String text) ? text : "";
  }

  /// Each text of a list, in its order and once; a single value is a list of one. For rules that
  /// want [Kind#ANY].
  public List<String> texts(Scope scope) {
    Set<String> texts = new LinkedHashSet<>();
    switch (evaluate(scope)) {
      case Datum.Absent ignored -> {}
      case Datum.Items(List<Datum> items) -> items.forEach(item -> add(item, texts, scope));
      case Datum one -> add(one, texts, scope);
    }
    return List.copyOf(texts);
  }

  private void add(Datum item, Set<String> texts, Scope scope) {
    // a number out of range is not even written out: it could fill the memory
    Datum read =
        item instanceof Datum.Decimal(BigDecimal number) && !Coercion.isInRange(number)
            ? new Datum.Wrong(Cause.NUMBER_RANGE, "", "holds a number out of range", "")
            : Coercion.to(Kind.TEXT, item);
    if (read instanceof Datum.Wrong wrong) {
      scope.run().problem(this, scope, wrong);
    } else if (read instanceof Datum.Text(String given)) {
      String text = Texts.storable(given).strip();
      if (!text.isEmpty()) {
        texts.add(text);
      }
    }
  }

  /// Whether it is true of this record; false also where it is absent or wrong.
  public boolean flag(Scope scope) {
    return evaluate(scope) instanceof Datum.Flag(boolean flag) && flag;
  }

  /// Its time for this record; empty where there is none or it is wrong.
  public Optional<Instant> time(Scope scope) {
    return evaluate(scope) instanceof Datum.Time(Instant instant)
        ? Optional.of(instant)
        : Optional.empty();
  }

  /// Its number for this record; empty where there is none or it is wrong.
  public Optional<BigDecimal> number(Scope scope) {
    return evaluate(scope) instanceof Datum.Decimal(BigDecimal number)
        ? Optional.of(number)
        : Optional.empty();
  }

  /// An amount of money, checked as such.
  public Optional<BigDecimal> money(Scope scope) {
    return switch (Coercion.money(evaluate(scope))) {
      case Datum.Decimal(BigDecimal number) -> Optional.of(number);
      case Datum.Wrong wrong -> {
        scope.run().problem(this, scope, wrong);
        yield Optional.empty();
      }
      default -> Optional.empty();
    };
  }
}
