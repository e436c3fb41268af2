package dev.selvedge.mapping.collection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.mapping.collection.Declaration.Kind;
import dev.selvedge.mapping.collection.Declaration.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What may go to a collection, and as what.
class RecordCheckTest {
  private static final Declaration LOYALTY =
      new Declaration(
          "Loyalty",
          Kind.CUSTOM,
          Scope.CONTACT,
          false,
          List.of(
              Column.of("points", ColumnType.INTEGER),
              Column.of("rate", ColumnType.FLOAT),
              Column.of("tier", ColumnType.STRING),
              Column.of("since", ColumnType.TIMESTAMP),
              Column.of("vip", ColumnType.BOOLEAN),
              new Column("tags", ColumnType.STRING, true, List.of()),
              Column.record("shop", Column.of("name", ColumnType.STRING)),
              Column.records("gifts", Column.of("worth", ColumnType.FLOAT))));

  private static Fit fit(String json, Column... known) {
    return new RecordCheck(LOYALTY, List.of(known)).of("K-1", object(json));
  }

  private static ObjectNode object(String json) {
    return (ObjectNode) JsonMapper.shared().readTree(json);
  }

  private static String written(Fit fit) {
    assertThat(fit).isInstanceOf(Fit.Fits.class);
    return ((Fit.Fits) fit).json().toString();
  }

  private static String sentence(Fit fit) {
    assertThat(fit).isInstanceOf(Fit.Misfit.class);
    return ((Fit.Misfit) fit).sentence("Loyalty");
  }

  @Test
  void what_holds_nothing_is_left_out() {
    assertThat(written(fit("{\"points\":3,\"tags\":[],\"shop\":{},\"gifts\":[{\"worth\":null}]}")))
        .isEqualTo("{\"points\":3}");
  }

  @Test
  void what_is_declared_goes_as_it_is() {
    String json =
        "{\"points\":3,\"rate\":1.25,\"tier\":\"gold\",\"since\":\"2026-02-01T10:00:00Z\","
            + "\"vip\":true,\"tags\":[\"a\",\"b\"],\"shop\":{\"name\":\"X\"},"
            + "\"gifts\":[{\"worth\":5.5}]}";

    assertThat(written(fit(json))).isEqualTo(json);
  }

  @Test
  void a_number_that_may_have_a_fraction_is_written_with_one() {
    assertThat(written(fit("{\"rate\":12}"))).isEqualTo("{\"rate\":12.0}");
    assertThat(written(fit("{\"gifts\":[{\"worth\":1200}]}")))
        .isEqualTo("{\"gifts\":[{\"worth\":1200.0}]}");
  }

  @Test
  void a_whole_number_is_written_without_a_fraction() {
    assertThat(written(fit("{\"points\":12.00}"))).isEqualTo("{\"points\":12}");
    assertThat(sentence(fit("{\"points\":12.5}")))
        .contains("'points' is '12***", "a whole number is declared");
  }

  @Test
  void nothing_at_all_is_left_out() {
    assertThat(written(fit("{\"points\":null,\"tags\":[\"a\",null]}")))
        .isEqualTo("{\"tags\":[\"a\"]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"points\":\"many\"} | points | a whole number is declared",
        "{\"rate\":\"12.50\"} | rate | a number is declared",
        "{\"tier\":7} | tier | a text is declared",
        "{\"since\":\"yesterday\"} | since | a date or time such as",
        "{\"since\":\"\"} | since | is empty where a date or time",
        "{\"since\":\"2026-02-01T10:00:00\"} | since | a date or time such as",
        "{\"vip\":\"yes\"} | vip | true or false is declared",
        "{\"tags\":\"a\"} | tags | is no list",
        "{\"tier\":[\"a\"]} | tier | is a list",
        "{\"shop\":\"X\"} | shop | a group of values is declared",
        "{\"tier\":{\"a\":1}} | tier | holds something else, but a text is declared",
        "{\"gifts\":[{\"worth\":\"a lot\"}]} | gifts[1].worth | a number is declared",
        "{\"tags\":[[\"a\"]]} | tags[1] | is a list directly in a list",
        "{\"colour\":\"red\"} | colour | is not declared",
        "{\"shop\":{\"town\":\"Y\"}} | shop.town | is not declared",
        "{\"a b\":1} | a b | is not a name there",
        "{\"rate\":1e400} | rate | too large a number",
      })
  void what_does_not_fit_is_said_with_its_place(String json, String field, String why) {
    assertThat(sentence(fit(json)))
        .startsWith("This record does not go to the collection Loyalty, whose types stay for ever")
        .contains("'" + field + "'", why)
        .endsWith("; a newer version of it goes by itself, else replay it.");
  }

