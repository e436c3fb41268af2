package dev.selvedge.person;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordRef;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FormerAddressTest {
  private static final RecordRef SHOP = RecordRef.parse("shop/customer/1");

  private static FormerAddress seen(String record, String address, long from, long to) {
    return new FormerAddress(
        RecordRef.parse(record), address, Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
  }

  @Test
  void an_address_is_left_with_the_first_later_version_that_has_another() {
    FormerAddress ada = seen(SHOP.text(), "ada@example.com", 10, 20);
    assertThat(
            ada.leftAt(
                List.of(
                    ada,
                    seen(SHOP.text(), "before@example.com", 1, 5),
                    seen(SHOP.text(), "later@example.com", 40, 50),
                    seen(SHOP.text(), "next@example.com", 30, 30))))
        .contains(Instant.ofEpochMilli(30));
  }

  @Test
  void who_went_back_to_an_address_of_before_may_have_left_this_one_at_once() {
    // versions at 20 (b), 30 (ada), 31 (b) and 40 (b): of b only 20 and 40 are remembered
    FormerAddress ada = seen(SHOP.text(), "ada@example.com", 10, 30);
    assertThat(ada.leftAt(List.of(ada, seen(SHOP.text(), "b@example.com", 20, 40))))
        .contains(Instant.ofEpochMilli(30));
  }

  @Test
  void having_no_address_any_more_leaves_it_too() {
    FormerAddress ada = seen(SHOP.text(), "ada@example.com", 10, 10);
    assertThat(ada.leftAt(List.of(ada, seen(SHOP.text(), "", 11, 11))))
        .contains(Instant.ofEpochMilli(11));
  }

  @Test
  void who_still_has_it_has_not_left_it() {
    FormerAddress ada = seen(SHOP.text(), "ada@example.com", 10, 30);
    assertThat(
            ada.leftAt(
                List.of(
                    ada,
                    seen(SHOP.text(), "b@example.com", 20, 20),
                    seen("erp/customer/1", "c@example.com", 50, 50))))
        .isEmpty();
  }
}
