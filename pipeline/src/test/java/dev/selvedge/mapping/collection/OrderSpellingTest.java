package dev.selvedge.mapping.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderSpellingTest {
  private static List<Column> columns(String names) {
    return Stream.of(names.split(" ", -1))
        .filter(name -> !name.isEmpty())
        .map(name -> Column.of(name, ColumnType.STRING))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "'', AUTO, SNAKE_CASE",
    "'id currency', AUTO, SNAKE_CASE",
    "orderTotal, AUTO, CAMEL_CASE",
    "order_total, AUTO, SNAKE_CASE",
    "'orderTotal purchaseDate orderStatus order_total', AUTO, CAMEL_CASE",
    "'order_total purchase_date order_status orderTotal', AUTO, SNAKE_CASE",
    "'orderTotal order_total', AUTO, SNAKE_CASE",
    "'orderTotal purchaseDate', SNAKE_CASE, SNAKE_CASE",
    "order_total, CAMEL_CASE, CAMEL_CASE",
  })
  void an_account_goes_on_with_what_most_of_its_properties_are(
      String known, OrderSpelling wanted, OrderSpelling settled) {
    assertThat(wanted.settled(columns(known))).isEqualTo(settled);
  }
}
