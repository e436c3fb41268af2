package dev.selvedge.work.replay;

import dev.selvedge.Masking;
import dev.selvedge.SystemName;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.plan.Facet;
import java.util.List;

/// What a replay would come to, had it happened just now. Immutable.
public record Preview(Fate fate, List<Effect> effects) {
  public Preview {
    effects = List.copyOf(effects);
  }

  static Preview without(Fate fate) {
    return new Preview(fate, List.of());
  }

  /// Whether anything would change, or be called.
  public boolean isIdle() {
    return effects.isEmpty();
  }

  /// What would become of the item itself.
  public sealed interface Fate {
    /// It would go its way.
    ///
    /// @param notes warnings of the mapping, and what the person stage says
    record GoesThrough(List<String> notes) implements Fate {
      public GoesThrough {
        notes = List.copyOf(notes);
      }
    }

    /// It would be parked again.
    record ParksAgain(List<Mapped.FieldProblem> problems) implements Fate {
      public ParksAgain {
        problems = List.copyOf(problems);
      }
    }

    /// The mapping leaves such records out by now, or nobody knows the thing any more.
    record LeftOut(String why) implements Fate {}

    /// A newer record is known: what it says no longer counts, but for decisions about consent.
    record Older() implements Fate {}

    /// It goes by itself already.
    record OnItsWay(String why) implements Fate {}

    /// There is nothing that could be replayed.
    record Impossible(String why) implements Fate {}
  }

  /// What would change about one thing a target holds.
  ///
  /// @param name what people call it: a contact's address, an order's key; holds personal data
  public record Effect(Facet facet, String name, List<Difference> differences, List<Call> calls) {
    public Effect {
      differences = List.copyOf(differences);
      calls = List.copyOf(calls);
    }

    @Override
    public String toString() {
      return facet + " " + Masking.mask(name) + " " + differences + " " + calls;
    }
  }

  /// One value before and after; empty where there is none. Holds personal data.
  public record Difference(String field, String before, String after) {
    @Override
    public String toString() {
      return field + ": " + Masking.mask(before) + " → " + Masking.mask(after);
    }
  }

  /// What it would cost at one target.
  public record Call(SystemName target, Need need) {}

  /// Whether a call is needed.
  public enum Need {
    /// one write
    WRITE,
    /// one write, which is due anyway
    DUE_ALREADY,
    /// one write, when what it waits for is there
    AFTER_ANOTHER,
    /// none: the target holds it like that
    NOTHING
  }
}
