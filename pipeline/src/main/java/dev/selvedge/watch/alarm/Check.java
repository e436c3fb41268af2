package dev.selvedge.watch.alarm;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Looks for what is wrong now. What it throws means that it could not look: then nothing of its
/// kinds begins or ends. Called by one thread at a time; it is quick, and what takes its time is
/// done elsewhere and kept.
public interface Check {
  /// The kinds it looks for. Several checks may look for one kind, each about things of its own.
  Set<AlarmKind> kinds();

  /// All that is wrong now.
  Sight look(Instant now);

  /// What a look came to. Immutable.
  ///
  /// @param unsure the systems of which it cannot tell just now, see [Finding#system]: what is an
  ///     alarm of theirs stays one, and nothing begins
  record Sight(List<Finding> findings, Set<String> unsure) {
    public Sight {
      findings = List.copyOf(findings);
      unsure = Set.copyOf(unsure);
    }

    /// It can tell of everything.
    public static Sight of(Collection<Finding> findings) {
      return new Sight(List.copyOf(findings), Set.of());
    }
  }
}
