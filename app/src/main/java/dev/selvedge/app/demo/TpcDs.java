package dev.selvedge.app.demo;

import dev.selvedge.app.demo.Retailer.Article;
import dev.selvedge.app.demo.Retailer.Channel;
import dev.selvedge.app.demo.Retailer.Home;
import dev.selvedge.app.demo.Retailer.Sale;
import dev.selvedge.app.demo.Retailer.SaleLine;
import dev.selvedge.app.demo.Retailer.Shopper;
import io.trino.tpcds.Results;
import io.trino.tpcds.Session;
import io.trino.tpcds.Table;
import io.trino.tpcds.column.CatalogReturnsColumn;
import io.trino.tpcds.column.CatalogSalesColumn;
import io.trino.tpcds.column.Column;
import io.trino.tpcds.column.CustomerAddressColumn;
import io.trino.tpcds.column.CustomerColumn;
import io.trino.tpcds.column.ItemColumn;
import io.trino.tpcds.column.WebReturnsColumn;
import io.trino.tpcds.column.WebSalesColumn;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.JulianFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads the public benchmark generator TPC-DS: the same retailer in every run, moved in time so
/// that its last sale was yesterday. Immutable.
final class TpcDs {
  private static final double CUSTOMERS_PER_SCALE = 100_000;
  private static final double LEAST_SCALE = 0.01;
  private static final int LINES_AT_MOST = 4;
  private static final int PIECES_AT_MOST = 3;
  private static final BigDecimal DELIVERY = new BigDecimal("4.95");

  private final int customers;
  private final int orders;
  private final Session session;
  private final Duration shift;

  /// @param orders of each channel, at most
  /// @param today the day before which everything happened
  TpcDs(int customers, int orders, LocalDate today) {
    this.customers = customers;
    this.orders = orders;
    double scale = Math.max(LEAST_SCALE, customers / CUSTOMERS_PER_SCALE);
    this.session = Session.getDefaultSession().withScale(scale);
    this.shift = Duration.ofDays(ChronoUnit.DAYS.between(Retailer.LAST_DAY, today.minusDays(1)));
  }

  void shoppers(Consumer<Shopper> to) {
    Map<String, Home> homes = homes();
    rows(
        Table.CUSTOMER,
        customers,
        rows -> {
          List<@Nullable String> row = rows.getFirst();
          to.accept(
              new Shopper(
                  Long.parseLong(text(row, CustomerColumn.C_CUSTOMER_SK)),
                  text(row, CustomerColumn.C_SALUTATION),
                  text(row, CustomerColumn.C_FIRST_NAME),
                  text(row, CustomerColumn.C_LAST_NAME),
                  nowhere(text(row, CustomerColumn.C_EMAIL_ADDRESS)),
                  born(row),
                  homes.getOrDefault(text(row, CustomerColumn.C_CURRENT_ADDR_SK), Home.UNKNOWN)));
        });
  }

  Map<Long, Article> articles() {
    Map<Long, Article> articles = new HashMap<>();
    rows(
        Table.ITEM,
        Integer.MAX_VALUE,
        rows -> {
          List<@Nullable String> row = rows.getFirst();
          long number = Long.parseLong(text(row, ItemColumn.I_ITEM_SK));
          String name = text(row, ItemColumn.I_COLOR) + ' ' + text(row, ItemColumn.I_CLASS);
          String known = name.isBlank() ? "article " + number : name.strip();
          articles.put(number, new Article(number, text(row, ItemColumn.I_ITEM_ID), known));
        });
    return articles;
  }

  void sales(Channel channel, Consumer<Sale> to) {
    Columns columns = channel == Channel.WEB ? Columns.WEB : Columns.CATALOGUE;
    List<List<List<@Nullable String>>> order = new ArrayList<>();
    rows(
        channel == Channel.WEB ? Table.WEB_SALES : Table.CATALOG_SALES,
        orders,
        rows -> {
          boolean another =
              !order.isEmpty()
                  && !text(order.getFirst().getFirst(), columns.order())
                      .equals(text(rows.getFirst(), columns.order()));
          if (another) {
            sale(channel, columns, order, to);
            order.clear();
          }
          order.add(rows);
        });
    sale(channel, columns, order, to);
  }

