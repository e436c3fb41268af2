package dev.selvedge.mapping.rule;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.mapping.rule.expression.YamlJson;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Position;
import dev.selvedge.yaml.Problem;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Runs the worked examples inside mapping files.
///
/// An example gives a record and what must come of it: `gives` (only what it lists is compared;
/// `null` means that nothing may be there), `fails` with a cause, or `skipped: true`.
public final class MappingExamples {
  /// Opt-outs without a time get the record's; examples need one that never changes.
  private static final Instant CHANGED = Instant.parse("2026-01-01T00:00:00Z");

  private static final String NOTHING = "";

  private final Problems problems = new Problems();

  private MappingExamples() {}

  /// Every difference, where it stands in the file. Empty when all examples hold.
  public static List<Problem> run(MappingProject project) {
    MappingExamples runner = new MappingExamples();
    project.files().forEach(runner::run);
    return runner.problems.sorted();
  }

  /// How many examples a project has.
  public static int count(MappingProject project) {
    return project.files().stream()
        .flatMap(file -> file.examples().stream())
        .mapToInt(node -> node instanceof YamlNode.Sequence list ? list.values().size() : 0)
        .sum();
  }

  /// The record of each feed's first example that is mapped, as JSON.
  public static Map<Feed, String> records(MappingProject project) {
    Map<Feed, String> records = new TreeMap<>();
    for (FileMapping file : project.files()) {
      file.examples().stream()
          .filter(YamlNode.Sequence.class::isInstance)
          .flatMap(list -> ((YamlNode.Sequence) list).values().stream())
          .filter(YamlNode.Mapping.class::isInstance)
          .map(example -> ((YamlNode.Mapping) example).values())
          .filter(example -> example.containsKey("gives"))
          .flatMap(example -> Stream.ofNullable(example.get("record")))
          .map(MappingExamples::text)
          .findFirst()
          .ifPresent(text -> records.put(file.feed(), text));
    }
    return records;
  }

  private static String text(YamlNode body) {
    return body instanceof YamlNode.Scalar raw ? raw.text() : YamlJson.of(body).toString();
  }

  private void run(FileMapping file) {
    for (YamlNode node : file.examples()) {
      if (node instanceof YamlNode.Sequence list) {
        list.values().forEach(each -> run(file, each));
      } else {
        problems.add(node.position(), "'examples' must be a list", "begin lines with '-'");
      }
    }
  }

  private void run(FileMapping file, YamlNode node) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      problems.add(node.position(), "an example must be 'key: value' lines");
      return;
    }
    YamlSection example = YamlSection.of(mapping, Environment.NONE, problems);
    String name = example.requiredText("name");
    Optional<YamlNode> body = example.node("record");
    Optional<YamlNode> gives = example.node("gives");
    String fails = example.text("fails", "");
    boolean skipped = example.flag("skipped", false);
    example.finish();
    if (body.isEmpty() || (gives.isEmpty() && fails.isEmpty() && !skipped)) {
      problems.add(
          node.position(),
          "the example '" + name + "' lacks a 'record' or what must come of it",
          "add 'gives', 'fails' or 'skipped'");
      return;
    }
    Mapped mapped = file.map(source(file, body.get()));
    switch (mapped) {
      case Mapped.Mappable(var contribution, var warnings) ->
          gives.ifPresentOrElse(
              wanted -> compare(name, "", wanted, ContributionView.of(contribution)),
              () -> differs(node.position(), name, "was mapped, which it should not be"));
      case Mapped.Decided ignored ->
          throw new IllegalStateException("no mapping file makes a decision about an address");
      case Mapped.Unmappable(List<Mapped.FieldProblem> found) -> failed(node, name, fails, found);
      case Mapped.Skipped ignored -> {
        if (!skipped) {
          differs(node.position(), name, "was left out by 'only_if'");
        }
      }
    }
  }

  private static SourceRecord source(FileMapping file, YamlNode body) {
    return new SourceRecord(
        new RecordRef(file.feed().system(), file.feed().kind(), "example"),
        SourceRecord.Stamp.at(CHANGED),
        CHANGED,
        SourceRecord.Change.UPSERT,
        SourceRecord.Pace.LIVE,
        Payload.ofText(text(body)));
  }

  private void failed(YamlNode node, String name, String fails, List<Mapped.FieldProblem> found) {
    if (fails.isEmpty()) {
      Mapped.FieldProblem first = found.getFirst();
      differs(
          node.position(),
          name,
          "could not be mapped (" + first.cause() + "): " + first.sentence());
    } else if (found.stream().noneMatch(problem -> problem.cause().equals(fails))) {
      differs(
          node.position(),
          name,
          "failed with " + found.getFirst().cause() + " instead of " + fails);
    }
  }

  private void compare(String example, String path, YamlNode wanted, Object found) {
    switch (wanted) {
      case YamlNode.Scalar scalar -> compareText(example, path, scalar, found);
      case YamlNode.Mapping mapping ->
          mapping
              .values()
              .forEach(
                  (key, value) -> {
                    String below = path.isEmpty() ? key : path + '.' + key;
                    Object member = found instanceof Map<?, ?> map ? map.get(key) : null;
                    compare(example, below, value, member == null ? NOTHING : member);
                  });
      case YamlNode.Sequence sequence -> {
        List<?> elements = found instanceof List<?> list ? list : List.of();
        if (elements.size() != sequence.values().size()) {
          differs(
              sequence.position(),
              example,
              "gives "
                  + elements.size()
                  + " of '"
                  + path
                  + "' instead of "
                  + sequence.values().size());
          return;
        }
        for (int i = 0; i < elements.size(); i++) {
          compare(example, path + '[' + i + ']', sequence.values().get(i), elements.get(i));
        }
      }
    }
  }

  private void compareText(String example, String path, YamlNode.Scalar wanted, Object found) {
    String text = wanted.isNull() ? "" : wanted.text();
    if (!(found instanceof String actual)) {
      differs(wanted.position(), example, "gives more than one value for '" + path + "'");
    } else if (!text.equals(actual) && !isSameNumber(text, actual)) {
      differs(
          wanted.position(),
          example,
          "gives '" + path + "' as " + shown(actual) + " instead of " + shown(text));
    }
  }

  private static boolean isSameNumber(String wanted, String found) {
    try {
      return new BigDecimal(wanted).compareTo(new BigDecimal(found)) == 0;
    } catch (NumberFormatException notNumbers) {
      return false;
    }
  }

  private static String shown(String text) {
    return text.isEmpty() ? "nothing" : "'" + text + "'";
  }

  private void differs(Position position, String example, String how) {
    problems.add(position, "the example '" + example + "' " + how);
  }
}
