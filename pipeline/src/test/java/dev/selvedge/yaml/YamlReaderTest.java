package dev.selvedge.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class YamlReaderTest {
  private final Problems problems = new Problems();

  private YamlNode.Mapping read(String text) {
    return YamlReader.readMapping("shop.yaml", text, problems).orElseThrow();
  }

  private String problemsOf(String text) {
    YamlReader.readMapping("shop.yaml", text, problems);
    return String.join("\n", problems.sorted().stream().map(Problem::toString).toList());
  }

  @Test
  void every_value_and_key_knows_its_line_and_column() {
    YamlNode.Mapping root = read("system: shop\nperson:\n  email: { from: a }\n");

    assertThat(root.values().get("system"))
        .isEqualTo(new YamlNode.Scalar(new Position("shop.yaml", 1, 9), "shop", true));
    assertThat(root.values().get("person"))
        .isInstanceOfSatisfying(
            YamlNode.Mapping.class,
            person -> {
              assertThat(person.keys().get("email")).hasToString("shop.yaml:3:3");
              assertThat(person.values().get("email"))
                  .hasFieldOrPropertyWithValue("position", new Position("shop.yaml", 3, 10));
            });
  }

  @Test
  void quoted_and_plain_values_are_told_apart() {
    YamlNode.Mapping root = read("a: 1\nb: \"1\"\nc: ~\nd: 'null'\n");

    assertThat(root.values().get("a")).matches(node -> ((YamlNode.Scalar) node).plain());
    assertThat(root.values().get("b")).matches(node -> !((YamlNode.Scalar) node).plain());
    assertThat(root.values().get("c")).matches(node -> ((YamlNode.Scalar) node).isNull());
    assertThat(root.values().get("d")).matches(node -> !((YamlNode.Scalar) node).isNull());
  }

  @Test
  void an_empty_file_is_an_empty_mapping() {
    assertThat(read("").values()).isEmpty();
    assertThat(read("# only a comment\n").values()).isEmpty();
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void an_alias_stands_for_its_anchor() {
    YamlNode.Mapping root = read("a: &x [1, 2]\nb: *x\n");

    assertThat(root.values().get("b")).isEqualTo(root.values().get("a"));
  }

  @Test
  void a_key_given_twice_is_reported_where_it_stands() {
    assertThat(problemsOf("a: 1\nb: 2\na: 3\n"))
        .isEqualTo("shop.yaml:3:1: 'a' is given twice, first in line 1 (keep one)");
  }

  @Test
  void broken_syntax_is_reported_with_its_place() {
    assertThat(problemsOf("a: [1, 2\nb: 3\n"))
        .startsWith("shop.yaml:2:")
        .contains("not valid YAML");
  }

  @Test
  void a_tab_gets_its_own_advice() {
    assertThat(problemsOf("a:\n\tb: 1\n")).contains("indent with spaces, not tabs");
  }

  @Test
  void aliases_cannot_stand_for_a_huge_tree() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String before = "*a" + (i - 1);
      bomb.append(
          "a"
              + i
              + ": &a"
              + i
              + " ["
              + String.join(", ", java.util.Collections.nCopies(9, before))
              + "]\n");
    }

    assertThat(problemsOf(bomb.toString())).contains("more than 200000 values");
  }

  @Test
  void deep_nesting_is_refused_without_overflowing() {
    assertThat(problemsOf("a: " + "[".repeat(100_000))).contains("nested deeper than 50 levels");
  }

  @Test
  void a_file_beyond_the_size_limit_is_refused() {
    assertThat(problemsOf("a: " + "x".repeat(YamlReader.MAX_CHARACTERS)))
        .contains("more than 4000000");
  }

  @Test
  void tags_second_documents_and_lists_at_the_top_are_refused() {
    assertThat(problemsOf("a: !!str 1\n")).contains("shop.yaml:1:4: the tag");
    assertThat(problemsOf("a: 1\n---\nb: 2\n")).contains("shop.yaml:2:1: the file holds a second");
    assertThat(problemsOf("- a\n")).contains("shop.yaml:1:1: the file must consist of");
  }

  @Test
  void an_alias_to_nothing_is_refused() {
    assertThat(problemsOf("a: *nowhere\n")).contains("'*nowhere' refers to nothing above");
  }
}
