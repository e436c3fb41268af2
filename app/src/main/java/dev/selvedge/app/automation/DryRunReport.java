package dev.selvedge.app.automation;

import dev.selvedge.PersonId;
import dev.selvedge.SpokenTime;
import dev.selvedge.automation.Rule;
import dev.selvedge.person.Person;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.plan.states.DryRun;
import dev.selvedge.plan.states.DryRun.Verdict;
import dev.selvedge.plan.states.DryRun.Would;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;

/// What a rule would have done, counted, with a few examples. People are gone through page by page,
/// each in a transaction of its own, and no more is kept of them than that. Immutable.
///
/// @param people how many were looked at
/// @param counts by verdict
/// @param reasons how often each was given, by verdict; what differs from one to the other is left
///     out of them
/// @param days the counts by the day on which it would have gone or been decided; days on which
///     nothing would have happened are left out
/// @param examples the first few of each verdict
/// @param whole whether everybody was looked at
public record DryRunReport(
    long people,
    Map<Verdict, Long> counts,
    Map<Verdict, Map<String, Long>> reasons,
    SortedMap<LocalDate, Map<Verdict, Long>> days,
    List<Example> examples,
    boolean whole) {
  /// What of it is of those days, and what of today.
  public static final String CAVEAT =
      "Consent, conditions and fields are looked at as they are today, and everything is taken for"
          + " told when it happened. Of limits only its own are counted. Nothing was sent.";

  private static final int A_PAGE = 500;

  /// More different ones than this are no reasons.
  private static final int MOST_REASONS = 100;

  private static final String OTHERS = "other reasons";

  /// Times, numbers of orders and the like.
  private static final Pattern PARTICULAR = Pattern.compile("\\S*\\d\\S*");

  public DryRunReport {
    counts = Collections.unmodifiableMap(new EnumMap<>(counts));
    reasons = Collections.unmodifiableMap(new EnumMap<>(reasons));
    days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
    examples = List.copyOf(examples);
  }

  /// What is asked of the past.
  ///
  /// @param since what happened before is left out
  /// @param each how many examples of each verdict
  /// @param zone whose days they are
  public record Question(
      Rule rule, PlanRules rules, Instant since, Instant now, int each, ZoneId zone) {}

  /// One that would have come to something.
  ///
  /// @param address of the person
  public record Example(Would would, String address) {
    /// The key of what the fact is about, with its part where it is of one: `A1`, `A1 P-7`.
    public String about() {
      String part = would.key().part();
      return would.key().key() + (part.isEmpty() ? "" : " " + part);
    }
  }

  /// Goes through everybody.
  public static DryRunReport of(Store store, Question question) {
    return of(store, question, people -> true);
  }

  /// Goes through everybody, page by page.
  ///
  /// @param goOn asked before each page with how many were looked at; where it says no, the report
  ///     is of those
  public static DryRunReport of(Store store, Question question, LongPredicate goOn) {
    Gathering all = new Gathering(question);
    PersonId after = new PersonId(0);
    while (goOn.test(all.people)) {
      PersonId from = after;
      List<Person> page = store.read(ports -> ports.people().following(from, A_PAGE));
      if (page.isEmpty()) {
        return all.report(true);
      }
      List<PersonId> ids = page.stream().map(Person::id).toList();
      List<Would> found =
          store.read(
              ports ->
                  new DryRun(question.rule(), question.rules(), ports.records())
                      .of(ids, question.since(), question.now()));
      all.add(page, found);
      after = page.getLast().id();
    }
    return all.report(false);
  }

  private static final class Gathering {
    private final Question question;
    private final Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    private final Map<Verdict, Map<String, Long>> reasons = new EnumMap<>(Verdict.class);
    private final Map<Verdict, List<Example>> examples = new EnumMap<>(Verdict.class);
    private final SortedMap<LocalDate, Map<Verdict, Long>> days = new TreeMap<>();
    private long people;

    Gathering(Question question) {
      this.question = question;
    }

    void add(List<Person> page, List<Would> found) {
      people += page.size();
      Map<PersonId, String> addresses = new TreeMap<>();
      page.forEach(person -> addresses.put(person.id(), person.email()));
      for (Would would : found) {
        counts.merge(would.verdict(), 1L, Long::sum);
        days.computeIfAbsent(
                LocalDate.ofInstant(would.at(), question.zone()),
                day -> new EnumMap<>(Verdict.class))
            .merge(would.verdict(), 1L, Long::sum);
        if (!would.why().isEmpty()) {
          count(would);
        }
        List<Example> some = examples.computeIfAbsent(would.verdict(), it -> new ArrayList<>());
        if (some.size() < question.each()) {
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

    DryRunReport report(boolean whole) {
      return new DryRunReport(
          people,
          counts,
          reasons,
          days,
          examples.values().stream().flatMap(List::stream).toList(),
          whole);
    }
  }

  /// Without what differs from one to the other.
  static String general(String why) {
    return PARTICULAR.matcher(SpokenTime.without(why, "…")).replaceAll("…");
  }

  /// How often it would have come to this end; 0 where never.
  public long count(Verdict verdict) {
    return counts.getOrDefault(verdict, 0L);
  }
}
