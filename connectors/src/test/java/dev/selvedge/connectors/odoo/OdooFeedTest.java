package dev.selvedge.connectors.odoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connectors.Systems;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What orders, products and mailing lists look like, and when a change of one is noticed.
class OdooFeedTest {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();
  private static final Instant NINE = Instant.parse("2026-11-24T09:00:00.250Z");
  private static final String FIELDS =
      """
      {"sale.order": {"name": {"type": "char"}, "state": {"type": "selection"},
         "client_order_ref": {"type": "char"}, "date_order": {"type": "datetime"},
         "partner_id": {"type": "many2one", "relation": "res.partner"},
         "currency_id": {"type": "many2one", "relation": "res.currency"},
         "amount_total": {"type": "monetary", "currency_field": "currency_id"},
         "x_margin": {"type": "float"},
         "order_line": {"type": "one2many", "relation": "sale.order.line"}},
       "sale.order.line": {"name": {"type": "text"},
         "order_id": {"type": "many2one", "relation": "sale.order"},
         "product_id": {"type": "many2one", "relation": "product.product"},
         "product_uom_qty": {"type": "float", "digits": [16, 3]},
         "price_unit": {"type": "float", "digits": [16, 2]},
         "is_delivery": {"type": "boolean"}},
       "res.partner": {"name": {"type": "char"}, "email": {"type": "char"},
         "active": {"type": "boolean"}},
       "res.currency": {"name": {"type": "char"}, "decimal_places": {"type": "integer"}},
       "product.product": {"default_code": {"type": "char"}, "name": {"type": "char"},
         "display_name": {"type": "char"}, "lst_price": {"type": "float", "digits": [16, 2]},
         "product_tmpl_id": {"type": "many2one", "relation": "product.template"}},
       "product.template": {"name": {"type": "char"},
         "product_variant_ids": {"type": "one2many", "relation": "product.product"}},
       "stock.picking": {"name": {"type": "char"}, "state": {"type": "selection"},
         "picking_type_id": {"type": "many2one", "relation": "stock.picking.type"},
         "move_ids": {"type": "one2many", "relation": "stock.move"}},
       "stock.picking.type": {"name": {"type": "char"}, "code": {"type": "selection"}},
       "stock.move": {"picking_id": {"type": "many2one", "relation": "stock.picking"},
         "quantity": {"type": "float"}},
       "mailing.subscription": {"opt_out": {"type": "boolean"},
         "opt_out_datetime": {"type": "datetime"},
         "list_id": {"type": "many2one", "relation": "mailing.list"},
         "contact_id": {"type": "many2one", "relation": "mailing.contact"}},
       "mailing.list": {"name": {"type": "char"}},
       "mailing.contact": {"name": {"type": "char"}, "email": {"type": "char"},
         "subscription_ids": {"type": "one2many", "relation": "mailing.subscription"}}}""";

  private final List<Connector.Opened> opened = new ArrayList<>();
  private final List<SourceRecord> read = new ArrayList<>();
  private final List<Page.Refused> refused = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // set before each test
  private OdooServer odoo;

  private Cursor cursor = Cursor.START;

  @BeforeEach
  void open() {
    odoo = new OdooServer(FIELDS);
    odoo.at(NINE);
    odoo.save("res.currency", 143, "{\"name\":\"GBP\",\"decimal_places\":2}");
    odoo.save("res.currency", 25, "{\"name\":\"JPY\",\"decimal_places\":0}");
    odoo.save("res.partner", 25, "{\"name\":\"Ann Example\",\"email\":\"ann@example.com\"}");
    odoo.save("product.template", 4, "{\"name\":\"Oak Desk\",\"product_variant_ids\":[8]}");
    odoo.save(
        "product.product",
        8,
        "{\"default_code\":\"DESK-OAK\",\"name\":\"Oak Desk\",\"lst_price\":249.49999999999997,"
            + "\"product_tmpl_id\":4}");
    odoo.save(
        "sale.order",
        7,
        "{\"name\":\"S00007\",\"state\":\"sale\",\"partner_id\":25,\"currency_id\":143,"
            + "\"amount_total\":319.49999999999994,\"date_order\":\"2026-11-24T08:30:00Z\","
            + "\"order_line\":[11],\"x_margin\":0.1}");
    odoo.save(
        "sale.order.line",
        11,
        "{\"name\":\"Oak Desk\",\"order_id\":7,\"product_id\":8,\"product_uom_qty\":1.0,"
            + "\"price_unit\":249.49999999999997,\"is_delivery\":false}");
  }

