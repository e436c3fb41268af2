package dev.selvedge.app.config.watch;

import dev.selvedge.app.config.setting.Parsed;
import dev.selvedge.app.config.setting.Setting;
import dev.selvedge.app.config.setting.SettingKind;
import dev.selvedge.connector.Feed;
import dev.selvedge.watch.freshness.Goal;
import dev.selvedge.watch.freshness.Goals;
import dev.selvedge.watch.freshness.Matter;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.YamlSection;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Reads how fresh flows are to be: `freshness`, by flow, kind, matter or `default`.
public final class FreshnessReader {
  public static final String KEY = "freshness";

  public static final Setting<Goal> GOAL =
      Setting.standing(
          "freshness.*",
          goal(),
          "",
          "How fresh something is to be, such as `consent: 99 % within 60 s`, from the source's change"
              + " to the target's acknowledgement: `*` is a flow like `shop/order`, a kind of record,"
              + " one of `consent`, `contacts`, `orders`, `automations`, `items` (products, carts,"
              + " records of your own), or `default`; what is said of the flow holds before what is"
              + " said of the kind, and so on. Without it: consent and automations 99 % within 60 s,"
              + " orders 99 % within 5 min, all else 99 % within 15 min, and of what is polled by as"
              + " much longer as it waits to be asked ([freshness](monitoring.md#freshness)).");

  private FreshnessReader() {}

  static SettingKind<Goal> goal() {
    return new SettingKind<>(
        "share within a time",
        text -> {
          Optional<Goal.Wanted> wanted = Goal.read(text);
          if (wanted.isEmpty()) {
            return Parsed.bad(
                "must be a share within a time",
                "write it like 99 % within 60 s, or 99.5 % within 5 min");
          }
          return wanted.get().isPossible()
              ? Parsed.good(wanted.get().goal())
              : Parsed.bad(
                  "names a time that is not counted",
                  "the next longer one is: " + wanted.get().next().words());
        });
  }

  /// What is said; nothing where something of it is faulty, and the section's problems say so.
  ///
  /// @param feeds those the project has
  /// @param whole whether they are all: where a system is faulty, what is said of its flows is no
  ///     mistake
  public static Optional<Map<String, Goal>> read(
      YamlSection section, Collection<Feed> feeds, boolean whole) {
    List<String> names = names(feeds);
    Map<String, Goal> said = new HashMap<>();
    boolean good = true;
    for (String name : section.keys()) {
      Optional<Goal> goal = section.text(name).flatMap(text -> parse(section, name, text));
      if (whole && !names.contains(name)) {
        section.problem(
            name, "nothing is called '" + name + "' here", Nearest.suggestion(name, names));
        good = false;
      }
      good &= goal.isPresent();
      goal.ifPresent(one -> said.put(name, one));
    }
    return good ? Optional.of(said) : Optional.empty();
  }

  private static Optional<Goal> parse(YamlSection section, String name, String text) {
    return switch (GOAL.kind().parse(text)) {
      case Parsed.Good<Goal>(Goal goal) -> Optional.of(goal);
      case Parsed.Bad<Goal>(String message, String fix) -> {
        section.problem(name, "'" + name + "' " + message + "; got '" + text + "'", fix);
        yield Optional.empty();
      }
    };
  }

  private static List<String> names(Collection<Feed> feeds) {
    TreeSet<String> names = new TreeSet<>();
    names.add(Goals.DEFAULT);
    Arrays.stream(Matter.values())
        .filter(matter -> matter != Matter.UNREAD)
        .map(Matter::word)
        .forEach(names::add);
    feeds.forEach(feed -> names.add(feed.toString()));
    feeds.forEach(feed -> names.add(feed.kind().value()));
    return names.stream().sorted(Comparator.naturalOrder()).toList();
  }
}
