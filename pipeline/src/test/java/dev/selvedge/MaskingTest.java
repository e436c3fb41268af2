package dev.selvedge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.trail.ByHand;
import org.junit.jupiter.api.Test;

class MaskingTest {
  @Test
  void every_address_in_a_text_is_masked_and_the_rest_stays() {
    assertThat(Masking.maskAddresses("ask ada@example.com, or <bob.smith@example.org>; thanks"))
        .isEqualTo("ask ad***@example.com, or <bo***@example.org>; thanks");
    assertThat(Masking.maskAddresses("shop/customer/ada@example.com"))
        .isEqualTo("shop/customer/ad***@example.com");
    assertThat(Masking.maskAddresses("nothing @ all $1 \\x")).isEqualTo("nothing @ all $1 \\x");
  }

  @Test
  void a_reason_is_one_line_without_addresses_and_of_bearable_length() {
    assertThat(new ByHand("otto", " wrong\n\tfor ada@example.com\u0000 ").words())
        .isEqualTo("by otto: wrong for ad***@example.com");
    assertThat(new ByHand("otto", "x".repeat(9_000)).why()).hasSize(501);
    assertThat(new ByHand("otto", "  ").words()).isEqualTo("by otto");
  }
}