  @AfterEach
  void close() {
    opened.forEach(Connector.Opened::close);
    odoo.close();
  }

  private Connector.Opened system(String more) {
    Connector.Opened system =
        Systems.plan(new OdooConnector(), odoo.options() + more, Path.of(".")).open();
    opened.add(system);
    return system;
  }

  /// All that a round brings, with a fresh start of the hub before it.
  private List<SourceRecord> round(String more) {
    PolledSource source = system(more).polled().getFirst();
    read.clear();
    Page page;
    do {
      page = source.poll(cursor, odoo.now(), 100);
      read.addAll(page.records());
      refused.addAll(page.refused());
      cursor = page.next();
    } while (page.more());
    return read;
  }

  private static JsonNode body(SourceRecord record) {
    return JSON.readTree(record.body().toText());
  }

  @Test
  void an_order_comes_whole_with_amounts_of_its_currency_and_times_in_utc() {
    JsonNode order = body(round("feeds: order\nfields: { order: x_margin }\n").getFirst());
    assertThat(order.path("name").asString("")).isEqualTo("S00007");
    assertThat(order.path("client_order_ref").isNull()).isTrue();
    assertThat(order.path("date_order").asString("")).isEqualTo("2026-11-24T08:30:00Z");
    assertThat(order.path("amount_total").decimalValue()).isEqualByComparingTo("319.50");
    assertThat(order.path("x_margin").decimalValue()).isEqualByComparingTo("0.1");
    assertThat(order.path("currency_id").path("name").asString("")).isEqualTo("GBP");
    assertThat(order.path("partner_id").path("email").asString("")).isEqualTo("ann@example.com");
    JsonNode line = order.path("order_line").path(0);
    assertThat(line.path("price_unit").decimalValue()).isEqualByComparingTo("249.50");
    assertThat(line.path("is_delivery").isBoolean()).isTrue();
    assertThat(line.path("product_id").path("default_code").asString("")).isEqualTo("DESK-OAK");
  }

  @Test
  void a_currency_without_decimals_has_none() {
    odoo.save("sale.order", 7, "{\"currency_id\":25,\"amount_total\":4200.000000001}");
    JsonNode order = body(round("feeds: order\n").getFirst());
    assertThat(order.path("amount_total").decimalValue()).isEqualByComparingTo("4200");
  }

  @Test
  void a_changed_line_brings_the_order_with_the_line_s_stamp() {
    round("feeds: order\n");
    odoo.at(NINE.plusSeconds(3600));
    round("feeds: order\n");
    odoo.at(NINE.plusSeconds(7200));
    odoo.save("sale.order.line", 11, "{\"product_uom_qty\":2.0}");
    assertThat(round("feeds: order\n"))
        .singleElement()
        .satisfies(
            order -> {
              assertThat(order.stamp().instant()).contains(Instant.parse("2026-11-24T11:00:00Z"));
              assertThat(
                      body(order).path("order_line").path(0).path("product_uom_qty").decimalValue())
                  .isEqualByComparingTo("2.000");
            });
  }

  @Test
  void a_changed_template_brings_its_products_and_a_changed_address_its_subscriptions() {
    round("feeds: product\n");
    odoo.at(NINE.plusSeconds(3600));
    round("feeds: product\n");
    odoo.at(NINE.plusSeconds(7200));
    odoo.save("product.template", 4, "{\"name\":\"Oak Desk, large\"}");
    assertThat(round("feeds: product\n"))
        .extracting(one -> body(one).path("product_tmpl_id").path("name").asString(""))
        .containsExactly("Oak Desk, large");
  }