  @Test
  void of_a_record_that_an_action_keeps_nothing_is_promised_to_come_by_itself() {
    assertThat(((Fit.Misfit) fit("{\"tier\":7}")).sentenceOfAction("Loyalty"))
        .startsWith("This record does not go to the collection Loyalty, whose types stay for ever")
        .contains("'tier'", "a text is declared")
        .endsWith(", then replay.")
        .doesNotContain("by itself");
  }

  @Test
  void a_value_is_masked() {
    assertThat(sentence(fit("{\"points\":\"ada@example.com\"}")))
        .contains("'ad***@example.com'")
        .doesNotContain("ada@");
  }

  @Test
  void names_that_differ_by_a_dash_alone_do_not_go_together() {
    Declaration open = new Declaration("Open", Kind.CUSTOM, Scope.CONTACT, true, List.of());

    assertThat(new RecordCheck(open, List.of()).of("K", object("{\"a-b\":1,\"a_b\":1}")))
        .isInstanceOfSatisfying(
            Fit.Misfit.class, misfit -> assertThat(misfit.why()).contains("'-' and '_' alone"));
  }

  @Test
  void a_text_that_is_too_long_is_said() {
    assertThat(sentence(fit("{\"tier\":\"" + "x".repeat(4001) + "\"}")))
        .contains("at most 4000 characters");
    assertThat(written(fit("{\"tier\":\"" + "x".repeat(4000) + "\"}"))).hasSizeGreaterThan(4000);
  }

  @Test
  void a_text_that_reads_like_a_date_is_not_the_first_of_its_field() {
    String json = "{\"tier\":\"2026-02-01\"}";

    assertThat(sentence(fit(json))).contains("reads like a date and is the first text");
    assertThat(sentence(fit("{\"tags\":[\"2026-02-01 to 2026-03-01\"]}"))).contains("'tags[1]'");
    assertThat(written(fit(json, Column.of("tier", ColumnType.STRING)))).isEqualTo(json);
  }

  @Test
  void what_the_account_has_counts_beside_what_is_declared() {
    Column whole = Column.of("rate", ColumnType.INTEGER);

    assertThat(written(fit("{\"rate\":12.00}", whole))).isEqualTo("{\"rate\":12}");
    assertThat(sentence(fit("{\"rate\":12.5}", whole)))
        .contains("'rate'", "a whole number is all that goes there");
    assertThat(sentence(fit("{\"tier\":\"gold\"}", Column.of("tier", ColumnType.FLOAT))))
        .contains("a number is all that goes there");
    assertThat(sentence(fit("{\"tags\":[\"a\"]}", Column.of("tags", ColumnType.STRING))))
        .contains("is a list", "what Dotdigital takes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "a b", "ä"})
  void a_key_no_path_can_carry_is_said(String key) {
    assertThat(new RecordCheck(LOYALTY, List.of()).of(key, object("{\"points\":1}")))
        .isInstanceOfSatisfying(
            Fit.Misfit.class, misfit -> assertThat(misfit.field()).isEqualTo("key"));
  }

  @Test
  void where_the_hub_makes_the_records_names_count_in_both_spellings() {
    RecordCheck orders = new RecordCheck(Standard.orders("Orders"), List.of());

    for (String name : List.of("order_total", "orderTotal")) {
      assertThat(orders.of("K", object("{\"" + name + "\":12}")))
          .isInstanceOfSatisfying(
              Fit.Fits.class,
              fits -> assertThat(fits.json().toString()).isEqualTo("{\"" + name + "\":12.0}"));
      assertThat(orders.of("K", object("{\"" + name + "\":\"12.50\"}")))
          .isInstanceOf(Fit.Misfit.class);
    }
    assertThat(orders.of("K", object("{\"gift_wrap\":true}"))).isInstanceOf(Fit.Fits.class);
  }
}
