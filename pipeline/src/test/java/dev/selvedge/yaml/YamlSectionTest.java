package dev.selvedge.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class YamlSectionTest {
  private final Problems problems = new Problems();

  private enum Format {
    CSV,
    JSON_LINES
  }

  private YamlSection section(String text) {
    var environment = new Environment(Map.of("SHOP_TOKEN", "s3cr3t", "PORT", "8080"));
    var root = YamlReader.readMapping("hub.yaml", text, problems).orElseThrow();
    return YamlSection.of(root, environment, problems);
  }

  private List<String> found() {
    return problems.sorted().stream().map(Problem::toString).toList();
  }

  @Test
  void typed_values_are_read_and_defaults_fill_in() {
    YamlSection section =
        section("name: x\nn: 5\nd: 1.5\non: true\nwait: 5m\nformat: json-lines\nlist: [a, b]\n");

    assertThat(section.requiredText("name")).isEqualTo("x");
    assertThat(section.number("n", 1, 0, 10)).isEqualTo(5);
    assertThat(section.number("absent", 7, 0, 10)).isEqualTo(7);
    assertThat(section.decimal("d")).hasValueSatisfying(d -> assertThat(d).hasToString("1.5"));
    assertThat(section.flag("on", false)).isTrue();
    assertThat(section.duration("wait", Duration.ZERO)).isEqualTo(Duration.ofMinutes(5));
    assertThat(section.choice("format", Format.CSV)).isEqualTo(Format.JSON_LINES);
    assertThat(section.texts("list")).containsExactly("a", "b");
    assertThat(section.texts("name")).containsExactly("x");
    section.finish();
    assertThat(found()).isEmpty();
  }

  @Test
  void wrong_values_are_all_reported_with_their_place() {
    YamlSection section =
        section("n: many\nm: 11\nd: x\non: yes\nwait: 5min\nformat: cvs\nlist: {a: b}\n");
    section.number("n", 1, 0, 10);
    section.number("m", 1, 0, 10);
    section.decimal("d");
    section.flag("on", false);
    section.duration("wait", Duration.ZERO);
    section.choice("format", Format.CSV);
    section.texts("list");

    assertThat(found())
        .containsExactly(
            "hub.yaml:1:4: 'n' must be a whole number; got 'many'",
            "hub.yaml:2:4: 'm' must be between 0 and 10",
            "hub.yaml:3:4: 'd' must be a number such as 12 or 0.5; got 'x'",
            "hub.yaml:4:5: 'on' must be true or false; got 'yes'",
            "hub.yaml:5:7: 'wait' must be a duration such as 30s, 5m, 1h or 7d; got '5min'",
            "hub.yaml:6:9: 'format' must be one of csv, json_lines; got 'cvs' (did you mean 'csv'?)",
            "hub.yaml:7:7: 'list' must be a list (write [a, b])");
  }

  @Test
  void an_unknown_key_is_reported_with_the_nearest_known_one() {
    YamlSection section = section("emial: a\nperson:\n  nmae: b\n");
    section.text("email");
    section.section("person").orElseThrow().text("name");
    section.finish();

    assertThat(found())
        .containsExactly(
            "hub.yaml:1:1: unknown key 'emial' (did you mean 'email'?)",
            "hub.yaml:3:3: unknown key 'nmae' (did you mean 'name'?)");
  }

  @Test
  void a_missing_key_is_reported_once() {
    section("a: 1\nb: {}\n").section("b").orElseThrow().requiredText("url");

    assertThat(found()).containsExactly("hub.yaml:2:4: 'url' is missing in 'b' (add 'url: …')");
  }

  @Test
  void references_to_the_environment_are_replaced() {
    YamlSection section =
        section("token: ${env:SHOP_TOKEN}\nport: ${env:PORT}\nurl: \"http://h:${env:PORT}/\"\n");

    assertThat(section.secret("token").orElseThrow().reveal()).isEqualTo("s3cr3t");
    assertThat(section.number("port", 0, 0, 70_000)).isEqualTo(8080);
    assertThat(section.requiredText("url")).isEqualTo("http://h:8080/");
  }

  @Test
  void a_message_never_shows_what_a_variable_held() {
    section("port: ${env:SHOP_TOKEN}\n").number("port", 0, 0, 1);

    assertThat(found())
        .containsExactly("hub.yaml:1:7: 'port' must be a whole number; got '${env:SHOP_TOKEN}'");
  }

  @Test
  void a_variable_that_is_not_set_is_reported() {
    section("token: ${env:SHOP_TOKEM}\n").text("token");
    section("token: ${SHOP}\n").text("token");

    assertThat(found())
        .containsExactly(
            "hub.yaml:1:8: '${SHOP}' is not understood (write ${env:NAME} for the environment"
                + " variable NAME)",
            "hub.yaml:1:8: the environment variable SHOP_TOKEM is not set (did you mean"
                + " SHOP_TOKEN?)");
  }

  @Test
  void a_whole_tree_can_be_resolved_at_once() {
    var root = YamlReader.read("f", "a: [ {b: '${env:X}'} ]\n", problems).orElseThrow();
    YamlNode resolved = new Environment(Map.of("X", "$1")).resolveAll(root, problems);

    assertThat(resolved.toString()).contains("$1").doesNotContain("env:");
  }

  @Test
  void lists_and_names_of_sections_are_read() {
    YamlSection section =
        section("items:\n  - id: 1\n  - id: 2\nsystems:\n  shop: {id: 3}\n  erp:\n");

    assertThat(section.sections("items"))
        .extracting(item -> item.requiredText("id"))
        .containsExactly("1", "2");
    assertThat(section.named("systems").values())
        .extracting(YamlSection::path)
        .containsExactly("systems.shop", "systems.erp");
    section.finish();
    assertThat(found()).contains("hub.yaml:5:10: unknown key 'id' (remove it)");
  }
}
