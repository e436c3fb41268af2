package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordRef;
import dev.selvedge.person.FormerAddress;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every keeper of former addresses does.
public abstract class FormerAddressesContract extends PortContract {
  private static final RecordRef SHOP = RecordRef.parse("shop/customer/1");
  private static final RecordRef ERP = RecordRef.parse("erp/customer/1");
  private static final String ADA = "ada@example.com";
  private static final String NEWER = "ada@newer.example";

  private static FormerAddress seen(RecordRef record, String address, int from, int to) {
    return new FormerAddress(record, address, day(from), day(to));
  }

  private static Instant day(int day) {
    return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(86_400L * day);
  }

  private void note(FormerAddress... seen) {
    writing(ports -> ports.formerAddresses().note(List.of(seen)));
  }

  @Test
  void addresses_are_found_by_record_and_records_by_address() {
    FormerAddress first = seen(SHOP, ADA, 1, 1);
    FormerAddress next = seen(SHOP, NEWER, 2, 2);
    FormerAddress other = seen(ERP, ADA, 3, 3);
    note(first, next, other);
    reading(
        ports -> {
          assertThat(ports.formerAddresses().ofRecords(List.of(SHOP))).containsExactly(first, next);
          assertThat(ports.formerAddresses().ofRecords(List.of(SHOP, ERP)))
              .containsExactly(other, first, next);
          assertThat(ports.formerAddresses().at(List.of(ADA))).containsExactly(other, first);
          assertThat(ports.formerAddresses().at(List.of("nobody@example.com"))).isEmpty();
          assertThat(ports.formerAddresses().at(List.of())).isEmpty();
        });
  }

  @Test
  void the_earliest_and_the_latest_time_stay_in_whatever_order_they_come() {
    note(seen(SHOP, ADA, 5, 5), seen(SHOP, ADA, 2, 2), seen(SHOP, ADA, 3, 3));
    note(seen(SHOP, ADA, 9, 9));
    note(seen(SHOP, ADA, 4, 4));
    reading(
        ports ->
            assertThat(ports.formerAddresses().ofRecords(List.of(SHOP)))
                .containsExactly(seen(SHOP, ADA, 2, 9)));
  }

  @Test
  void having_none_is_remembered_and_is_no_address() {
    FormerAddress none = seen(SHOP, "", 7, 7);
    note(seen(SHOP, ADA, 1, 1), none);
    reading(
        ports -> {
          assertThat(ports.formerAddresses().ofRecords(List.of(SHOP))).contains(none).hasSize(2);
          assertThat(ports.formerAddresses().at(List.of(""))).isEmpty();
          assertThat(ports.formerAddresses().recordsAt("", 9)).isEmpty();
        });
  }

  @Test
  void hundreds_are_noted_and_found_at_once() {
    List<FormerAddress> many =
        IntStream.range(0, 700)
            .mapToObj(n -> seen(RecordRef.parse("shop/customer/" + n), n % 7 + "@x.example", n, n))
            .toList();
    writing(ports -> ports.formerAddresses().note(many));
    reading(
        ports -> {
          assertThat(
                  ports
                      .formerAddresses()
                      .ofRecords(many.stream().map(FormerAddress::record).toList()))
              .containsExactlyInAnyOrderElementsOf(many);
          assertThat(ports.formerAddresses().at(List.of("3@x.example"))).hasSize(100);
          assertThat(ports.formerAddresses().recordsAt("3@x.example", 2))
              .containsExactly(
                  RecordRef.parse("shop/customer/10"), RecordRef.parse("shop/customer/101"));
        });
  }
}
