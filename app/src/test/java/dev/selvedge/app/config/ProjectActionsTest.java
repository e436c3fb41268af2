package dev.selvedge.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.automation.Action;
import dev.selvedge.automation.Given;
import dev.selvedge.automation.Rule;
import dev.selvedge.automation.Scene;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.Value;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `then` becomes, and what is wrong with it.
class ProjectActionsTest {
  private static final String COLLECTIONS =
      """
      collections:
        Parcels:
          fields: { carrier: STRING, weight: FLOAT, left_at: TIMESTAMP }
        catalog_products: { type: catalog }
      """;

  @TempDir private Path temp;
  private ProjectFolder folder;

  @BeforeEach
  void begin() {
    folder = new ProjectFolder(temp).write("collections.yaml", COLLECTIONS);
  }

  /// Automations for parcels of the names a, b …, each with one of these below `then`.
  private void then(String... actions) {
    StringBuilder file = new StringBuilder("automations:\n");
    for (int i = 0; i < actions.length; i++) {
      file.append("  ").append((char) ('a' + i));
      file.append(": { on: shipped, within: 2h, purpose: transactional, then: ");
      file.append(actions[i]).append(" }\n");
    }
    folder.write("automations.yaml", file.toString());
  }

  private static Given text(String text) {
    return new Given.Fixed(new Value.Text(text));
  }

  @Test
  void every_action_can_be_written() {
    then(
        "{ program: 12 }",
        "{ campaign: 34, with: { NAME: { from: person.first_name }, HELLO: Hi, COUNT: 3 } }",
        "{ event: parcel-left, with: { carrier: { from: parcel.carrier }, big: true } }",
        "{ set: STAGE, to: on its way }",
        "{ set: LEFT_AT, to: { from: parcel.shipped_at } }",
        "{ set: SALE_ENDS, to: 2026-12-31, as: Date }",
        "{ set: ORDER_SHOWN, to: { from: order.total }, as: String }",
        "{ record: Parcels, key: { from: parcel.key }, with: { weight: 2.5 } }",
        "{ record: Parcels, with: { carrier: Post } }");

    assertThat(folder.project().automations().rules())
        .extracting(Rule::action)
        .containsExactly(
            new Action.Enrol(12),
            new Action.Campaign(
                34,
                Map.of(
                    "NAME", new Given.Taken("person.first_name"),
                    "HELLO", text("Hi"),
                    "COUNT", new Given.Fixed(new Value.Decimal(BigDecimal.valueOf(3))))),
            new Action.Event(
                "parcel-left",
                Map.of(
                    "carrier", new Given.Taken("parcel.carrier"),
                    "big", new Given.Fixed(new Value.Flag(true)))),
            new Action.Field("STAGE", FieldType.STRING, text("on its way")),
            new Action.Field("LEFT_AT", FieldType.DATE, new Given.Taken("parcel.shipped_at")),
            new Action.Field(
                "SALE_ENDS",
                FieldType.DATE,
                new Given.Fixed(new Value.Date(Instant.parse("2026-12-31T00:00:00Z")))),
            new Action.Field("ORDER_SHOWN", FieldType.STRING, new Given.Taken("order.total")),
            new Action.Insight(
                "Parcels",
                new Given.Taken("parcel.key"),
                Map.of("weight", new Given.Fixed(new Value.Decimal(new BigDecimal("2.5"))))),
            new Action.Insight(
                "Parcels", new Given.Taken(Scene.FACT_ID), Map.of("carrier", text("Post"))));
    assertThat(folder.project().automations().dataFields())
        .containsEntry("STAGE", FieldType.STRING)
        .containsEntry("LEFT_AT", FieldType.DATE)
        .hasSize(4);
  }

