package dev.selvedge.app.automation.example;

import dev.selvedge.app.automation.AutomationsPage.Line;
import dev.selvedge.app.config.example.AutomationExample;
import dev.selvedge.app.config.example.AutomationExample.Expected;
import dev.selvedge.plan.EnrolmentLists.Fate;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.yaml.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Plays the worked examples of automations: by the same resolving, planning and handing out that a
/// running hub does, on a store that is thrown away, for an account that takes everybody.
public final class AutomationExamples {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private AutomationExamples() {}

  /// Every example that comes to something else than it says. Empty when all hold.
  public static List<Problem> run(List<AutomationExample> examples, PlanRules rules) {
    if (examples.isEmpty()) {
      return List.of();
    }
    Path folder = folder();
    try {
      List<Problem> problems = new ArrayList<>();
      for (int i = 0; i < examples.size(); i++) {
        AutomationExample example = examples.get(i);
        difference(example, played(example, rules, folder.resolve(i + ".db")))
            .ifPresent(problems::add);
      }
      return problems.stream().sorted().toList();
    } finally {
      remove(folder);
    }
  }

  private static List<Line> played(AutomationExample example, PlanRules rules, Path file) {
    try (Stage stage = Stage.of(example, rules, file)) {
      return stage.play(example.rule());
    }
  }

  private static Optional<Problem> difference(AutomationExample example, List<Line> lines) {
    Expected expected = example.expected();
    boolean alike =
        started(lines, expected.starts())
            && explained(lines, Fate.CANCELLED, expected.cancelled())
            && explained(lines, Fate.DROPPED, expected.dropped())
            && lines.stream().noneMatch(line -> isOpen(line.fate()));
    return alike
        ? Optional.empty()
        : Optional.of(
            new Problem(
                example.gives(),
                "%s: the example '%s' is to give %s; it gives %s"
                    .formatted(example.rule(), example.name(), words(expected), words(lines)),
                "correct the automation, or what the example expects"));
  }

  private static boolean isOpen(Fate fate) {
    return fate == Fate.WAITING || fate == Fate.PARKED;
  }

  private static boolean started(List<Line> lines, List<Instant> expected) {
    List<Instant> found = of(lines, Fate.FIRED).map(Line::at).sorted().toList();
    List<Instant> sorted = expected.stream().sorted().toList();
    boolean alike = found.size() == sorted.size();
    for (int i = 0; alike && i < found.size(); i++) {
      alike = Duration.between(sorted.get(i), found.get(i)).abs().compareTo(A_MINUTE) < 0;
    }
    return alike;
  }

  /// Each has a reason that no other one has been found for; the longest words are looked for
  /// first, as they fit least.
  private static boolean explained(List<Line> lines, Fate fate, List<String> expected) {
    List<String> found =
        of(lines, fate).map(Line::story).collect(Collectors.toCollection(ArrayList::new));
    boolean alike = found.size() == expected.size();
    for (String words :
        expected.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList()) {
      Optional<String> match = found.stream().filter(story -> story.contains(words)).findFirst();
      alike &= match.isPresent();
      match.ifPresent(found::remove);
    }
    return alike;
  }

  private static Stream<Line> of(List<Line> lines, Fate fate) {
    return lines.stream().filter(line -> line.fate() == fate);
  }

  private static String words(Expected expected) {
    List<String> parts = new ArrayList<>();
    expected.starts().forEach(at -> parts.add("a start at " + at));
    expected.cancelled().forEach(why -> parts.add("'cancelled: " + why + "'"));
    expected.dropped().forEach(why -> parts.add("'dropped: " + why + "'"));
    return parts.isEmpty() ? "nothing" : String.join(" and ", parts);
  }

  private static String words(List<Line> lines) {
    List<String> parts = new ArrayList<>();
    for (Line line : lines.reversed()) {
      parts.add(
          line.fate() == Fate.FIRED
              ? "a start at " + line.at()
              : "'" + line.fate().word() + ": " + line.story() + "'");
    }
    return parts.isEmpty() ? "nothing" : String.join(" and ", parts);
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("selvedge-examples");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