  @Test
  void rows_of_one_second_that_differ_below_it_are_all_read_in_any_order_of_their_ids() {
    for (int id = 30; id < 50; id++) {
      odoo.save("res.partner", id, NINE.plusMillis(700 - 30L * (id - 30)), "{\"name\":\"P\"}");
    }
    PolledSource source = system("feeds: partner\npage_size: 4\n").polled().getFirst();
    List<String> keys = new ArrayList<>();
    Page page;
    Cursor at = Cursor.START;
    do {
      page = source.poll(at, odoo.now(), 4);
      page.records().forEach(one -> keys.add(one.ref().key()));
      at = page.next();
    } while (page.more());
    assertThat(keys).hasSize(21).doesNotHaveDuplicates();
  }

  @Test
  void what_is_archived_is_read_too() {
    odoo.save("res.partner", 25, "{\"active\":false}");
    JsonNode partner = body(round("feeds: partner\n").getFirst());
    assertThat(partner.path("active").isBoolean()).isTrue();
    assertThat(partner.path("active").booleanValue()).isFalse();
    assertThat(odoo.asked).allMatch(call -> call.contains("\"active_test\":false"));
  }

  @Test
  void only_deliveries_to_customers_are_shipments_and_moves_bring_them() {
    odoo.save("stock.picking.type", 1, "{\"name\":\"Out\",\"code\":\"outgoing\"}");
    odoo.save("stock.picking.type", 2, "{\"name\":\"In\",\"code\":\"incoming\"}");
    odoo.save("stock.picking", 1, "{\"name\":\"WH/OUT/1\",\"picking_type_id\":1,\"move_ids\":[1]}");
    odoo.save("stock.picking", 2, "{\"name\":\"WH/IN/1\",\"picking_type_id\":2}");
    odoo.save("stock.move", 1, "{\"picking_id\":1,\"quantity\":1.0}");
    odoo.save("stock.move", 2, "{\"picking_id\":2,\"quantity\":1.0}");
    assertThat(round("feeds: shipment\n")).extracting(one -> one.ref().key()).containsOnly("1");
  }

  @Test
  void only_one_list_is_read_where_one_is_named_and_a_new_address_brings_its_row() {
    odoo.save("mailing.list", 1, "{\"name\":\"Newsletter\"}");
    odoo.save("mailing.list", 2, "{\"name\":\"Staff\"}");
    odoo.save("mailing.contact", 5, "{\"email\":\"ann@example.com\",\"subscription_ids\":[1,2]}");
    odoo.save(
        "mailing.subscription",
        1,
        "{\"list_id\":1,\"contact_id\":5,\"opt_out\":true,"
            + "\"opt_out_datetime\":\"2026-11-20T10:00:00Z\"}");
    odoo.save("mailing.subscription", 2, "{\"list_id\":2,\"contact_id\":5,\"opt_out\":false}");
    String options = "feeds: subscription\nlist: Newsletter\n";
    assertThat(round(options))
        .allSatisfy(
            row -> {
              assertThat(row.ref().key()).isEqualTo("1");
              assertThat(body(row).path("opt_out_datetime").asString(""))
                  .isEqualTo("2026-11-20T10:00:00Z");
              assertThat(body(row).path("contact_id").path("email").asString(""))
                  .isEqualTo("ann@example.com");
            })
        .isNotEmpty();
    odoo.at(NINE.plusSeconds(3600));
    round(options);
    odoo.save("mailing.contact", 5, "{\"email\":\"ann@example.org\"}");
    assertThat(round(options))
        .singleElement()
        .satisfies(
            row ->
                assertThat(body(row).path("contact_id").path("email").asString(""))
                    .isEqualTo("ann@example.org"));
  }

  @Test
  void one_order_that_odoo_fails_on_is_parked_and_hides_no_other() {
    odoo.save("sale.order", 9, "{\"name\":\"S00009\"}");
    odoo.cursed.add("sale.order,9");
    assertThat(round("feeds: order\n")).extracting(one -> one.ref().key()).contains("7");
    assertThat(refused)
        .extracting(Page.Refused::toString)
        .isNotEmpty()
        .allSatisfy(text -> assertThat(text).contains("order 9").doesNotContain("Ann"));
  }

