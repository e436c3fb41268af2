package dev.selvedge.app.parked;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Payload;
import java.util.List;
import org.junit.jupiter.api.Test;

class VeilTest {
  private static final String BODY =
      """
      {"email":"ada@example.com","name":"Ada","born":"1990-12-10","phone":"+442079460000",
      "card":4000123412341234,"points":12,"total":"84.50","at":"2026-11-24T09:28:11Z",
      "currency":"GBP","open":true,"none":null,"empty":"","list":[{"city":"Leeds"}],
      "ada@example.com":1}""";

  @Test
  void what_may_be_about_a_person_is_covered_and_what_cannot_be_shows() {
    Paper covered = Paper.of(Payload.ofText(BODY), Veil.DRAWN);

    assertThat(covered.whole()).isFalse();
    assertThat(covered.text())
        .contains("\"ad***@example.com\"", "Ad*** (3 characters)", "19*** (10 characters)")
        .contains("40*** (16 characters)", "Le*** (5 characters)")
        .contains("\"points\" : 12", "\"total\" : \"84.50\"", "2026-11-24T09:28:11Z", "\"GBP\"")
        .contains("\"open\" : true", "\"none\" : null", "\"empty\" : \"\"")
        .doesNotContain("ada@example.com", "1990-12-10", "7946", "4000123412341234", "Leeds");
  }

  @Test
  void in_full_it_is_the_record_itself() {
    Paper full = Paper.of(Payload.ofText(BODY), Veil.LIFTED);

    assertThat(full.whole()).isTrue();
    assertThat(full.text()).contains("ada@example.com", "4000123412341234", "1990-12-10");
  }

  @Test
  void what_is_no_json_is_covered_as_a_whole() {
    Payload broken = Payload.ofText("{\"email\":\"ada@example.com\"");

    assertThat(Paper.of(broken, Veil.DRAWN).text()).isEqualTo("(not JSON; 26 bytes, covered)");
    assertThat(Paper.of(broken, Veil.LIFTED).text()).isEqualTo("{\"email\":\"ada@example.com\"");
  }

  @Test
  void what_is_too_long_for_a_page_is_cut_and_not_to_be_edited_there() {
    Payload large = Payload.ofText("{\"a\":\"" + "x".repeat(Paper.LONGEST) + "\"}");

    assertThat(Paper.of(large, Veil.LIFTED).whole()).isFalse();
    assertThat(Paper.of(large, Veil.LIFTED).text()).endsWith("…");
  }

  @Test
  void harmless_looks_do_not_carry_more_than_they_say() {
    for (String personal :
        List.of(
            "1234567", "0044 20 79", "2026-11-24", "ADAB", "Yes", "2026-11-24Tx y", "3.14159")) {
      assertThat(Veil.DRAWN.value(personal)).as(personal).isNotEqualTo(personal);
    }
  }
}
