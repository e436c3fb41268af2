package dev.selvedge.work.audit;

import dev.selvedge.audit.Counted;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What a marketing manager reads of how many orders systems count, and how many came.
final class CountWords {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

  /// A sentence names so many days, the newest.
  private static final int FEW = 3;

  private CountWords() {}

  /// A sentence for each feed that was counted.
  static List<String> of(List<Counted> counted) {
    Map<String, List<Counted>> feeds =
        counted.stream()
            .collect(Collectors.groupingBy(Counted::feed, LinkedHashMap::new, Collectors.toList()));
    List<String> words = new ArrayList<>();
    feeds.forEach((feed, days) -> words.add(sentence(feed, days)));
    return words;
  }

  /// @param days the newest first
  private static String sentence(String feed, List<Counted> days) {
    List<Counted> wrong = days.stream().filter(Counted::isWrong).toList();
    if (wrong.isEmpty()) {
      boolean sums = days.stream().anyMatch(day -> !day.sums().isEmpty());
      long leftAlone = days.stream().filter(day -> !day.isEven()).count();
      return "As many orders%s came from %s as it counts, on each of %d %s up to %s%s."
          .formatted(
              sums ? ", of the same value," : "",
              feed,
              days.size(),
              days.size() == 1 ? "day" : "days",
              DAY.format(days.getFirst().day()),
              leftAlone == 0 ? "" : " but %d that somebody left alone".formatted(leftAlone));
    }
    String named = wrong.stream().limit(FEW).map(CountWords::day).collect(Collectors.joining("; "));
    return "%s counts other orders than came on %d of %d %s: %s%s."
        .formatted(
            feed,
            wrong.size(),
            days.size(),
            days.size() == 1 ? "day" : "days",
            named,
            wrong.size() > FEW ? "; and others" : "");
  }

  private static String day(Counted day) {
    String counts =
        String.format(
            Locale.UK, "%,d there, %,d came on %s", day.there(), day.came(), DAY.format(day.day()));
    return day.there() != day.came()
        ? counts
        : counts
            + day.sums().stream()
                .filter(sum -> !sum.isEven())
                .map(
                    sum ->
                        String.format(
                            Locale.UK,
                            " (%s %,.2f there, %,.2f came)",
                            sum.currency(),
                            sum.there(),
                            sum.came()))
                .collect(Collectors.joining());
  }
}