  /// The columns by which the two channels' tables say the same things.
  private record Columns(
      Column order,
      Column shopper,
      Column day,
      Column second,
      Column article,
      Column quantity,
      Column price,
      Column returnedDay) {
    static final Columns WEB =
        new Columns(
            WebSalesColumn.WS_ORDER_NUMBER,
            WebSalesColumn.WS_BILL_CUSTOMER_SK,
            WebSalesColumn.WS_SOLD_DATE_SK,
            WebSalesColumn.WS_SOLD_TIME_SK,
            WebSalesColumn.WS_ITEM_SK,
            WebSalesColumn.WS_QUANTITY,
            WebSalesColumn.WS_SALES_PRICE,
            WebReturnsColumn.WR_RETURNED_DATE_SK);
    static final Columns CATALOGUE =
        new Columns(
            CatalogSalesColumn.CS_ORDER_NUMBER,
            CatalogSalesColumn.CS_BILL_CUSTOMER_SK,
            CatalogSalesColumn.CS_SOLD_DATE_SK,
            CatalogSalesColumn.CS_SOLD_TIME_SK,
            CatalogSalesColumn.CS_ITEM_SK,
            CatalogSalesColumn.CS_QUANTITY,
            CatalogSalesColumn.CS_SALES_PRICE,
            CatalogReturnsColumn.CR_RETURNED_DATE_SK);
  }

  private void sale(
      Channel channel,
      Columns columns,
      List<List<List<@Nullable String>>> order,
      Consumer<Sale> to) {
    if (order.isEmpty()) {
      return;
    }
    List<@Nullable String> first = order.getFirst().getFirst();
    String shopper = text(first, columns.shopper());
    String day = text(first, columns.day());
    if (shopper.isEmpty() || day.isEmpty() || Long.parseLong(shopper) > customers) {
      return;
    }
    long number = Long.parseLong(text(first, columns.order()));
    List<SaleLine> lines = new ArrayList<>();
    for (List<List<@Nullable String>> rows : order) {
      line(columns, rows, lines);
    }
    if (!lines.isEmpty()) {
      int kept = (int) Math.min(lines.size(), 1 + number % LINES_AT_MOST);
      to.accept(
          new Sale(
              channel,
              number,
              Long.parseLong(shopper),
              time(day, text(first, columns.second())),
              DELIVERY,
              lines.subList(0, kept)));
    }
  }

  /// The benchmark's quantities are a wholesaler's; here people buy a few pieces.
  private void line(Columns columns, List<List<@Nullable String>> rows, List<SaleLine> lines) {
    List<@Nullable String> sold = rows.getFirst();
    String article = text(sold, columns.article());
    String quantity = text(sold, columns.quantity());
    String price = text(sold, columns.price());
    if (article.isEmpty() || quantity.isEmpty() || price.isEmpty()) {
      return;
    }
    String returned = rows.size() > 1 ? text(rows.get(1), columns.returnedDay()) : "";
    lines.add(
        new SaleLine(
            Long.parseLong(article),
            1 + Integer.parseInt(quantity) % PIECES_AT_MOST,
            new BigDecimal(price),
            returned.isEmpty() ? Instant.EPOCH : time(returned, "0")));
  }

  private Map<String, Home> homes() {
    Map<String, Home> homes = new HashMap<>();
    rows(
        Table.CUSTOMER_ADDRESS,
        Integer.MAX_VALUE,
        rows -> {
          List<@Nullable String> row = rows.getFirst();
          String street =
              String.join(
                  " ",
                  text(row, CustomerAddressColumn.CA_STREET_NUMBER),
                  text(row, CustomerAddressColumn.CA_STREET_NAME),
                  text(row, CustomerAddressColumn.CA_STREET_TYPE));
          homes.put(
              text(row, CustomerAddressColumn.CA_ADDRESS_SK),
              new Home(
                  street.replaceAll(" +", " ").strip(),
                  text(row, CustomerAddressColumn.CA_CITY),
                  text(row, CustomerAddressColumn.CA_ZIP),
                  text(row, CustomerAddressColumn.CA_COUNTRY)));
        });
    return homes;
  }

  private void rows(Table table, int most, Consumer<List<List<@Nullable String>>> to) {
    long count = Math.min(most, session.getScaling().getRowCount(table));
    for (List<List<@Nullable String>> rows : Results.constructResults(table, 1, count, session)) {
      to.accept(rows);
    }
  }

  private Instant time(String julianDay, String secondOfDay) {
    long seconds = secondOfDay.isEmpty() ? 0 : Long.parseLong(secondOfDay);
    return LocalDate.EPOCH
        .with(JulianFields.JULIAN_DAY, Long.parseLong(julianDay))
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant()
        .plusSeconds(seconds)
        .plus(shift);
  }

  private static String born(List<@Nullable String> row) {
    String year = text(row, CustomerColumn.C_BIRTH_YEAR);
    String month = text(row, CustomerColumn.C_BIRTH_MONTH);
    String day = text(row, CustomerColumn.C_BIRTH_DAY);
    return year.isEmpty() || month.isEmpty() || day.isEmpty()
        ? ""
        : LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day))
            .toString();
  }

  /// The benchmark makes its domains up, but some exist: none of these can.
  private static String nowhere(String email) {
    return email.isEmpty() ? "" : email.toLowerCase(Locale.ROOT) + ".example";
  }

  private static String text(List<@Nullable String> row, Column column) {
    String text = row.get(column.getPosition());
    return text == null ? "" : text;
  }
}
