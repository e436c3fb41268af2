package dev.selvedge.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TpcDsTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

  @Test
  void the_retailers_past_ends_before_today_and_is_the_same_every_time() {
    List<Retailer.Shopper> shoppers = new ArrayList<>();
    List<Retailer.Sale> sales = new ArrayList<>();
    TpcDs source = new TpcDs(40, 200, TODAY);
    source.shoppers(shoppers::add);
    source.sales(Retailer.Channel.WEB, sales::add);
    List<Retailer.Sale> again = new ArrayList<>();
    new TpcDs(40, 200, TODAY).sales(Retailer.Channel.WEB, again::add);

    assertThat(shoppers).hasSize(40);
    assertThat(sales).isNotEmpty().isEqualTo(again);
    assertThat(sales)
        .allSatisfy(
            sale -> {
              assertThat(sale.shopper()).isBetween(1L, 40L);
              assertThat(sale.lines()).hasSizeBetween(1, 4);
              assertThat(sale.placedAt()).isBefore(Instant.parse("2026-03-01T00:00:00Z"));
            });
  }

  @Test
  void no_address_can_belong_to_anybody() {
    List<String> emails = new ArrayList<>();
    new TpcDs(100, 1, TODAY).shoppers(shopper -> emails.add(shopper.email()));

    assertThat(emails).allMatch(email -> email.isEmpty() || email.endsWith(".example"));
  }
}
