package dev.selvedge.dotdigital.delivery.account;

import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.Slice;
import dev.selvedge.dotdigital.delivery.outcome.Outcomes;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.dotdigital.list.MailingList;
import dev.selvedge.dotdigital.preference.Preference;
import dev.selvedge.mapping.Topic;
import dev.selvedge.yaml.Nearest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The numbers of the lists and preferences that the project names, looked up once for all and
/// again after a while, since names can be given to others; a name that was not found is looked
/// for again
/// sooner. Thread-safe.
public final class ChoiceNames {
  private static final int MAX_PAGES = 100;
  private static final int MOST_SHOWN = 5;

  /// Many items may miss the same name; one look is enough for all.
  private static final Duration LOOK_APART = Duration.ofMinutes(1);

  /// A list may have been renamed since, and another one have its name.
  private static final Duration GOOD_FOR = Duration.ofMinutes(15);

  private final Dotdigital account;
  private final TargetSettings settings;
  private final Outcomes outcomes;
  private Look last = new Look.None();

  public ChoiceNames(Dotdigital account, TargetSettings settings, Outcomes outcomes) {
    this.account = account;
    this.settings = settings;
    this.outcomes = outcomes;
  }

  /// What a name stands for.
  public sealed interface Named {
    record Known(int id) implements Named {}

    /// Nothing: the account has no such name.
    ///
    /// @param sentence for people: what is missing, and what there is instead
    record Missing(String sentence) implements Named {}

    record NotKnown(Answer<?> why) implements Named {}
  }

  /// What the account has.
  sealed interface Look {
    Instant at();

    /// All names there are.
    ///
    /// @param lists by their names
    /// @param preferences by their private names
    /// @param publicly preferences by their public names
    record Seen(
        Map<String, Integer> lists,
        Map<String, Integer> preferences,
        Map<String, Integer> publicly,
        Instant at)
        implements Look {

      Optional<Integer> number(Topic topic) {
        return topic.grain() == Topic.Grain.LIST
            ? byName(lists, topic.name())
            : byName(preferences, topic.name()).or(() -> byName(publicly, topic.name()));
      }

      List<String> names(Topic.Grain grain) {
        return grain == Topic.Grain.LIST
            ? List.copyOf(lists.keySet())
            : Stream.concat(preferences.keySet().stream(), publicly.keySet().stream())
                .distinct()
                .toList();
      }

      private static Optional<Integer> byName(Map<String, Integer> known, String name) {
        return known.entrySet().stream()
            .filter(one -> one.getKey().equalsIgnoreCase(name))
            .map(Map.Entry::getValue)
            .findFirst();
      }
    }

    record Trouble(Answer<?> why) implements Look {
      /// It is asked again at once: trouble is no answer.
      @Override
      public Instant at() {
        return Instant.MIN;
      }
    }

    /// Not asked yet.
    record None() implements Look {
      @Override
      public Instant at() {
        return Instant.MIN;
      }
    }
  }

  /// What a list or preference is known by.
  public synchronized Named find(Topic topic) {
    if (!last.at().isAfter(outcomes.now().minus(GOOD_FOR))) {
      last = look();
    }
    Look known = last;
    Optional<Integer> number =
        known instanceof Look.Seen seen ? seen.number(topic) : Optional.empty();
    if (number.isEmpty() && !known.at().isAfter(outcomes.now().minus(LOOK_APART))) {
      known = look();
      last = known;
      number = known instanceof Look.Seen seen ? seen.number(topic) : Optional.empty();
    }
    if (number.isPresent()) {
      return new Named.Known(number.get());
    }
    return switch (known) {
      case Look.Seen seen -> new Named.Missing(missing(topic, seen));
      case Look.Trouble(Answer<?> why) -> new Named.NotKnown(why);
      case Look.None ignored -> throw new IllegalStateException("a look sees or fails");
    };
  }

  /// Forgets what was found, as when the account refused a number: it may be of something that was
  /// made anew.
  ///
  /// @return whether there was anything to forget, so that trying again may help
  public synchronized boolean forget() {
    boolean old = last instanceof Look.Seen && !last.at().isAfter(outcomes.now().minus(LOOK_APART));
    if (old) {
      last = new Look.None();
    }
    return old;
  }

  /// Asks the account.
  Look look() {
    Map<String, Integer> lists = new HashMap<>();
    Slice slice = new Slice(Slice.MAX, 0);
    for (int page = 0; page < MAX_PAGES; page++) {
      Answer<List<MailingList>> answer = account.lists().list(slice);
      if (!(answer instanceof Answer.Ok<List<MailingList>> ok)) {
        return new Look.Trouble(answer);
      }
      ok.value().forEach(list -> lists.putIfAbsent(list.name(), list.id()));
      if (ok.value().size() < Slice.MAX) {
        break;
      }
      slice = slice.next();
    }
    Answer<List<Preference>> answer = account.preferences().list();
    if (!(answer instanceof Answer.Ok<List<Preference>> ok)) {
      return new Look.Trouble(answer);
    }
    Map<String, Integer> preferences = new HashMap<>();
    Map<String, Integer> publicly = new HashMap<>();
    ok.value().stream()
        .flatMap(top -> Stream.concat(Stream.of(top), top.preferences().stream()))
        .filter(Preference::isPreference)
        .forEach(
            one -> {
              preferences.putIfAbsent(one.privateName(), one.id());
              publicly.putIfAbsent(one.publicName(), one.id());
            });
    return new Look.Seen(lists, preferences, publicly, outcomes.now());
  }

  /// The sentence about a name that the account does not have.
  String missing(Topic topic, Look.Seen seen) {
    boolean list = topic.grain() == Topic.Grain.LIST;
    return settings.title()
        + " has no "
        + (list ? "list" : "preference")
        + " '"
        + topic.name()
        + "'"
        + instead(topic.name(), seen.names(topic.grain()));
  }

  private static String instead(String wanted, List<String> names) {
    Optional<String> near = Nearest.of(wanted, names);
    if (near.isPresent()) {
      return "; did you mean '" + near.get() + "'?";
    }
    List<String> first = names.stream().sorted().limit(MOST_SHOWN).toList();
    return first.isEmpty()
        ? "; it has none at all"
        : "; it has "
            + quoted(first)
            + (names.size() > first.size()
                ? " and " + (names.size() - first.size()) + " more"
                : "");
  }

  private static String quoted(List<String> names) {
    return String.join(", ", names.stream().map(name -> "'" + name + "'").toList());
  }
}
