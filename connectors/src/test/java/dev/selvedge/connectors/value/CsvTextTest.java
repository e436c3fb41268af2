package dev.selvedge.connectors.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTextTest {
  @Test
  void fields_in_quotes_may_hold_anything() {
    assertThat(CsvText.rows("a,b\r\n\"1,2\",\"say \"\"hi\"\"\r\nand go\"\r\n"))
        .contains(List.of(List.of("a", "b"), List.of("1,2", "say \"hi\"\r\nand go")));
  }

  @Test
  void empty_fields_are_fields_and_empty_rows_are_none() {
    assertThat(CsvText.rows("a,,c\n\n,,\n\"\",x,\n"))
        .contains(List.of(List.of("a", "", "c"), List.of("", "x", "")));
    assertThat(CsvText.rows("")).contains(List.of());
    assertThat(CsvText.rows("a")).contains(List.of(List.of("a")));
    assertThat(CsvText.rows("a,")).contains(List.of(List.of("a", "")));
    assertThat(CsvText.rows("a\rb")).contains(List.of(List.of("a"), List.of("b")));
  }

  @Test
  void a_quote_within_a_field_is_a_sign_like_others() {
    assertThat(CsvText.rows("5\" hose,\"x\"y\n")).contains(List.of(List.of("5\" hose", "xy")));
  }

  @Test
  void a_quote_that_is_never_closed_is_noticed() {
    assertThat(CsvText.rows("a,b\n\"1,2\n")).isEmpty();
    assertThat(CsvText.rows("\"")).isEmpty();
    assertThat(CsvText.rows("\"\"\"")).isEmpty();
  }
}
