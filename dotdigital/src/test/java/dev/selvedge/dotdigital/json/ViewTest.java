package dev.selvedge.dotdigital.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ViewTest {
  private static JsonNode json(String text) {
    return Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void names_are_found_in_any_case_and_the_exact_one_first() {
    View view = View.of(json("{\"Id\":1,\"STATUS\":\"Started\",\"status\":\"exact\"}"));

    assertThat(view.number("id")).isEqualTo(1);
    assertThat(view.text("status")).isEqualTo("exact");
  }

  @Test
  void null_and_absence_read_as_nothing() {
    View view = View.of(json("{\"a\":null}"));

    assertThat(view.text("a")).isEmpty();
    assertThat(view.number("b")).isZero();
    assertThat(view.flag("a")).isFalse();
    assertThat(view.object("a")).isEmpty();
    assertThat(view.items("a", item -> item)).isEmpty();
    assertThat(view.instant("a")).isEmpty();
  }

  @Test
  void numbers_in_quotes_and_flags_in_capitals_are_understood() {
    View view = View.of(json("{\"n\":\"17\",\"f\":\"True\",\"t\":24938}"));

    assertThat(view.number("n")).isEqualTo(17);
    assertThat(view.flag("f")).isTrue();
    assertThat(view.text("t")).isEqualTo("24938");
  }

  @Test
  void items_of_another_kind_are_passed_over() {
    View view = View.of(json("{\"list\":[1,null,{\"x\":\"a\"},\"b\",[]]}"));

    assertThat(view.items("list", item -> item.text("x"))).containsExactly("a");
    assertThat(view.texts("list")).containsExactly("1", "b");
  }

  @Test
  void what_is_required_and_missing_is_named_without_any_value() {
    assertThatThrownBy(() -> View.of(json("{\"id\":\"secret\"}")).requiredNumber("id"))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("'id'")
        .hasMessageNotContaining("secret");
  }

  @Test
  void decimals_keep_their_digits_in_both_directions() {
    String money = "{\"total\":67.20,\"tiny\":0.00000001,\"big\":12345678901234567890.12}";

    assertThat(new String(Json.bytes(json(money)), StandardCharsets.UTF_8)).isEqualTo(money);
  }

  @Test
  void words_are_equal_whatever_their_case() {
    assertThat(new Word("Html")).isEqualTo(new Word("html")).hasSameHashCodeAs(new Word("HTML"));
    assertThat(new Word("Html").is("html")).isTrue();
    assertThat(new Word("Html")).isNotEqualTo(new Word("plainText"));
  }

  @Test
  void text_after_the_value_is_not_json() {
    assertThatThrownBy(() -> json("{} <!-- proxy -->")).isInstanceOf(Unreadable.class);
  }
}
