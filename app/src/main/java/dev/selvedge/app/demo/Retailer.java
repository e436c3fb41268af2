package dev.selvedge.app.demo;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// What the benchmark TPC-DS tells about its retailer, in the words of a shop.
final class Retailer {
  private Retailer() {}

  /// A customer; any text may be empty.
  record Shopper(
      long number,
      String title,
      String firstName,
      String lastName,
      String email,
      String born,
      Home home) {}

  /// Where a customer lives.
  record Home(String street, String city, String postcode, String country) {
    static final Home UNKNOWN = new Home("", "", "", "");
  }

  /// Something on sale.
  record Article(long number, String sku, String name) {}

  /// By which way something is sold.
  enum Channel {
    WEB,
    CATALOGUE
  }

  /// An order.
  record Sale(
      Channel channel,
      long number,
      long shopper,
      Instant placedAt,
      BigDecimal delivery,
      List<SaleLine> lines) {
    Sale {
      lines = List.copyOf(lines);
    }

    /// `WEB-1`, `CAT-17`
    String orderNumber() {
      return (channel == Channel.WEB ? "WEB-" : "CAT-") + number;
    }

    BigDecimal total() {
      return lines.stream().map(SaleLine::amount).reduce(delivery, BigDecimal::add);
    }
  }

  /// One line of an order.
  ///
  /// @param returnedAt when it was given back, EPOCH when it was kept
  record SaleLine(long article, int quantity, BigDecimal price, Instant returnedAt) {
    BigDecimal amount() {
      return price.multiply(BigDecimal.valueOf(quantity));
    }

    boolean isReturned() {
      return !returnedAt.equals(Instant.EPOCH);
    }
  }

  /// The last day the benchmark knows sales of; a demo moves it to yesterday.
  static final LocalDate LAST_DAY = LocalDate.of(2003, 1, 2);
}
