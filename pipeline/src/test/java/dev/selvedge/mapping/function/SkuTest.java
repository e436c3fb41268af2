package dev.selvedge.mapping.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class SkuTest {
  @Test
  void safe_skus_stay_as_they_are() {
    for (String sku : List.of("SHIRT-M", "a.b_c-9", "0", "x".repeat(100))) {
      assertThat(Sku.clean(sku)).isEqualTo(sku);
    }
  }

  @Test
  void odd_characters_are_replaced_and_the_original_stays_recognisable() {
    assertThat(Sku.clean("A/1")).matches("A-1-[0-9a-f]{12}");
    assertThat(Sku.clean("A/1")).isNotEqualTo(Sku.clean("A 1")).isNotEqualTo(Sku.clean("A-1"));
    assertThat(Sku.clean("Größe 5")).matches("Gr--e-5-[0-9a-f]{12}");
    assertThat(Sku.clean("")).matches("-[0-9a-f]{12}");
    assertThat(Sku.clean("x".repeat(101))).hasSize(100).startsWith("xxx");
  }

  @Property
  void two_different_skus_never_become_one(@ForAll String one, @ForAll String other) {
    Assume.that(!one.equals(other));

    assertThat(Sku.clean(one)).isNotEqualTo(Sku.clean(other));
  }

  @Property
  void skus_that_differ_in_odd_characters_only_stay_apart(
      @ForAll @Chars({'/', ' ', '-', '\u00e4', '\ud800', '\udc00'}) @StringLength(max = 4)
          String one,
      @ForAll @Chars({'/', ' ', '-', '\u00e4', '\ud800', '\udc00'}) @StringLength(max = 4)
          String other) {
    Assume.that(!one.equals(other));

    assertThat(Sku.clean(one)).isNotEqualTo(Sku.clean(other));
  }

  @Property
  void whatever_comes_the_result_is_safe_and_stays(@ForAll String sku) {
    String clean = Sku.clean(sku);

    assertThat(clean).matches("[A-Za-z0-9._-]{1,100}");
    assertThat(Sku.clean(clean)).isEqualTo(clean);
  }

  @Property
  void safe_letters_are_never_touched(
      @ForAll @CharRange(from = 'a', to = 'z') @StringLength(min = 1, max = 100) String sku) {
    assertThat(Sku.clean(sku)).isEqualTo(sku);
  }
}
