package dev.selvedge.app.demo;

import dev.selvedge.Masking;
import dev.selvedge.automation.EnrolmentKey;
import dev.selvedge.plan.EnrolmentLists;
import dev.selvedge.plan.EnrolmentLists.Fate;
import dev.selvedge.work.Store;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the automations do while somebody watches. Confined to one thread.
final class Enrolled {
  private static final String THANKS = "order-thanks";
  private static final String BASKET = "left-basket";
  private static final String BACK = "back-in-stock";
  private static final List<String> RULES = List.of(THANKS, BASKET, BACK);
  private static final int LOOKED_AT = 200;
  private static final int COUNTED = 10_000;

  private final Store store;
  private final Set<Told> told = new HashSet<>();
  private final Map<String, Integer> times = new HashMap<>();

  Enrolled(Store store) {
    this.store = store;
    newest().forEach(line -> told.add(Told.of(line)));
  }

  private record Told(EnrolmentKey key, Fate fate) {
    static Told of(EnrolmentLists.Line line) {
      return new Told(line.key(), line.fate());
    }
  }

  /// Whether what the opening leads to was told: who waited, who left a basket, who bought it.
  boolean isOpeningTold() {
    return times.containsKey(BACK + Fate.FIRED)
        && times.containsKey(BASKET + Fate.FIRED)
        && times.containsKey(BASKET + Fate.CANCELLED);
  }

  /// What is new since it was asked last, a sentence each; of what happens all the time only the
  /// first.
  List<String> news() {
    List<String> news = new ArrayList<>();
    for (EnrolmentLists.Line line : newest().reversed()) {
      if (line.fate() != Fate.WAITING && told.add(Told.of(line))) {
        String rule = line.key().rule();
        int before = times.merge(rule + line.fate(), 1, Integer::sum);
        if (!rule.equals(THANKS) || before == 1) {
          news.add(sentence(line));
        }
      }
    }
    return news;
  }

  private List<EnrolmentLists.Line> newest() {
    return store.read(
        ports ->
            ports
                .enrolments()
                .newest(new EnrolmentLists.Wanted("", Optional.empty()), LOOKED_AT, LOOKED_AT, 0));
  }

  private String sentence(EnrolmentLists.Line line) {
    String who =
        store.read(
            ports ->
                ports.people().byId(List.of(line.person())).stream()
                    .map(person -> Masking.mask(person.email()))
                    .findFirst()
                    .orElse("somebody"));
    String rule = "“" + line.key().rule() + "” ";
    return switch (line.fate()) {
      case FIRED -> rule + "starts the program for " + who;
      case CANCELLED -> rule + "is cancelled for " + who + ", who ordered meanwhile";
      case DROPPED -> rule + "lets " + who + " go: too late, too often, or not wanted";
      case PARKED -> rule + "cannot start " + who + ": see Parked";
      case WAITING -> rule + "waits for " + who;
    };
  }

  /// How all of them stand, in one sentence.
  String summary() {
    return "automations: " + RULES.stream().map(this::standing).collect(Collectors.joining("; "));
  }

  private String standing(String rule) {
    EnrolmentLists.Tally tally = store.read(ports -> ports.enrolments().tally(rule, COUNTED));
    Map<Fate, Long> counts = new EnumMap<>(Fate.class);
    counts.put(Fate.FIRED, tally.fired());
    counts.put(Fate.WAITING, tally.waiting());
    counts.put(Fate.CANCELLED, tally.cancelled());
    counts.put(Fate.DROPPED, tally.dropped());
    return rule
        + ' '
        + counts.entrySet().stream()
            .filter(entry -> entry.getValue() > 0 || entry.getKey() == Fate.FIRED)
            .map(entry -> entry.getValue() + " " + entry.getKey().word())
            .collect(Collectors.joining(", "));
  }
}
