package dev.selvedge.dotdigital;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.json.Json;
import java.nio.charset.StandardCharsets;

/// What the tests of this client say again and again.
public final class JsonAssert {
  private JsonAssert() {}

  /// Same JSON, whatever the order of properties and the blanks.
  public static void assertJson(String actual, String expected) {
    assertThat(Json.parse(actual.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Json.parse(expected.getBytes(StandardCharsets.UTF_8)));
  }

  /// The value of a call that must have gone well.
  public static <T> T ok(Answer<T> answer) {
    assertThat(answer).isInstanceOf(Answer.Ok.class);
    return answer.asOptional().orElseThrow();
  }
}
