package dev.selvedge.watch.freshness;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How fresh each flow is to be. What is said of a flow holds before what is said of its kind,
/// that before what is said of the matter, and that before what is said of everything else. Where
/// nothing was said, [#standard] holds, and of a flow that is polled it begins when it is asked
/// next: nobody can promise more. Immutable.
///
/// @param said by `system/kind`, by kind, by the word of a matter, or by [#DEFAULT]
/// @param asked how long a flow waits until it is asked again; those that are not polled are not
///     there
/// @param none flows of which nothing is told to a target, such as reports for people
public record Goals(Map<String, Goal> said, Map<String, Duration> asked, Set<String> none) {
  /// What is said of everything else.
  public static final String DEFAULT = "default";

  private static final int USUAL = 9_900;
  private static final Duration CONSENT = Duration.ofSeconds(60);
  private static final Duration ORDERS = Duration.ofMinutes(5);
  private static final Duration OTHERS = Duration.ofMinutes(15);

  public Goals {
    said = Map.copyOf(said);
    asked = Map.copyOf(asked);
    none = Set.copyOf(none);
  }

  /// Nothing was said.
  public static Goals standard() {
    return new Goals(Map.of(), Map.of(), Set.of());
  }

  /// The goal of a strand; empty where it has none.
  public Optional<Goal> of(Strand strand) {
    if (none.contains(strand.flow())) {
      return Optional.empty();
    }
    return said(strand.flow())
        .or(() -> said(strand.kind()))
        .or(() -> said(strand.matter().word()))
        .or(() -> said(DEFAULT))
        .or(() -> Optional.of(unsaid(strand)));
  }

  private Optional<Goal> said(String name) {
    return Optional.ofNullable(said.get(name));
  }

  private Goal unsaid(Strand strand) {
    Duration within =
        switch (strand.matter()) {
          case CONSENT, AUTOMATION -> CONSENT;
          case ORDER -> ORDERS;
          case CONTACT, ITEM, UNREAD -> OTHERS;
        };
    Duration wait = asked.getOrDefault(strand.flow(), Duration.ZERO);
    return new Goal(USUAL, Bounds.atLeast(within.plus(wait)));
  }
}
