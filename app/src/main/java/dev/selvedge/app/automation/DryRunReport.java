package dev.selvedge.app.automation;

import dev.selvedge.PersonId;
import dev.selvedge.automation.Rule;
import dev.selvedge.person.Person;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.plan.states.DryRun;
import dev.selvedge.plan.states.DryRun.Verdict;
import dev.selvedge.plan.states.DryRun.Would;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What a rule would have done, counted, with a few examples. People are gone through page by page,
/// each in a transaction of its own, and no more is kept of them than that. Immutable.
///
/// @param people how many were looked at
/// @param counts by verdict
/// @param reasons how often each was given, by verdict; what differs from one to the other is left
///     out of them
/// @param examples the first few of each verdict
public record DryRunReport(
    long people,
    Map<Verdict, Long> counts,
    Map<Verdict, Map<String, Long>> reasons,
    List<Example> examples) {
  private static final int A_PAGE = 500;

  /// More different ones than this are no reasons.
  private static final int MOST_REASONS = 100;

  private static final String OTHERS = "other reasons";

  /// Times, numbers of orders and the like.
  private static final Pattern PARTICULAR = Pattern.compile("\\S*\\d\\S*");

  public DryRunReport {
    counts = Collections.unmodifiableMap(new EnumMap<>(counts));
    reasons = Collections.unmodifiableMap(new EnumMap<>(reasons));
    examples = List.copyOf(examples);
  }

  /// One that would have come to something.
  ///
  /// @param address of the person
  public record Example(Would would, String address) {
    public String about() {
      String part = would.key().part();
      return would.key().key() + (part.isEmpty() ? "" : " " + part);
    }
  }

  /// Goes through everybody.
  ///
  /// @param since what happened before is left out
  /// @param each how many examples of each verdict
  public static DryRunReport of(
      Store store, Rule rule, PlanRules rules, Instant since, Instant now, int each) {
    Gathering all = new Gathering(each);
    PersonId after = new PersonId(0);
    while (true) {
      PersonId from = after;
      List<Person> page = store.read(ports -> ports.people().following(from, A_PAGE));
      if (page.isEmpty()) {
        return all.report();
      }
      List<PersonId> ids = page.stream().map(Person::id).toList();
      List<Would> found =
          store.read(ports -> new DryRun(rule, rules, ports.records()).of(ids, since, now));
      all.add(page, found);
      after = page.getLast().id();
    }
  }

  private static final class Gathering {
    private final int each;
    private final Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    private final Map<Verdict, Map<String, Long>> reasons = new EnumMap<>(Verdict.class);
    private final Map<Verdict, List<Example>> examples = new EnumMap<>(Verdict.class);
    private long people;

    Gathering(int each) {
      this.each = each;
    }

    void add(List<Person> page, List<Would> found) {
      people += page.size();
      Map<PersonId, String> addresses = new TreeMap<>();
      page.forEach(person -> addresses.put(person.id(), person.email()));
      for (Would would : found) {
        counts.merge(would.verdict(), 1L, Long::sum);
        if (!would.why().isEmpty()) {
          count(would);
        }
        List<Example> some = examples.computeIfAbsent(would.verdict(), it -> new ArrayList<>());
        if (some.size() < each) {
          some.add(new Example(would, addresses.getOrDefault(would.person(), "")));
        }
      }
    }

    private void count(Would would) {
      Map<String, Long> own = reasons.computeIfAbsent(would.verdict(), it -> new TreeMap<>());
      String reason = general(would.why());
      own.merge(
          own.containsKey(reason) || own.size() < MOST_REASONS ? reason : OTHERS, 1L, Long::sum);
    }

    DryRunReport report() {
      return new DryRunReport(
          people, counts, reasons, examples.values().stream().flatMap(List::stream).toList());
    }
  }

  /// Without what differs from one to the other.
  static String general(String why) {
    return PARTICULAR.matcher(why).replaceAll("…");
  }

  public long count(Verdict verdict) {
    return counts.getOrDefault(verdict, 0L);
  }
}
