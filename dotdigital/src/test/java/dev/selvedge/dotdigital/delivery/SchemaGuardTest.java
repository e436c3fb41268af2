package dev.selvedge.dotdigital.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Outcome;
import dev.selvedge.PersonId;
import dev.selvedge.dotdigital.json.Json;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.collection.Declarations;
import dev.selvedge.mapping.collection.OrderSpelling;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Parcel;
import dev.selvedge.send.Target.Submission;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// No record goes that would give a collection other types than it is to have.
class SchemaGuardTest {
  private static final String SCHEMA = "GET /insightData/v3/collections/Orders/schema";
  private static final String TOTAL_IS_WHOLE = "{\"name\":\"order_total\",\"type\":\"INTEGER\"}";

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private static Item order(String key, ObjectNode json) {
    return new Item(
        Subject.order(new OrderKey(key)),
        new Desired.Insight(new PersonId(1), "ada@example.com", "Orders", key, json),
        new Delivered.Never(),
        Rig.held("120034501", "ada@example.com"));
  }

  private static Item totalling(String key, Object total) {
    return order(
        key,
        total instanceof Number number
            ? Json.object().put("order_total", new BigDecimal(number.toString()))
            : Json.object().put("order_total", total.toString()));
  }

  private static void isMisfit(Outcome outcome, String... words) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Park.class,
            park -> {
              assertThat(park.cause()).isEqualTo("dotdigital.misfit");
              assertThat(park.sentence()).contains(words);
            });
  }

  @Test
  void a_text_price_is_parked_without_a_call() {
    isMisfit(
        rig.target.send(totalling("A-1", "12.50")).outcome(),
        "'order_total'",
        "a number is declared");
    assertThat(rig.calls()).isZero();
  }

  @Test
  void a_whole_price_goes_with_a_fraction() {
    rig.replies(201, "");

    assertThat(rig.target.send(totalling("A-1", 12)).outcome()).isEqualTo(new Outcome.Done());
    assertThat(rig.last().body()).isEqualTo("{\"order_total\":12.0}");
  }

  @Test
  void what_the_account_has_since_before_is_kept_to() {
    rig.types(TOTAL_IS_WHOLE).replies(201, "");

    isMisfit(
        rig.target.send(totalling("A-1", 12.5)).outcome(), "a whole number is all that goes there");
    assertThat(rig.target.send(totalling("A-2", 12)).outcome()).isEqualTo(new Outcome.Done());
    assertThat(rig.last().body()).isEqualTo("{\"order_total\":12}");
  }

  @Test
  void the_account_is_asked_once_in_a_while() {
    rig.server.scripts(SCHEMA);
    rig.replies(404, Rig.error("insightData:collectionNotFound"));
    rig.replies(201, "").replies(201, "");

    rig.target.send(totalling("A-1", 12));
    rig.target.send(totalling("A-2", 12));
    assertThat(rig.lines()).filteredOn(SCHEMA::equals).hasSize(1);

    rig.pass(Duration.ofMinutes(16));
    rig.replies(200, "{\"collectionName\":\"Orders\",\"schema\":[]}").replies(201, "");
    rig.target.send(totalling("A-3", 12));
    assertThat(rig.lines()).filteredOn(SCHEMA::equals).hasSize(2);
  }

  @Test
  void nothing_goes_while_it_is_not_known_what_the_account_has() {
    rig.server.scripts(SCHEMA);
    rig.replies(500, "").replies(500, "");

    assertThat(rig.target.send(totalling("A-1", 12)).outcome()).isInstanceOf(Outcome.Retry.class);
    assertThat(rig.target.pack(Facet.ORDER, List.of(totalling("A-1", 12))).handOver())
        .isInstanceOfSatisfying(
            Submission.NotAccepted.class,
            not -> assertThat(not.outcome()).isInstanceOf(Outcome.Retry.class));
    assertThat(rig.lines()).containsOnly(SCHEMA);
  }

  @Test
  void a_refusal_for_its_type_has_the_account_read_again() {
    rig.replies(400, Rig.error("jsonValueIncompatibleWithSchema"));
    rig.target.send(totalling("A-1", 12.5));

    rig.types(TOTAL_IS_WHOLE);

    isMisfit(rig.target.send(totalling("A-2", 12.5)).outcome(), "'order_total'");
    assertThat(rig.calls()).isEqualTo(1);
  }

  @Test
  void of_an_import_the_one_that_does_not_fit_is_singled_out_without_a_call() {
    Item bad = totalling("A-2", "a lot");
    Parcel parcel =
        rig.target.pack(Facet.ORDER, List.of(totalling("A-1", 12), bad, totalling("A-3", 13)));

    assertThat(parcel.packed()).containsExactly(bad);
    assertThat(parcel.leftOver()).hasSize(2);
    assertThat(parcel.handOver())
        .isInstanceOfSatisfying(
            Submission.Refused.class, refused -> isMisfit(refused.whenAlone(), "'order_total'"));
    assertThat(rig.calls()).isZero();
  }

  @Test
  void what_is_read_only_when_records_are_handed_over_counts_for_them() {
    rig.types(TOTAL_IS_WHOLE);
    Parcel both = rig.target.pack(Facet.ORDER, List.of(totalling("A-1", 12.5)));

    assertThat(both.packed()).hasSize(1);
    assertThat(both.handOver())
        .isInstanceOfSatisfying(
            Submission.Refused.class, refused -> isMisfit(refused.whenAlone(), "'order_total'"));
    assertThat(rig.calls()).isZero();
  }

  @Test
  void records_are_written_anew_by_what_was_read_when_they_were_handed_over() {
    rig.types(TOTAL_IS_WHOLE).replies(202, "{\"importId\":\"" + Rig.IMPORT_ID + "\"}");

    rig.target.pack(Facet.ORDER, List.of(totalling("A-1", 12))).handOver();

    assertThat(rig.last().body()).contains("{\"order_total\":12}");
  }

  private static Item whole(String key) {
    ObjectNode json = Json.object();
    json.put("order_total", new BigDecimal("12.50"));
    json.put("loyalty_tier", "gold");
    json.putArray("products")
        .addObject()
        .put("id", "P-1")
        .put("tax_amount", new BigDecimal("2.50"));
    json.putObject("delivery_address").put("delivery_city", "Leeds");
    return order(key, json);
  }

  private static final String SNAKE =
      "{\"order_total\":12.50,\"loyalty_tier\":\"gold\",\"products\":[{\"id\":\"P-1\",\"tax_amount\":2.50}],"
          + "\"delivery_address\":{\"delivery_city\":\"Leeds\"}}";
  private static final String CAMEL =
      "{\"orderTotal\":12.50,\"loyalty_tier\":\"gold\",\"products\":[{\"product_id\":\"P-1\",\"tax_amount\":2.50}],"
          + "\"deliveryAddress\":{\"delivery_city\":\"Leeds\"}}";
  private static final String SNAKE_THERE = "{\"name\":\"purchase_date\",\"type\":\"TIMESTAMP\"}";
  private static final String CAMEL_THERE = "{\"name\":\"purchaseDate\",\"type\":\"TIMESTAMP\"}";

  @Test
  void orders_are_spelled_as_the_account_has_them() {
    rig.replies(201, "");
    rig.target.send(whole("A-1"));
    assertThat(rig.last().body()).isEqualTo(SNAKE);

    rig.types(CAMEL_THERE).pass(Duration.ofMinutes(16));
    rig.replies(201, "");
    rig.target.send(whole("A-2"));
    assertThat(rig.last().body()).isEqualTo(CAMEL);

    rig.types(CAMEL_THERE + ',' + SNAKE_THERE).pass(Duration.ofMinutes(16));
    rig.replies(201, "");
    rig.target.send(whole("A-3"));
    assertThat(rig.last().body()).isEqualTo(SNAKE);
  }

  @Test
  void an_import_is_spelled_by_what_was_read_when_it_was_handed_over() {
    rig.types(CAMEL_THERE).replies(202, "{\"importId\":\"" + Rig.IMPORT_ID + "\"}");

    rig.target.pack(Facet.ORDER, List.of(whole("A-1"))).handOver();

    assertThat(rig.last().body()).contains(CAMEL);
  }

  @Test
  void an_import_that_was_packed_before_another_call_read_the_account_is_spelled_anew() {
    rig.types(CAMEL_THERE);
    Parcel packed = rig.target.pack(Facet.ORDER, List.of(whole("A-1")));
    rig.replies(201, "");
    rig.target.send(whole("A-2"));
    rig.replies(202, "{\"importId\":\"" + Rig.IMPORT_ID + "\"}");

    packed.handOver();

    assertThat(rig.last().body()).contains(CAMEL);
  }

  @Test
  void a_project_may_say_how_orders_are_spelled_and_types_are_compared_all_the_same() {
    try (Rig said =
        new Rig(
            Rig.settings()
                .withCollections(Declarations.orders("Orders").with(OrderSpelling.CAMEL_CASE)))) {
      said.types("{\"name\":\"orderTotal\",\"type\":\"INTEGER\"}," + SNAKE_THERE);
      isMisfit(
          said.target.send(whole("A-1")).outcome(),
          "'orderTotal'",
          "a whole number is all that goes there");
      assertThat(said.calls()).isZero();
    }
  }
}
