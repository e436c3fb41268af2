package dev.selvedge.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.person.AddressRef;
import dev.selvedge.store.privacy.Needles;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeedlesTest {
  private static final Needles AN = Needles.of(List.of("an@example.com"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "an@example.com",
        "AN@Example.COM",
        "shop/subscriber/an@example.com",
        "{\"email\":\"an@example.com\"}",
        "email=an%40example.com&page=2",
        "%22an%40example.com%22",
        "%2522an@example.com",
        "a%2Fan%40example.com",
        "%3Aan@example.com",
        "%3Dan@example.com",
        "mailto:an@example.com.",
        "An <an@example.com>, Jan",
        "(an@example.com)",
        "jan@example.com,an@example.com;bo@example.com",
        "'an@example.com'",
        "a|an@example.com|b",
        "write to:\\nan@example.com\\nsoon",
        "\\u003can@example.com\\u003e",
        "from an@example.com to jan@example.com. Then",
      })
  void an_address_that_stands_alone_is_met(String text) {
    assertThat(AN.in(text)).isTrue();
    assertThat(AN.without(text)).doesNotMatch("(?i)(?s)(.*[^j])?an(@|%40)example.com.*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jan@example.com",
        "JAN@EXAMPLE.COM",
        "jan%40example.com",
        "shop/subscriber/jan@example.com",
        "{\"email\":\"jan@example.com\"}",
        "jo.an@example.com",
        "jo_an@example.com",
        "jo-an@example.com",
        "jo+an@example.com",
        "jo%2Ban%40example.com",
        "o'an@example.com",
        "o%27an%40example.com",
        "züan@example.com",
        "z%C3%BCan@example.com",
        "\\u00fcan@example.com",
        "1an@example.com",
        "an@example.com.au",
        "an@example.community",
        "an@example.com-pany.net",
        "an@example.com2.net",
      })
  void an_address_that_is_part_of_a_longer_one_is_not(String text) {
    assertThat(AN.in(text)).isFalse();
    assertThat(AN.without(text)).isEqualTo(text);
  }

  @Test
  void only_the_address_itself_is_taken_out() {
    assertThat(AN.without("jan@example.com an@example.com AN%40example.com an@example.com.au"))
        .isEqualTo("jan@example.com   an@example.com.au");
  }

  @Test
  void what_is_one_address_is_compared_whole() {
    assertThat(AN.are("An@example.com")).isTrue();
    assertThat(AN.are("jan@example.com")).isFalse();
    assertThat(AN.are("a|an@example.com")).isFalse();
  }

  @Test
  void an_address_too_long_for_a_key_is_met_as_it_is_shortened() {
    String end = "@" + "d".repeat(60) + "." + "e".repeat(60) + "." + "f".repeat(60) + ".example";
    String email = "a".repeat(40) + end;
    assertThat(email).hasSizeGreaterThan(200);
    String origin = AddressRef.of(new SystemName("dotdigital"), email).text();
    assertThat(origin).doesNotContain(email);
    assertThat(Needles.of(List.of(email)).in(origin)).isTrue();
    assertThat(Needles.of(List.of("b".repeat(40) + end)).in(origin)).isFalse();
  }
}
