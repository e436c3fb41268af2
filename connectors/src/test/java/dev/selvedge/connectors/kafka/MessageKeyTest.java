package dev.selvedge.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the key of a message says.
class MessageKeyTest {
  private static MessageKey of(String text) {
    return MessageKey.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "C-17|C-17",
        "007|007",
        "1e5|1e5",
        "9007199254740993|9007199254740993",
        "\"C-17\"|C-17",
        "{\"id\":9007199254740993}|9007199254740993",
        "{\"shop\":\"a/b\",\"no\":7}|a%2Fb/7",
        "{\"shop\":\"a\",\"no\":\"b/7\"}|a/b%2F7",
        "{\"schema\":{\"type\":\"struct\",\"fields\":[]},\"payload\":{\"id\":7}}|7",
        "{\"schema\":{\"type\":\"string\"},\"payload\":\"C-17\"}|C-17",
      })
  void a_key_is_its_values(String written, String key) {
    assertThat(of(written))
        .isInstanceOfSatisfying(
            MessageKey.Named.class, named -> assertThat(named.text()).isEqualTo(key));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":",
        "[1,2]",
        "{\"id\":null}",
        "{\"id\":{\"a\":1}}",
        "{\"id\":1e999999999}",
        "\0\0\0\7",
        "null\t"
      })
  void a_key_that_names_nothing_is_said_to_be_none(String written) {
    assertThat(of(written))
        .isInstanceOfSatisfying(
            MessageKey.Unusable.class, unusable -> assertThat(unusable.why()).isNotBlank());
  }
}
