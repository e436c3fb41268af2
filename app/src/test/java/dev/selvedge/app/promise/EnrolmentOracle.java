package dev.selvedge.app.promise;

import dev.selvedge.app.promise.RandomHistory.Order;
import dev.selvedge.app.promise.RandomHistory.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Who is started in which program how often, worked out hour by hour from what has been said, with
/// nothing of the hub's own. It knows the rules of [P6AnyHistoryStartsJustWhatItShouldTest] by
/// heart.
final class EnrolmentOracle {
  static final String SHIPPED = "shipped";
  static final String THANKS = "thanks";
  static final String WELCOME = "welcome";
  static final String SECOND = "second";
  static final String LAPSED = "lapsed";
  static final String CARE = "care";
  static final String AGAIN = "again";

  private final RandomHistory history;
  private final Set<Integer> outages;
  private final Map<String, Integer> started = new TreeMap<>();
  private final Set<String> over = new HashSet<>();
  private boolean unsubscribed;

  /// What went, and counts: rule, whose order, when.
  private record Went(String rule, boolean guest, Instant at) {}

  private final List<Went> went = new ArrayList<>();

  /// Something that may start somebody, as it is known at some hour.
  private record Chance(
      String rule,
      String key,
      Order order,
      Instant happened,
      Duration after,
      Duration within,
      boolean marketing,
      boolean cancelled) {}

  /// @param outages the hours in which nothing leaves
  EnrolmentOracle(RandomHistory history, Set<Integer> outages) {
    this.history = history;
    this.outages = outages;
  }

  /// How often each rule starts somebody.
  Map<String, Integer> started() {
    for (int hour = 0; hour <= RandomHistory.HOURS; hour++) {
      Instant now = RandomHistory.START.plus(Duration.ofHours(hour));
      unsubscribed |= !outages.contains(hour) && !latest(hour);
      List<Chance> chances = chances(hour);
      if (hour == 0) {
        chances.stream()
            .filter(chance -> !chance.rule.equals(LAPSED) || !chance.happened.isAfter(now))
            .forEach(chance -> over.add(chance.key));
      }
      chances.sort(Comparator.comparing(Chance::key));
      for (Chance chance : chances) {
        consider(chance, hour, now);
      }
    }
    return started;
  }

  private void consider(Chance chance, int hour, Instant now) {
    if (over.contains(chance.key)) {
      return;
    }
    if (now.isAfter(chance.happened.plus(chance.within))) {
      over.add(chance.key);
      return;
    }
    if (chance.cancelled
        || now.isBefore(chance.happened.plus(chance.after))
        || outages.contains(hour)) {
      return;
    }
    over.add(chance.key);
    boolean agrees = agrees(chance, hour);
    if ((chance.marketing && !agrees) || tooOften(chance, hour, now)) {
      return;
    }
    started.merge(chance.rule, 1, Integer::sum);
    if (agrees && !unsubscribed) {
      // Dotdigital turns away who is not subscribed: that counts as nothing. Who left once and
      // comes
      // back is asked by a challenge first, which nobody here answers.
      went.add(new Went(chance.rule, chance.order.guest, now));
    }
  }

  private boolean merged(int hour) {
    return history.merges <= hour;
  }

  private boolean agrees(Chance chance, int hour) {
    if (chance.order.guest && !merged(hour)) {
      return false;
    }
    return latest(hour);
  }

  private boolean latest(int hour) {
    boolean agrees = false;
    for (RandomHistory.Consent consent : history.consents) {
      if (consent.arrives() <= hour) {
        agrees = consent.agrees();
      }
    }
    return agrees;
  }

  private boolean tooOften(Chance chance, int hour, Instant now) {
    Duration per =
        switch (chance.rule) {
          case WELCOME, SECOND -> Duration.ofDays(10_000);
          case CARE -> Duration.ofMinutes(47 * 60 + 30);
          case AGAIN -> Duration.ofMinutes(23 * 60 + 30);
          default -> Duration.ZERO;
        };
    int times = chance.rule.equals(AGAIN) ? 2 : 1;
    long before =
        went.stream()
            .filter(one -> one.rule.equals(chance.rule))
            .filter(one -> merged(hour) || one.guest == chance.order.guest)
            .filter(one -> one.at.isAfter(now.minus(per)))
            .count();
    return !per.isZero() && before >= times;
  }

  private List<Chance> chances(int hour) {
    List<Chance> chances = new ArrayList<>();
    if (merged(hour)) {
      chances(history.orders, hour, chances);
    } else {
      chances(history.orders.stream().filter(order -> order.guest).toList(), hour, chances);
      chances(history.orders.stream().filter(order -> !order.guest).toList(), hour, chances);
    }
    return chances;
  }

  private static void chances(List<Order> orders, int hour, List<Chance> chances) {
    List<Order> placed = new ArrayList<>();
    for (Order order : orders) {
      Version known = order.at(hour);
      if (known.isKnown() && !known.cancelled()) {
        placed.add(order);
      }
    }
    placed.sort(Comparator.comparing((Order order) -> order.placed).thenComparing(it -> it.key));
    for (Order order : orders) {
      Version known = order.at(hour);
      if (known.isKnown()) {
        ofOrder(order, known, placed, chances);
      }
    }
    if (!placed.isEmpty()) {
      Order first = placed.getFirst();
      chances.add(
          chance(WELCOME, first, "", first.placed, Duration.ZERO, Duration.ofHours(24), false));
      Order last = placed.getLast();
      chances.add(
          chance(
              LAPSED,
              last,
              "",
              last.placed.plus(Duration.ofHours(30)),
              Duration.ZERO,
              Duration.ofHours(10),
              true));
    }
    if (placed.size() > 1) {
      Order second = placed.get(1);
      chances.add(
          chance(
              SECOND, second, "", second.placed, Duration.ofHours(1), Duration.ofHours(9), true));
    }
  }

  private static void ofOrder(
      Order order, Version known, List<Order> placed, List<Chance> chances) {
    known
        .parcels()
        .forEach(
            (parcel, left) ->
                chances.add(
                    chance(
                        SHIPPED, order, parcel, left, Duration.ZERO, Duration.ofHours(3), false)));
    known
        .arrived()
        .forEach(
            (parcel, at) -> {
              boolean refunded =
                  known.refunds().values().stream().anyMatch(one -> !one.isBefore(at));
              chances.add(
                  new Chance(
                      CARE,
                      CARE + order.key + parcel,
                      order,
                      at,
                      Duration.ofHours(2),
                      Duration.ofHours(20),
                      false,
                      refunded || known.cancelled()));
            });
    if (!known.cancelled()) {
      boolean another = placed.stream().anyMatch(one -> one.placed.isAfter(order.placed));
      boolean refunded =
          known.refunds().values().stream().anyMatch(one -> !one.isBefore(order.placed));
      chances.add(
          new Chance(
              THANKS,
              THANKS + order.key,
              order,
              order.placed,
              Duration.ofHours(4),
              Duration.ofHours(12),
              true,
              another || refunded));
      chances.add(chance(AGAIN, order, "", order.placed, Duration.ZERO, Duration.ofHours(2), true));
    }
  }

  private static Chance chance(
      String rule,
      Order order,
      String part,
      Instant happened,
      Duration after,
      Duration within,
      boolean marketing) {
    return new Chance(
        rule, rule + order.key + part, order, happened, after, within, marketing, false);
  }
}