  @Test
  void one_order_that_the_user_may_not_see_is_parked_and_hides_no_other() {
    odoo.save("sale.order", 9, "{\"name\":\"S00009\"}");
    odoo.kept.add("sale.order,9");
    assertThat(round("feeds: order\n")).extracting(one -> one.ref().key()).contains("7");
    assertThat(refused)
        .extracting(Page.Refused::toString)
        .isNotEmpty()
        .allSatisfy(text -> assertThat(text).contains("order 9").doesNotContain("Ann"));
    TargetedSource.Found found =
        system("feeds: order\n").targeted().getFirst().read(List.of("7", "9"), NINE);
    assertThat(found.records()).extracting(one -> one.ref().key()).containsExactly("7");
    assertThat(found.missing()).containsOnlyKeys("9");
  }

  @Test
  void what_no_order_may_be_seen_without_is_not_taken_for_the_orders() {
    odoo.save("sale.order", 9, "{\"name\":\"S00009\"}");
    PolledSource source = system("feeds: order\n").polled().getFirst();
    odoo.closed.add("res.partner");
    assertThatThrownBy(() -> source.poll(Cursor.START, NINE, 10))
        .isInstanceOfSatisfying(
            SourceException.class, failure -> assertThat(failure.isRefused()).isTrue())
        .hasMessageContaining("res.partner");
  }

  @Test
  void a_field_that_is_not_there_and_a_key_that_ended_and_a_closed_model_say_so() {
    PolledSource misspelt =
        system("feeds: order\nfields: { order: x_nothing }\n").polled().getFirst();
    assertThatThrownBy(() -> misspelt.poll(Cursor.START, NINE, 10))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("sale.order has no field x_nothing");
    PolledSource source = system("feeds: order\n").polled().getFirst();
    odoo.closed.add("res.partner");
    assertThatThrownBy(() -> source.poll(Cursor.START, NINE, 10))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("res.partner")
        .message()
        .doesNotContain("Ann");
    odoo.revoke();
    assertThatThrownBy(() -> source.poll(Cursor.START, NINE, 10))
        .isInstanceOfSatisfying(
            SourceException.class, failure -> assertThat(failure.isRefused()).isTrue())
        .hasMessageContaining("three months");
  }

  @Test
  void single_orders_are_read_by_their_ids() {
    TargetedSource source = system("feeds: order\n").targeted().getFirst();
    TargetedSource.Found found = source.read(List.of("7", "8", "S00007"), NINE);
    assertThat(found.records()).extracting(one -> one.ref().key()).containsExactly("7");
    assertThat(found.missing()).containsOnlyKeys("8", "S00007");
  }

  @Test
  void the_check_up_reads_one_of_each_and_names_what_is_closed_or_missing() {
    odoo.closed.add("sale.order.line");
    List<Finding> findings = system("feeds: [partner, order, product, blacklist]\n").examine();
    assertThat(findings)
        .filteredOn(finding -> !finding.healthy())
        .extracting(Finding::what)
        .satisfiesExactlyInAnyOrder(
            what -> assertThat(what).contains("sale.order.line"),
            what -> assertThat(what).contains("no mail.blacklist"));
    assertThat(findings)
        .extracting(Finding::what)
        .contains("the API key works", "partner (res.partner) can be read; one was, as a trial");
  }

  @Test
  void a_key_that_ends_soon_and_a_language_that_is_off_are_said() {
    OdooServer other =
        new OdooServer(
            """
            {"res.users.apikeys": {"expiration_date": {"type": "datetime"},
               "user_id": {"type": "integer"}},
             "res.lang": {"code": {"type": "char"}, "active": {"type": "boolean"}}}""");
    try (Connector.Opened system =
        Systems.plan(
                new OdooConnector(),
                other.options() + "feeds: partner\nlanguage: fr_FR\n",
                Path.of("."))
            .open()) {
      other.save(
          "res.users.apikeys",
          1,
          "{\"user_id\":\"7\",\"expiration_date\":\"2020-01-01T00:00:00Z\"}");
      assertThat(system.examine())
          .extracting(Finding::what)
          .anyMatch(what -> what.contains("ends at 2020-01-01T00:00:00Z"))
          .anyMatch(what -> what.contains("no language fr_FR"));
    } finally {
      other.close();
    }
  }
}
