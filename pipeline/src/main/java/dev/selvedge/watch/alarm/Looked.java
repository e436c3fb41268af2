package dev.selvedge.watch.alarm;

import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a round of looking came to. Immutable.
///
/// @param blind kinds of which nothing can be told just now
/// @param unsure systems of which nothing can be told just now, by kind
/// @param findings by [Finding#key], the worst where one was found twice; what is missing and could
///     be told is not there any more
public record Looked(
    Set<AlarmKind> blind, Map<AlarmKind, Set<String>> unsure, Map<String, Finding> findings) {
  public Looked {
    blind = Set.copyOf(blind);
    unsure = Map.copyOf(unsure);
    findings = Map.copyOf(findings);
  }

  /// Everything was looked for, and this was found.
  public static Looked all(Collection<Finding> found) {
    Round round = new Round();
    round.found(found);
    return round.over();
  }

  Optional<Finding> of(Finding same) {
    return Optional.ofNullable(findings.get(same.key()));
  }

  boolean canTell(Finding finding) {
    return !blind.contains(finding.kind())
        && !unsure.getOrDefault(finding.kind(), Set.of()).contains(finding.system());
  }

  /// Gathers what checks find. Confined to one thread.
  public static final class Round {
    private final Set<AlarmKind> blind = EnumSet.noneOf(AlarmKind.class);
    private final Map<AlarmKind, Set<String>> unsure = new EnumMap<>(AlarmKind.class);
    private final Map<String, Finding> findings = new LinkedHashMap<>();

    /// A check looked.
    public void saw(Check check, Check.Sight sight) {
      found(sight.findings());
      check
          .kinds()
          .forEach(
              kind -> unsure.computeIfAbsent(kind, one -> new HashSet<>()).addAll(sight.unsure()));
    }

    /// A check could not look.
    public void failed(Check check) {
      blind.addAll(check.kinds());
    }

    private void found(Collection<Finding> found) {
      found.forEach(
          one ->
              findings.merge(
                  one.key(), one, (a, b) -> b.severity().compareTo(a.severity()) > 0 ? b : a));
    }

    public Looked over() {
      return new Looked(blind, new HashMap<>(unsure), findings);
    }
  }
}
