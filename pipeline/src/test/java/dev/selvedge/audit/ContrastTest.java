package dev.selvedge.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.mapping.Value;
import dev.selvedge.plan.Desired;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What counts as different between what should be and what is shown, and what is but another way
/// of writing it.
class ContrastTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  /// Single quotes stand for double ones.
  private static JsonNode json(String text) {
    return JSON.readTree(text.replace('\'', '"'));
  }

  private static boolean differs(Value want, String shown) {
    Desired.Contact contact =
        new Desired.Contact("a@example.com", Desired.Mail.ALLOWED, Map.of("F", want));
    return !Contrast.contact(contact, shown(Shown.Mail.MAILED, Map.of("F", json(shown)))).isEmpty();
  }

  private static Shown.Contact shown(Shown.Mail mail, Map<String, JsonNode> fields) {
    return new Shown.Contact("1", "A@Example.com", mail, fields, Instant.EPOCH);
  }

  @Test
  void a_number_is_the_same_however_it_is_written() {
    Value want = new Value.Decimal(new BigDecimal("19.90"));

    assertThat(differs(want, "19.9")).isFalse();
    assertThat(differs(want, "'19.90'")).isFalse();
    assertThat(differs(want, "20")).isTrue();
    assertThat(differs(want, "''")).isTrue();
    assertThat(differs(want, "'twenty'")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-01T10:00:00Z",
        "2026-03-01T10:00:00.123Z",
        "2026-03-01T10:00:00",
        "2026-03-01 10:00:00",
        "2026-03-01T11:00:00+01:00"
      })
  void a_time_is_the_same_however_it_is_written(String shown) {
    Instant want = Instant.parse("2026-03-01T10:00:00.500Z");

    assertThat(differs(new Value.Date(want), "'" + shown + "'")).isFalse();
    assertThat(entry("{'at': '" + want + "'}", "{'at': '" + shown + "'}")).isZero();
  }

  @Test
  void a_date_that_is_a_day_off_is_another_one() {
    Instant want = Instant.parse("2026-03-01T00:00:00Z");

    assertThat(differs(new Value.Date(want), "'2026-03-01'")).isFalse();
    assertThat(differs(new Value.Date(want), "'2026-02-28'")).isTrue();
    assertThat(differs(new Value.Date(want), "'2026-02-28T23:00:00Z'")).isTrue();
    assertThat(entry("{'at': '2026-03-01'}", "{'at': '2026-03-02'}")).isEqualTo(1);
  }

  @Test
  void a_flag_is_the_same_as_a_word() {
    assertThat(differs(new Value.Flag(true), "'True'")).isFalse();
    assertThat(differs(new Value.Flag(true), "true")).isFalse();
    assertThat(differs(new Value.Flag(false), "true")).isTrue();
  }

  @Test
  void blanks_around_a_text_are_no_difference_and_its_letters_are() {
    assertThat(differs(new Value.Text(" Ann "), "'Ann'")).isFalse();
    assertThat(differs(new Value.Text(" "), "''")).isFalse();
    assertThat(differs(new Value.Text("Ann"), "'ann'")).isTrue();
    assertThat(differs(new Value.Text("Ann"), "null")).isTrue();
  }

  @Test
  void who_was_asked_and_has_not_answered_is_no_fault() {
    Desired.Contact want =
        new Desired.Contact("a@example.com", Desired.Mail.ALLOWED, Map.of(), Set.of("F"));

    assertThat(Contrast.contact(want, shown(Shown.Mail.ASKED, Map.of()))).isEmpty();
    assertThat(Contrast.contact(want, shown(Shown.Mail.BARRED, Map.of())))
        .containsExactly(
            Gap.whole(
                Gap.Kind.WRONGLY_SILENT, "is to be mailed", "is not mailed: barred by the target"));
    assertThat(Contrast.contact(want, shown(Shown.Mail.MAILED, Map.of("F", json("'x'")))))
        .containsExactly(new Gap(Gap.Kind.FIELD, "F", "(nothing)", "x"));
  }

  private static int entry(String want, String shown) {
    return Contrast.entry(json(want), "", new Shown.Entry("k", "", json(shown), Instant.EPOCH))
        .size();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'a': 19.90} | {'a': 19.9} | 0",
        "{'a': []} | {} | 0",
        "{'a': {}} | {'a': null} | 0",
        "{'a': ''} | {} | 0",
        "{'a': 1} | {'a': 1, 'b': 2} | 0",
        "{'a': [1, 2]} | {'a': [1]} | 1",
        "{'a': [1]} | {'a': [1, 2]} | 1",
        "{'a': {'b': 'x'}} | {'a': {'b': 'y'}} | 1",
        "{'a': 1} | {} | 1",
        "{'a': '1'} | {'a': '1.0'} | 1"
      })
  void records_are_compared_member_by_member(String want, String shown, int differences) {
    assertThat(entry(want, shown)).isEqualTo(differences);
  }

  @Test
  void of_one_record_only_so_many_differences_are_told() {
    String many = "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23]";

    assertThat(entry("{'a': " + many + "}", "{'a': ['x']}")).isEqualTo(20);
  }
}
