package dev.selvedge.dotdigital.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  @ParameterizedTest
  @CsvSource({
    "ada@example.com, ada%40example.com",
    "ada+news@example.com, ada%2Bnews%40example.com",
    "a/b@example.com, a%2Fb%40example.com",
    "jürgen@exämple.de, j%C3%BCrgen%40ex%C3%A4mple.de",
    "who?#%&=@example.com, who%3F%23%25%26%3D%40example.com",
    "😀@example.com, %F0%9F%98%80%40example.com",
    "php-app.dev, php-app.dev",
    "a b, a%20b"
  })
  void a_value_is_one_encoded_segment(String value, String encoded) {
    assertThat(Target.of("/contacts/v3/email").segment(value).encoded())
        .isEqualTo("/contacts/v3/email/" + encoded);
  }

  @Property
  void every_value_arrives_as_it_was(@ForAll String value) {
    Assume.that(!value.isEmpty() && !value.equals(".") && !value.equals(".."));
    Assume.that(StandardCharsets.UTF_8.newEncoder().canEncode(value));

    String encoded = Target.of("/x").segment(value).encoded();

    assertThat(encoded).matches("/x/[A-Za-z0-9._~%-]+");
    assertThat(URLDecoder.decode(encoded.substring(3), StandardCharsets.UTF_8)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".."})
  void a_value_that_would_change_the_path_is_refused(String value) {
    assertThatThrownBy(() -> Target.of("/x").segment(value))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void queries_are_encoded_but_for_colons() {
    assertThat(
            Target.of("/contacts/v3")
                .query("~modified", "gte::2026-01-01T00:00:00Z")
                .query("data-fields", "[[ALL]]")
                .query("include", "lists|preferences")
                .encoded())
        .isEqualTo(
            "/contacts/v3?~modified=gte::2026-01-01T00:00:00Z"
                + "&data-fields=%5B%5BALL%5D%5D&include=lists%7Cpreferences");
  }

  @Test
  void the_text_form_hides_values() {
    var request =
        Request.get(Target.of("/contacts/v3").segment("email").segment("ada@example.com"));

    assertThat(request.toString()).contains("/contacts/v3/*/*").doesNotContain("ada");
  }
}
