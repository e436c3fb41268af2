package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.GoldenFile;
import dev.selvedge.audit.Gap;
import dev.selvedge.audit.Hop;
import dev.selvedge.watch.alarm.AlarmKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page that says who names which harm is made of the tables that are tested, and they are
/// many.
class HarmDocsTest {
  private static final Path PAGE = Path.of("../docs/harm.md");
  private static final int KINDS = 40;

  /// `CONTACT FIELD FIRSTNAME: Ann / Anna (changed in the target afterwards: send again)`
  private static final Pattern LINE =
      Pattern.compile("([A-Z]+) ([A-Z_]+)(?: ([^:]+))?: .* \\(([^:()]+): ([^:()]+)\\)");

  private record Row(String name, List<String> told) {}

  private static List<Row> audited() {
    return Stream.concat(
            P10EveryHarmIsNamedTest.harms().map(harm -> new Row(harm.name(), harm.told())),
            P10EveryHarmToItemsIsNamedTest.harms().map(harm -> new Row(harm.name(), harm.told())))
        .toList();
  }

  private static String finding(String line) {
    Matcher matcher = LINE.matcher(line);
    assertThat(matcher.matches()).as(line).isTrue();
    String field = matcher.group(3) == null ? "" : ": `" + matcher.group(3) + "`";
    return String.format(
        Locale.ROOT,
        "%s %s%s | %s | %s",
        matcher.group(1).toLowerCase(Locale.ROOT),
        Gap.Kind.valueOf(matcher.group(2)).words(),
        field,
        matcher.group(4),
        matcher.group(4).equals(Hop.ON_ITS_WAY.words())
            ? "nothing: it goes by itself"
            : matcher.group(5));
  }

  private static String rows(Row row) {
    StringBuilder rows = new StringBuilder();
    String name = row.name();
    for (String finding : row.told().stream().map(HarmDocsTest::finding).distinct().toList()) {
      rows.append("| ").append(name).append(" | ").append(finding).append(" |\n");
      name = "";
    }
    return rows.toString();
  }

  /// What is on its way passes.
  private static boolean isHarm(Row row) {
    return row.told().stream().anyMatch(line -> !line.contains(Hop.ON_ITS_WAY.words()));
  }

  private static String alarm(String key) {
    int end = key.indexOf(' ');
    AlarmKind kind = AlarmKind.ofWord(key.substring(0, end)).orElseThrow();
    return kind.title() + " (`" + kind.word() + "`)";
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # What goes wrong, and who says so

            Each of these is done to a hub in a test, and the test holds that just this is named, and nothing else. The page is
            written by that test.

            ## What audits find

            What is changed, lost or made in Dotdigital, in the hub's store or on the way between them
            ([docs/audits.md](audits.md)).

            | What happens | The audit finds | Where it arose | What helps |
            |---|---|---|---|
            """);
    audited().forEach(row -> page.append(rows(row)));
    page.append(
        """

        ## What alarms tell

        What does not lie in a record ([docs/alarms.md](alarms.md)). Where changes do not get through, their flow is not as
        fresh as promised, and that is an alarm of its own.

        | What happens | The alarm |
        |---|---|
        """);
    P10EveryHarmIsToldTest.all()
        .filter(trouble -> !trouble.alarms().isEmpty())
        .forEach(
            trouble ->
                page.append("| ")
                    .append(trouble.name())
                    .append(" | ")
                    .append(
                        trouble.alarms().stream()
                            .sorted()
                            .map(HarmDocsTest::alarm)
                            .distinct()
                            .collect(Collectors.joining("; ")))
                    .append(" |\n"));
    page.append("\n## What is no fault\n\nOf these nothing is said.\n\n");
    audited().stream()
        .filter(row -> row.told().isEmpty())
        .map(Row::name)
        .distinct()
        .forEach(name -> page.append("- ").append(name).append('\n'));
    return page.toString();
  }

  @Test
  void the_page_is_as_the_tests_are() {
    GoldenFile.expect(PAGE, page());
  }

  @Test
  void there_are_forty_kinds_of_harm_at_least_and_each_is_another() {
    List<String> names =
        Stream.concat(
                audited().stream().filter(HarmDocsTest::isHarm).map(Row::name),
                P10EveryHarmIsToldTest.all()
                    .filter(trouble -> !trouble.alarms().isEmpty())
                    .map(P10EveryHarmIsToldTest.Trouble::name))
            .toList();
    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(KINDS);
  }
}
