package dev.selvedge.mapping.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.yaml.Position;
import dev.selvedge.yaml.Problem;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class PathTest {
  private static final JsonNode RECORD =
      new JsonMapper()
          .readTree(
              """
              {"a": {"b": 1, "odd.key": 2, "none": null, "empty": ""},
               "l": [{"s": "x"}, {"s": "y"}, {"t": 1}],
               "p": [{"r": [{"k": 1}, {"k": 2}]}, {"r": []}, {"r": [{"k": 3}]}],
               "one": {"k": 7},
               "meta": [{"key": "optin", "value": "1"}, {"key": 5, "value": "five"}]}
              """);

  private final Problems problems = new Problems();

  private Path path(String text) {
    return PathReader.read(new YamlNode.Scalar(new Position("m", 1, 10), text, true), problems)
        .orElseThrow();
  }

  private String find(String text) {
    return path(text).find(RECORD) instanceof Datum.Items(List<Datum> items)
        ? String.join("|", items.stream().map(Datum::display).toList())
        : shown(path(text).find(RECORD));
  }

  private static String shown(Datum datum) {
    return datum instanceof Datum.Absent(Datum.Absence why) ? why.name() : datum.display();
  }

  private String problemOf(String text) {
    PathReader.read(new YamlNode.Scalar(new Position("m", 1, 10), text, true), problems);
    return String.join("\n", problems.sorted().stream().map(Problem::toString).toList());
  }

  @Test
  void members_elements_and_quoted_names_are_found() {
    assertThat(find("a.b")).isEqualTo("1");
    assertThat(find("$.a.b")).isEqualTo("1");
    assertThat(find("a.\"odd.key\"")).isEqualTo("2");
    assertThat(find("a['odd.key']")).isEqualTo("2");
    assertThat(find("l[0].s")).isEqualTo("x");
    assertThat(find("l[-2].s")).isEqualTo("y");
    assertThat(find("meta[key=optin].value")).isEqualTo("1");
    assertThat(find("meta[key='5'].value")).isEqualTo("five");
  }

  @Test
  void missing_null_and_empty_are_told_apart() {
    assertThat(find("a.x")).isEqualTo("MISSING");
    assertThat(find("a.b.c")).isEqualTo("MISSING");
    assertThat(find("l[9].s")).isEqualTo("MISSING");
    assertThat(find("l[-9].s")).isEqualTo("MISSING");
    assertThat(find("meta[key=x].value")).isEqualTo("MISSING");
    assertThat(find("a.none")).isEqualTo("NULL");
    assertThat(find("a.none.x")).isEqualTo("MISSING");
    assertThat(find("a.empty")).isEmpty();
  }

  @Test
  void lists_are_flattened() {
    assertThat(find("l[*].s")).isEqualTo("x|y");
    assertThat(find("p[*].r[*].k")).isEqualTo("1|2|3");
    assertThat(find("one[*].k")).isEqualTo("7");
    assertThat(find("none[*].k")).isEmpty();
    assertThat(path("p[*].r").elements(RECORD)).hasSize(3);
    assertThat(path("p[*].r[*]").elements(RECORD)).hasSize(3);
  }

  @Test
  void broken_paths_are_said_where_they_break() {
    assertThat(problemOf("a..b")).startsWith("m:1:12: the path 'a..b' lacks a name here");
    for (String broken :
        List.of(
            "", "a.", "a[", "a[x]", "a[1", "a[]", "a[99999999]", "a.'b", "a]b", "a[*x]", "$x[")) {
      assertThat(
              PathReader.read(new YamlNode.Scalar(new Position("m", 1, 1), broken, true), problems))
          .as(broken)
          .isEmpty();
    }
  }
}
