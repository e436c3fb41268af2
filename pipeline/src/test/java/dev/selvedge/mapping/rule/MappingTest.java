package dev.selvedge.mapping.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.ContentHash;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.Contribution.OrderClaim;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.PhoneRules;
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
import org.junit.jupiter.api.Test;

final class MappingTest {
  private static final String ADA =
      """
      {"email": " Ada@Example.com ", "first": "ada  MARIA", "points": 120,
       "joined": "2026-07-01T12:00:00", "tier": "G", "optIn": true,
       "optInAt": "2026-11-01T10:00:00.000Z", "ip": "203.0.113.9"}
      """;

  @Test
  void a_customer_becomes_typed_fields_and_a_consent_claim() {
    Contribution ada = Given.contribution(Given.CUSTOMER, "customer", ADA);

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

  private static Mapped phoned(String country, String body) {
    Problems problems = new Problems();
    FieldCatalogue catalogue =
        new FieldCatalogue(
            Map.of(
                "mobile",
                new FieldCatalogue.Field("mobile", FieldType.STRING, List.of(), "", 255)));
    String file =
        """
        system: shop
        kind: customer
        person:
          email: { from: email, when_missing: leave }
          fields: { mobile: { from: tel, when_missing: leave } }
        """;
    EmailRules emails = new EmailRules(false, Set.of(), List.of("*@market.example"));
    MappingProject project =
        MappingLoader.load(
            Map.of("m.yaml", file), catalogue, emails, new PhoneRules("mobile", country), problems);
    assertThat(problems.sorted()).isEmpty();
    return project.map(Given.record("customer", body));
  }

  private static Contribution.Identity identity(Mapped mapped) {
    return ((Mapped.Mappable) mapped).contribution().identity();
  }

  @Test
  void a_number_finds_the_person_where_the_project_says_so() {
    assertThat(identity(phoned("GB", "{\"tel\": \" 020 7946-0018\"}")))
        .isEqualTo(new Contribution.Identity("", "", false, "+442079460018"));
    assertThat(identity(phoned("", "{\"email\": \"a@b.example\", \"tel\": \"+44 20 79460018\"}")))
        .isEqualTo(new Contribution.Identity("a@b.example", "", false, "+442079460018"));
    assertThat(
            identity(phoned("GB", "{\"email\": \"x@market.example\", \"tel\": \"02079460018\"}")))
        .isEqualTo(new Contribution.Identity("", "", false, "+442079460018"));
  }

  @Test
  void what_has_neither_an_address_nor_a_number_is_looked_at() {
    assertThat(((Mapped.Unmappable) phoned("GB", "{\"tel\": \"12\"}")).problems())
        .singleElement()
        .extracting(Mapped.FieldProblem::sentence)
        .asString()
        .startsWith("The record has no e-mail address, no number in 'mobile', and does not say");

    Mapped national = phoned("", "{\"email\": \"a@b.example\", \"tel\": \"020 7946 0018\"}");
    assertThat(identity(national).phone()).isEmpty();
    assertThat(((Mapped.Mappable) national).warnings())
        .singleElement()
        .asString()
        .contains("finds nobody", "identity.phone_country")
        .doesNotContain("7946");
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
    Contribution ada = Given.contribution(Given.CUSTOMER, "customer", ADA);

    assertThat(ada.version())
        .isEqualTo(
            new Version(
                Given.CHANGED, Given.SEEN, ContentHash.of(ADA.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void an_order_becomes_its_header_and_parts() {
    Contribution order = Given.contribution(Given.ORDER, "order", Given.VENDURE_ORDER);

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
    Mapped mapped = Given.project(Given.ORDER).map(Given.record("order", Given.VENDURE_ORDER));
    Mapped ada =
        Given.project(Given.CUSTOMER)
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
    Mapped mapped =
        Given.project(Given.ORDER).map(Given.record("order", "{\"state\": \"AddingItems\"}"));

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

    assertThat(Given.project(Given.CUSTOMER).map(gone))
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

    assertThat(Given.contribution(Given.CUSTOMER, "customer", in).consents())
        .containsExactly(
            ConsentClaim.observed(
                Topic.EMAIL,
                ConsentClaim.Choice.OPT_IN,
                Given.CHANGED,
                Map.of("text", "Newsletter box")));
    assertThat(Given.contribution(Given.CUSTOMER, "customer", out).consents())
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
      assertThat(Given.contribution(Given.CUSTOMER, "customer", body).consents()).isEmpty();
    }
    assertThat(Given.cause("{\"email\": \"a@b.co\", \"optIn\": \"perhaps\"}"))
        .isEqualTo("mapping.unknown-choice");
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
        Given.contribution(file, "shipment", "{\"id\": 5, \"order\": 77, \"tracking\": \"T\"}");

    assertThat(shipment.identity()).isEqualTo(Contribution.Identity.NONE);
    assertThat(((OrderClaim.About) shipment.order()).parts())
        .containsExactly(new OrderPart.Fulfilment("5", "", "", "T", new OrderPart.When.NotKnown()));
  }

  @Test
  void characters_no_database_can_hold_are_left_out_with_a_remark() {
    Mapped mapped =
        Given.project(Given.CUSTOMER)
            .map(
                Given.record(
                    "customer", "{\"email\": \"a@b.co\", \"first\": \"a\\u0000\\ud800b\"}"));

    assertThat(((Mapped.Mappable) mapped).contribution().fields())
        .containsEntry("first_name", new Value.Text("AB"));
    assertThat(((Mapped.Mappable) mapped).warnings()).hasSize(1);
  }
}
