package dev.selvedge.mapping.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One named function with its options, ready to run. A step that takes single values is applied
/// to each element of a list. Thread-safe.
///
/// @param takes the kinds it accepts
/// @param gives the kind it gives
/// @param fillsGaps whether it also sees values that are not there
public record Step(String name, Set<Kind> takes, Kind gives, boolean fillsGaps, Work work) {
  public Step {
    takes = Set.copyOf(takes);
  }

  /// What a step does with a value of a kind it takes.
  @FunctionalInterface
  public interface Work {
    Datum apply(Datum value, Remarks remarks);
  }

  /// Whether the step can follow a value of this kind.
  public boolean accepts(Kind before) {
    return before == Kind.ANY
        || takes.contains(Kind.ANY)
        || takes.contains(before)
        || before == Kind.LIST;
  }

  /// The kind after this step.
  public Kind after(Kind before) {
    return before == Kind.LIST && !takes.contains(Kind.LIST) && !takes.contains(Kind.ANY)
        ? Kind.LIST
        : gives;
  }

  /// Applies it, to each member of a list where it takes single values; what is absent or wrong
  /// passes through.
  public Datum apply(Datum value, Remarks remarks) {
    return switch (value) {
      case Datum.Absent absent -> fillsGaps ? work.apply(absent, remarks) : absent;
      case Datum.Wrong wrong -> wrong;
      case Datum.Items items ->
          takes(Kind.LIST) ? work.apply(items, remarks) : each(items, remarks);
      case Datum.Tree tree -> takes(Kind.ANY) ? work.apply(tree, remarks) : notSingle(tree);
      case Datum.Text text -> single(text, remarks);
      case Datum.Decimal number -> single(number, remarks);
      case Datum.Flag flag -> single(flag, remarks);
      case Datum.Time time -> single(time, remarks);
    };
  }

  private Datum single(Datum value, Remarks remarks) {
    if (takes(value.kind())) {
      return work.apply(value, remarks);
    }
    if (takes.contains(Kind.LIST)) {
      return work.apply(new Datum.Items(List.of(value)), remarks);
    }
    return takes.contains(Kind.TEXT)
        ? work.apply(new Datum.Text(value.display()), remarks)
        : Coercion.notSingle(value);
  }

  private boolean takes(Kind kind) {
    return takes.contains(kind) || takes.contains(Kind.ANY);
  }

  private static Datum notSingle(Datum value) {
    return Coercion.notSingle(value);
  }

  private Datum each(Datum.Items items, Remarks remarks) {
    List<Datum> results = new ArrayList<>(items.items().size());
    for (Datum item : items.items()) {
      Datum result = apply(item, remarks);
      if (result instanceof Datum.Wrong) {
        return result;
      }
      results.add(result);
    }
    return new Datum.Items(results);
  }
}