  @Test
  void what_is_wrong_with_it_is_said_where_it_stands() {
    then(
        "{ }",
        "{ program: 12, campaign: 3 }",
        "{ campaign: many }",
        "{ event: 'no good' }",
        "{ set: FIRSTNAME, to: x }",
        "{ set: email, to: x }",
        "{ set: STAGE }",
        "{ set: STAGE, to: { from: parcel.carier } }",
        "{ set: STAGE, to: 3 }",
        "{ set: STAGE, to: text }",
        "{ set: SOON, to: tomorrow, as: Date }",
        "{ record: Boxes, with: { a: b } }",
        "{ record: catalog_products, with: { name: b } }",
        "{ record: Parcels }",
        "{ record: Parcels, with: { carrier: 3, colour: red } }",
        "{ program: 1, wiht: { a: b } }");

    assertThat(folder.problems())
        .containsExactly(
            "automations.yaml:2:63: 'then' does not say what is done (write just one of program,"
                + " campaign, event, set, record)",
            "automations.yaml:3:63: 'then' says more than one thing: program, campaign (write just"
                + " one of program, campaign, event, set, record)",
            "automations.yaml:4:75: 'campaign' must be a whole number from 1 to 2147483647; got"
                + " 'many'",
            "automations.yaml:5:72: 'event' must be 2 to 80 letters, digits, '_' and '-', not"
                + " beginning with a digit; got 'no good'",
            "automations.yaml:6:70: the data field 'FIRSTNAME' belongs to the field 'first_name',"
                + " which would write it back (choose another data field; an automation has those"
                + " it writes to itself)",
            "automations.yaml:7:70: 'email' is a name reserved by Dotdigital (choose 1 to 20"
                + " letters, digits, '_' and '-', for example LOYALTY_POINTS)",
            "automations.yaml:8:63: 'to' is missing in 'automations.g.then' (add 'to: …')",
            "automations.yaml:9:89: 'parcel.carier' is nothing to take from here (did you mean"
                + " 'parcel.carrier'?)",
            "automations.yaml:11:70: the data field 'STAGE' is String here and Numeric in 'i' (a"
                + " data field has one type: write the same kind of value, or say it with 'as')",
            "automations.yaml:12:94: a String value cannot be written as Date (write a date as"
                + " 2026-12-31)",
            "automations.yaml:13:73: the collection 'Boxes' is not declared (say in"
                + " collections.yaml what its records look like)",
            "automations.yaml:14:73: 'catalog_products' is no collection for records of a"
                + " contact's own (declare one of the type custom and the scope contact)",
            "automations.yaml:15:73: a record holds something (say what below 'with': with: { … })",
            "automations.yaml:16:90: 'carrier' is declared as STRING for the collection Parcels and"
                + " is Numeric here",
            "automations.yaml:16:102: 'colour' is not declared for the collection Parcels",
            "automations.yaml:17:77: unknown key 'wiht' (known: program)");
  }

  @Test
  void what_is_about_no_order_offers_no_order_but_what_it_is_about() {
    folder.write(
        "automations.yaml",
        """
        automations:
          cart: { on: cart_left, after: 1h, within: 1d, purpose: marketing, then: { event: left, with: { at: { from: cart.url }, what: { from: cart.first_name }, total: { from: cart.total } } } }
          wish: { on: back_in_stock, within: 1d, purpose: marketing, then: { event: back, with: { at: { from: product.url }, what: { from: product.name }, seen: { from: wish.price_seen } } } }
          tier: { on: field_changed, field: first_name, within: 1d, purpose: marketing, then: { event: moved, with: { from: { from: change.from }, to: { from: change.to } } } }
        """);
    assertThat(folder.project().automations().rules()).hasSize(3);

    folder.write(
        "automations.yaml",
        """
        automations:
          cart: { on: cart_left, after: 1h, within: 1d, purpose: marketing, then: { event: left, with: { a: { from: order.total } } } }
          wish: { on: price_drop, within: 1d, purpose: marketing, then: { event: back, with: { a: { from: order.total } } } }
          tier: { on: field_changed, field: first_name, within: 1d, purpose: marketing, then: { event: moved, with: { a: { from: order.total } } } }
          placed: { on: order_placed, within: 1d, purpose: marketing, then: { event: placed, with: { a: { from: cart.total } } } }
        """);
    assertThat(folder.problems())
        .hasSize(4)
        .allSatisfy(said -> assertThat(said).contains("is nothing to take from here"));
  }

  @Test
  void two_automations_may_write_one_field() {
    then("{ set: STAGE, to: left }", "{ set: stage, to: arrived }");

    assertThat(folder.project().automations().rules()).hasSize(2);
  }

  @Test
  void the_short_form_and_then_are_not_both_for_one() {
    folder.write(
        "automations.yaml",
        """
        automations:
          a: { on: shipped, program: 12, then: { program: 13 }, within: 2h, purpose: marketing }
          b: { on: shipped, within: 2h, purpose: marketing }
        """);

    assertThat(folder.problems())
        .isEqualTo(
            List.of(
                "automations.yaml:2:40: 'then' and 'program' both say what is done (keep one of"
                    + " them)",
                "automations.yaml:3:6: 'then' is missing in 'automations.b' (say what is done, for"
                    + " example then: { program: 12 })"));
  }
}
