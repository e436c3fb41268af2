package dev.selvedge.mapping.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.ContentHash;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.Contribution.OrderClaim;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.Topic;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.Version;
import dev.selvedge.yaml.Problems;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class MappingTest {
  private static final String ADA =
      """
      {"email": " Ada@Example.com ", "first": "ada  MARIA", "points": 120,
       "joined": "2026-07-01T12:00:00", "tier": "G", "optIn": true,
       "optInAt": "2026-11-01T10:00:00.000Z", "ip": "203.0.113.9"}
      """;

  private static final String VENDURE_ORDER =
      """
      {"id": "1", "code": "PQ7Z", "state": "Delivered", "orderPlacedAt": "2026-11-23T23:27:06.043Z",
       "currencyCode": "usd", "subTotalWithTax": 38340, "shippingWithTax": 500,
       "totalWithTax": 38840, "customer": {"id": "1", "emailAddress": "ann@example.com"},
       "shippingAddress": {"city": "London"},
       "lines": [
         {"quantity": 1, "unitPriceWithTax": 29940,
          "productVariant": {"id": "1", "sku": "DESK-OAK", "name": "Oak Desk"}},
         {"quantity": 2, "unitPriceWithTax": 4200,
          "productVariant": {"id": "3", "sku": "SHIRT/M", "name": "Linen Shirt M"}}],
       "payments": [
         {"refunds": [
           {"id": "1", "createdAt": "2026-11-24T01:00:00Z", "state": "Pending", "total": 4200,
            "reason": "damaged"},
           {"id": "2", "createdAt": "2026-11-24T01:00:00Z", "state": "Failed", "total": 1}]},
         {"refunds": []}],
       "fulfillments": [
         {"id": "1", "createdAt": null, "state": "Delivered", "method": "Royal Mail",
          "trackingCode": "RM1"}]}
      """;

  private static final MappingProject CUSTOMERS = project(Given.CUSTOMER);

  private static MappingProject project(String... files) {
    Problems problems = new Problems();
    Map<String, String> named = new java.util.TreeMap<>();
    for (String file : files) {
      named.put("m" + named.size() + ".yaml", file);
    }
    MappingProject project = MappingLoader.load(named, Given.CATALOGUE, problems);
    assertThat(problems.sorted()).isEmpty();
    return project;
  }

  private static Contribution contribution(String file, String kind, String body) {
    Mapped mapped = project(file).map(Given.record(kind, body));
    assertThat(mapped).isInstanceOf(Mapped.Mappable.class);
    return ((Mapped.Mappable) mapped).contribution();
  }

  private static List<Mapped.FieldProblem> problems(String file, String kind, String body) {
    Mapped mapped = project(file).map(Given.record(kind, body));
    assertThat(mapped).isInstanceOf(Mapped.Unmappable.class);
    return ((Mapped.Unmappable) mapped).problems();
  }

  private static String cause(String body) {
    return problems(Given.CUSTOMER, "customer", body).getFirst().cause();
  }

  @Test
  void a_customer_becomes_typed_fields_and_a_consent_claim() {
    Contribution ada = contribution(Given.CUSTOMER, "customer", ADA);

    assertThat(ada.identity()).isEqualTo(new Contribution.Identity("ada@example.com", "", false));
    assertThat(ada.fields())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "first_name", new Value.Text("Ada Maria"),
                "points", new Value.Decimal(BigDecimal.valueOf(120)),
                "vip", new Value.Flag(true),
                "joined", new Value.Date(Instant.parse("2026-07-01T11:00:00Z")),
                "tier", new Value.Text("Gold")));
    assertThat(ada.consents())
        .containsExactly(
            ConsentClaim.stated(
                Topic.EMAIL,
                ConsentClaim.Choice.OPT_IN,
                Instant.parse("2026-11-01T10:00:00Z"),
                Map.of("text", "Newsletter box", "ip", "203.0.113.9")));
    assertThat(ada.order()).isEqualTo(new OrderClaim.NoOrder());
  }

  private static Mapped ruled(String file, String kind, String body) {
    Problems problems = new Problems();
    EmailRules rules = new EmailRules(true, Set.of(), List.of("*@market.example"));
    MappingProject project =
        MappingLoader.load(Map.of("m.yaml", file), Given.CATALOGUE, rules, problems);
    assertThat(problems.sorted()).isEmpty();
    return project.map(Given.record(kind, body));
  }

  @Test
  void addresses_are_folded_as_the_project_says() {
    Mapped mapped = ruled(Given.CUSTOMER, "customer", ADA.replace("Ada@", "Ada+Shop@"));

    assertThat(((Mapped.Mappable) mapped).contribution().identity().email())
        .isEqualTo("ada@example.com");
  }

  @Test
  void a_record_with_nothing_but_a_blocked_address_is_left_out_with_the_reason() {
    Mapped mapped = ruled(Given.CUSTOMER, "customer", ADA.replace("Example.com", "Market.example"));

    assertThat(mapped)
        .isEqualTo(
            new Mapped.Skipped(
                "its address ad***@market.example counts as none, because 'identity.blocklist' has"
                    + " '*@market.example', and nothing else says whose the record is"));
  }

  @Test
  void a_record_that_belongs_to_another_is_kept_without_its_blocked_address() {
    String file =
        """
        system: shop
        kind: order
        person: { email: mail, belongs_to: { kind: customer, key: customer } }
        """;
    Mapped.Mappable mapped =
        (Mapped.Mappable)
            ruled(file, "order", "{\"mail\": \"x@market.example\", \"customer\": \"7\"}");

    assertThat(mapped.contribution().identity())
        .isEqualTo(new Contribution.Identity("", "shop/customer/7", false));
    assertThat(mapped.warnings()).hasSize(1);
  }

  @Test
  void the_version_is_the_stamp_the_sighting_and_the_content() {
    Contribution ada = contribution(Given.CUSTOMER, "customer", ADA);

    assertThat(ada.version())
        .isEqualTo(
            new Version(
                Given.CHANGED, Given.SEEN, ContentHash.of(ADA.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void an_order_becomes_its_header_and_parts() {
    Contribution order = contribution(Given.ORDER, "order", VENDURE_ORDER);

    assertThat(order.identity())
        .isEqualTo(new Contribution.Identity("ann@example.com", "shop/customer/1", false));
    assertThat(order.orderKey()).hasValueSatisfying(key -> assertThat(key).hasToString("PQ7Z"));
    List<OrderPart> parts = ((OrderClaim.About) order.order()).parts();
    assertThat(parts).hasSize(3);
    assertThat(parts.getFirst())
        .isInstanceOfSatisfying(
            OrderPart.Header.class,
            header -> {
              assertThat(header.currency()).isEqualTo("USD");
              assertThat(header.total()).isEqualByComparingTo("388.40");
              assertThat(header.amounts())
                  .containsOnlyKeys(OrderPart.Amount.SUBTOTAL, OrderPart.Amount.DELIVERY);
              assertThat(header.cancelled()).isFalse();
              assertThat(header.lines())
                  .extracting(OrderPart.Line::originalSku)
                  .containsExactly("DESK-OAK", "SHIRT/M");
              assertThat(header.lines().getLast().sku()).matches("SHIRT-M-[0-9a-f]{12}");
              assertThat(header.attributes())
                  .containsEntry("city", new Value.Text("London"))
                  .containsEntry("line_count", new Value.Decimal(BigDecimal.TWO));
            });
    assertThat(parts.get(1))
        .isEqualTo(
            new OrderPart.Fulfilment(
                "1",
                "Delivered",
                "Royal Mail",
                "RM1",
                new OrderPart.When.At(Instant.parse("2000-01-01T00:00:00Z"))));
    assertThat(parts.getLast())
        .isInstanceOfSatisfying(
            OrderPart.Refund.class,
            refund -> assertThat(refund.amount()).isEqualByComparingTo("42"));
  }

  @Test
  void what_was_changed_on_the_way_is_remarked() {
    Mapped mapped = project(Given.ORDER).map(Given.record("order", VENDURE_ORDER));
    Mapped ada =
        project(Given.CUSTOMER)
            .map(Given.record("customer", ADA.replace("ada  MARIA", "adalbertina maria")));

    assertThat(((Mapped.Mappable) mapped).warnings())
        .singleElement()
        .asString()
        .startsWith("order.lines[1].sku had odd characters; it is sent as 'SHIRT-M-");
    assertThat(((Mapped.Mappable) ada).warnings())
        .containsExactly("first_name was cut to 12 characters");
  }

  @Test
  void a_record_that_only_if_leaves_out_is_skipped() {
    Mapped mapped = project(Given.ORDER).map(Given.record("order", "{\"state\": \"AddingItems\"}"));

    assertThat(mapped).isEqualTo(new Mapped.Skipped("'only_if' in m0.yaml leaves this record out"));
  }

  @Test
  void a_deleted_record_says_nothing_any_more() {
    SourceRecord live = Given.record("customer", "not json");
    SourceRecord gone =
        new SourceRecord(
            live.ref(),
            live.stamp(),
            live.observedAt(),
            SourceRecord.Change.DELETE,
            live.pace(),
            live.body());

    assertThat(project(Given.CUSTOMER).map(gone))
        .isInstanceOfSatisfying(
            Mapped.Mappable.class,
            mapped -> {
              assertThat(mapped.contribution().identity()).isEqualTo(Contribution.Identity.GONE);
              assertThat(mapped.contribution().fields()).isEmpty();
            });
  }

  @Test
  void a_decision_without_a_time_was_seen_in_the_records_version() {
    String in = "{\"email\": \"a@b.co\", \"optIn\": \"j\"}";
    String out = "{\"email\": \"a@b.co\", \"optIn\": false}";

    assertThat(contribution(Given.CUSTOMER, "customer", in).consents())
        .containsExactly(
            ConsentClaim.observed(
                Topic.EMAIL,
                ConsentClaim.Choice.OPT_IN,
                Given.CHANGED,
                Map.of("text", "Newsletter box")));
    assertThat(contribution(Given.CUSTOMER, "customer", out).consents())
        .containsExactly(
            ConsentClaim.observed(
                Topic.EMAIL,
                ConsentClaim.Choice.OPT_OUT,
                Given.CHANGED,
                Map.of("text", "Newsletter box")));
  }

  @Test
  void absence_is_no_choice() {
    for (String value : List.of("null", "\"\"", "\" \"", "\"?\"")) {
      String body = "{\"email\": \"a@b.co\", \"optIn\": " + value + "}";
      assertThat(contribution(Given.CUSTOMER, "customer", body).consents()).isEmpty();
    }
    assertThat(cause("{\"email\": \"a@b.co\", \"optIn\": \"perhaps\"}"))
        .isEqualTo("mapping.unknown-choice");
  }

  @Test
  void a_body_that_is_not_one_json_object_is_refused_with_its_cause() {
    assertThat(cause("")).isEqualTo("mapping.not-an-object");
    assertThat(cause("nonsense")).isEqualTo("mapping.not-json");
    assertThat(cause("{\"a\": ")).isEqualTo("mapping.not-json");
    assertThat(cause("{} {}")).isEqualTo("mapping.not-json");
    assertThat(cause("[{}]")).isEqualTo("mapping.not-an-object");
    assertThat(cause("\"text\"")).isEqualTo("mapping.not-an-object");
    assertThat(cause("{\"a\": 1, \"a\": 2}")).isEqualTo("mapping.duplicate-key");
    assertThat(cause("{\"a\":".repeat(200) + "1" + "}".repeat(200))).isEqualTo("mapping.too-deep");
    assertThat(cause("{\"a\": 1e999999999}")).isEqualTo("mapping.number-out-of-range");
    assertThat(cause("{\"a\": [1e-99]}")).isEqualTo("mapping.number-out-of-range");
    assertThat(cause("{\"a\": " + "9".repeat(60) + "}")).isEqualTo("mapping.number-out-of-range");
    assertThat(cause("{\"a\": " + "9".repeat(6000) + "}")).isEqualTo("mapping.number-out-of-range");
  }

  @Test
  void nobody_can_be_found_without_an_address_or_an_owner() {
    Mapped.FieldProblem problem =
        problems(Given.CUSTOMER, "customer", "{\"email\": null}").getFirst();

    assertThat(problem.cause()).isEqualTo("mapping.no-email");
    assertThat(problem.rule()).isEqualTo("m0.yaml:4");
    assertThat(problem.sentence())
        .isEqualTo(
            "The record has no e-mail address and does not say which customer it belongs to, so"
                + " nobody can be found for it. Add the address in 'shop', or let the rule 'person'"
                + " look in another place.");
  }

  @Test
  void all_that_is_wrong_with_a_record_is_said_together_and_masked() {
    List<Mapped.FieldProblem> found =
        problems(
            Given.CUSTOMER,
            "customer",
            """
            {"email": "ada example.com", "points": "many", "joined": "yesterday",
             "optIn": true, "optInAt": "2026-11-01T10:00:00"}
            """);

    assertThat(found)
        .extracting(
            Mapped.FieldProblem::cause, Mapped.FieldProblem::field, Mapped.FieldProblem::rule)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("mapping.bad-email", "email", "m0.yaml:4"),
            org.assertj.core.groups.Tuple.tuple("mapping.not-a-number", "points", "m0.yaml:7"),
            org.assertj.core.groups.Tuple.tuple("mapping.expression-failed", "vip", "m0.yaml:8"),
            org.assertj.core.groups.Tuple.tuple("mapping.not-a-date", "joined", "m0.yaml:9"),
            org.assertj.core.groups.Tuple.tuple(
                "mapping.no-time-zone", "consent.email.at", "m0.yaml:14"));
    assertThat(found)
        .filteredOn(problem -> problem.field().equals("points"))
        .extracting(Mapped.FieldProblem::value, Mapped.FieldProblem::sentence)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "ma*** (4 characters)",
                "The field 'points' cannot be filled: 'ma*** (4 characters)' is not a number such"
                    + " as 12 or 12.50. Correct the record in 'shop', or change the rule: the step"
                    + " 'decimal' reads numbers with commas and spaces."));
    assertThat(found.toString()).doesNotContain("ada example").doesNotContain("yesterday");
  }

  @Test
  void a_problem_in_a_list_names_the_element() {
    List<Mapped.FieldProblem> found =
        problems(
            Given.ORDER,
            "order",
            VENDURE_ORDER
                .replace("\"quantity\": 2", "\"quantity\": \"two\"")
                .replace("\"currencyCode\": \"usd\"", "\"currencyCode\": \"dollars\"")
                .replace("\"code\": \"PQ7Z\",", ""));

    assertThat(found)
        .extracting(Mapped.FieldProblem::field, Mapped.FieldProblem::cause)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("order.key", "mapping.missing"),
            org.assertj.core.groups.Tuple.tuple("order.currency", "mapping.unknown-currency"),
            org.assertj.core.groups.Tuple.tuple("order.lines[1].quantity", "mapping.not-a-number"));
  }

  @Test
  void two_parts_with_one_key_are_refused() {
    String twice =
        VENDURE_ORDER
            .replace("\"id\": \"2\", \"createdAt\"", "\"id\": \"1\", \"createdAt\"")
            .replace("Failed", "Settled");

    assertThat(problems(Given.ORDER, "order", twice))
        .extracting(Mapped.FieldProblem::cause)
        .containsExactly("mapping.repeated-part");
  }

  @Test
  void a_kind_without_a_mapping_is_said() {
    assertThat(project(Given.CUSTOMER).map(Given.record("refund", "{}")))
        .isInstanceOfSatisfying(
            Mapped.Unmappable.class,
            unmappable ->
                assertThat(unmappable.problems().getFirst().sentence())
                    .startsWith("There is no mapping for 'shop/refund'."));
  }

  @Test
  void missing_null_and_empty_can_be_treated_differently() {
    String file =
        """
        system: shop
        kind: customer
        person:
          email: email
          fields:
            last_name: { from: last, when_missing: leave, when_null: clear, when_empty: park }
        """;

    assertThat(contribution(file, "customer", "{\"email\": \"a@b.co\"}").fields()).isEmpty();
    assertThat(contribution(file, "customer", "{\"email\": \"a@b.co\", \"last\": null}").erased())
        .containsExactly("last_name");
    assertThat(problems(file, "customer", "{\"email\": \"a@b.co\", \"last\": \"\"}"))
        .singleElement()
        .extracting(Mapped.FieldProblem::sentence)
        .asString()
        .startsWith("The field 'last_name' is needed, but it is empty in the record.");
  }

  @Test
  void where_a_system_s_blanks_erase_null_and_empty_say_so_and_missing_says_nothing() {
    String file =
        """
        system: shop
        kind: customer
        person:
          email: email
          fields:
            nickname: nick
            score: { from: score, steps: [decimal] }
            first_name: first
        """;

    Contribution blank =
        contribution(
            file,
            "customer",
            "{\"email\": \"a@b.co\", \"nick\": null, \"score\": \" \", \"first\": \"\"}");
    Contribution silent = contribution(file, "customer", "{\"email\": \"a@b.co\"}");

    // first_name is not among the fields whose blanks erase
    assertThat(blank.erased()).containsExactlyInAnyOrder("nickname", "score");
    assertThat(blank.fields()).isEmpty();
    assertThat(silent.erased()).isEmpty();
  }

  @Test
  void a_rule_s_own_word_about_blanks_goes_before_the_field_s() {
    String file =
        """
        system: shop
        kind: customer
        person:
          email: email
          fields:
            nickname: { from: nick, when_missing: leave }
            score: { from: score, when_empty: leave }
            points: { from: points, when_null: clear }
        """;

    assertThat(
            contribution(
                    file,
                    "customer",
                    "{\"email\": \"a@b.co\", \"nick\": null, \"score\": \"\", \"points\": null}")
                .erased())
        .containsExactly("points");
    assertThat(contribution(file, "customer", "{\"email\": \"a@b.co\", \"score\": null}").erased())
        .containsExactly("score");
  }

  @Test
  void a_union_is_cut_between_two_tags() {
    String file =
        """
        system: shop
        kind: customer
        person:
          email: email
          fields:
            tags: { from: tags, steps: [{join: ","}] }
        """;

    assertThat(
            contribution(
                    file, "customer", "{\"email\": \"a@b.co\", \"tags\": [\"first\", \"second\"]}")
                .fields())
        .containsEntry("tags", new Value.Text("first"));
  }

  @Test
  void a_record_may_speak_of_an_order_without_knowing_the_person() {
    String file =
        """
        system: shop
        kind: shipment
        order:
          key: order
          fulfilments: { key: id, tracking: tracking }
        """;
    Contribution shipment =
        contribution(file, "shipment", "{\"id\": 5, \"order\": 77, \"tracking\": \"T\"}");

    assertThat(shipment.identity()).isEqualTo(Contribution.Identity.NONE);
    assertThat(((OrderClaim.About) shipment.order()).parts())
        .containsExactly(new OrderPart.Fulfilment("5", "", "", "T", new OrderPart.When.NotKnown()));
  }

  @Test
  void characters_no_database_can_hold_are_left_out_with_a_remark() {
    Mapped mapped =
        project(Given.CUSTOMER)
            .map(
                Given.record(
                    "customer", "{\"email\": \"a@b.co\", \"first\": \"a\\u0000\\ud800b\"}"));

    assertThat(((Mapped.Mappable) mapped).contribution().fields())
        .containsEntry("first_name", new Value.Text("AB"));
    assertThat(((Mapped.Mappable) mapped).warnings()).hasSize(1);
  }

  @Test
  void an_expression_is_bounded() {
    String file =
        """
        system: shop
        kind: customer
        person:
          email: email
          fields:
            points: { cel: "size(record.l.filter(a, record.l.exists(b, b == a + 1)))" }
        """;
    StringBuilder body = new StringBuilder("{\"email\": \"a@b.co\", \"l\": [0");
    for (int i = 1; i < 500; i++) {
      body.append(',').append(i * 2);
    }

    assertThat(problems(file, "customer", body.append("]}").toString()))
        .extracting(Mapped.FieldProblem::sentence)
        .singleElement()
        .asString()
        .contains("takes too many steps");
  }

  @Property(tries = 500)
  void no_text_makes_mapping_throw(@ForAll String body) {
    assertThat(CUSTOMERS.map(Given.record("customer", body))).isNotNull();
  }
}
