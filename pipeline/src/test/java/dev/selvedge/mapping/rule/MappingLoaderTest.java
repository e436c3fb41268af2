package dev.selvedge.mapping.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordKind;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.rule.person.OwnerReference;
import dev.selvedge.yaml.Problem;
import dev.selvedge.yaml.Problems;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What people get wrong in mapping files, and what they are told.
final class MappingLoaderTest {
  private static List<String> problemsOf(String file) {
    Problems problems = new Problems();
    MappingLoader.load(Map.of("shop.yaml", file), Given.CATALOGUE, problems);
    return problems.sorted().stream().map(Problem::toString).toList();
  }

  private static List<String> problemsOfFields(String... lines) {
    StringBuilder file =
        new StringBuilder("system: shop\nkind: customer\nperson:\n  email: mail\n  fields:\n");
    for (String line : lines) {
      file.append("    ").append(line).append('\n');
    }
    return problemsOf(file.toString());
  }

  @Test
  void files_without_mistakes_load_and_say_what_they_map() {
    Problems problems = new Problems();
    MappingProject project =
        MappingLoader.load(
            Map.of("c.yaml", Given.CUSTOMER, "o.yaml", Given.ORDER), Given.CATALOGUE, problems);

    assertThat(problems.sorted()).isEmpty();
    assertThat(project.feeds())
        .containsOnlyKeys(
            new Feed(Given.SHOP, new RecordKind("customer")),
            new Feed(Given.SHOP, new RecordKind("order")));
    assertThat(project.owners())
        .extracting(OwnerReference::system, OwnerReference::kind)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Given.SHOP, new RecordKind("customer")));
  }

  @Test
  void every_mistake_of_a_file_is_reported_with_its_place_and_a_way_out() {
    assertThat(
            problemsOf(
                """
                system: Shop
                knd: order
                person:
                  emial: mail
                order:
                  key: { form: code }
                  header:
                    placed_at: placed..at
                    status: { from: state, value: x }
                    total: { from: total, steps: [minor_unit] }
                """))
        .containsExactly(
            "shop.yaml:1:1: 'kind' is missing (is 'knd' meant to be it?)",
            "shop.yaml:1:9: a system's name is 1 to 40 lower-case letters, digits and hyphens,"
                + " beginning with a letter; got 'Shop'",
            "shop.yaml:2:1: unknown key 'knd' (did you mean 'kind'?)",
            "shop.yaml:4:3: 'person' does not say how the person is found (add 'email: …' or"
                + " 'belongs_to: {kind: …, key: …}')",
            "shop.yaml:4:3: unknown key 'emial' (did you mean 'email'?)",
            "shop.yaml:6:8: the rule for 'order.key' does not say where the value comes from (give"
                + " one of 'from: path', 'cel: expression' or 'value: constant')",
            "shop.yaml:6:10: unknown key 'form' (did you mean 'from'?)",
            "shop.yaml:8:5: 'currency' is missing in 'order.header' (add 'currency: …')",
            "shop.yaml:8:23: the path 'placed..at' lacks a name here (write it like customer.email,"
                + " lines[0].sku, lines[*].sku or \"odd name\".x)",
            "shop.yaml:9:13: the rule for 'order.status' has both 'from' and 'value' (give one of"
                + " 'from: path', 'cel: expression' or 'value: constant')",
            "shop.yaml:10:35: there is no step 'minor_unit' (did you mean 'minor_units'?)");
  }

  @Test
  void a_field_must_be_in_the_catalogue_and_owned() {
    assertThat(problemsOfFields("frist_name: a", "erp_code: b"))
        .containsExactly(
            "shop.yaml:6:5: there is no profile field 'frist_name' (did you mean 'first_name'?)",
            "shop.yaml:7:5: 'shop' does not own the field 'erp_code', so this line would do nothing"
                + " (add it to the field's owners, or remove the line)");
  }

  @Test
  void a_rule_must_give_what_its_field_is() {
    assertThat(
            problemsOfFields(
                "points: { from: p, steps: [boolean] }",
                "joined: { cel: \"size(record.l)\" }",
                "first_name: \"l[*].name\"",
                "vip: { from: v, default: perhaps }",
                "tier: { from: t, lookup: tiers }",
                "last_name: { from: l, when_null: remove }"))
        .containsExactly(
            "shop.yaml:6:13: 'points' needs a number, but the rule gives true or false (change the"
                + " last step)",
            "shop.yaml:7:13: 'joined' needs a time, but the rule gives a number (change the last"
                + " step)",
            "shop.yaml:8:17: 'first_name' needs text, but the rule gives a list (add the step first,"
                + " last or join)",
            "shop.yaml:9:30: the default of 'vip', 'perhaps', is not true or false",
            "shop.yaml:10:30: there is no lookup table 'tiers' (add it under 'lookups:')",
            "shop.yaml:11:38: 'when_null' must be one of leave, clear, park; got 'remove'");
  }

  @Test
  void an_expression_is_checked_and_mistakes_are_said_at_their_column() {
    assertThat(
            problemsOfFields(
                "vip: { cel: \"recrd.points > 100\" }",
                "points: { cel: \"1 + 'a'\" }",
                "tier: { cel: \"record.\" }"))
        .containsExactly(
            "shop.yaml:6:18: the expression is not right: undeclared reference to 'recrd'"
                + " (expressions see 'record', and inside lists 'item'; texts stand in quotes)",
            "shop.yaml:7:23: the expression is not right: found no matching overload for '_+_'"
                + " applied to '(int, string)'",
            "shop.yaml:8:26: the expression is not right: no viable alternative at input '.'");
  }

  @Test
  void an_expression_in_a_block_is_counted_from_the_next_line() {
    assertThat(problemsOfFields("vip:", "  cel: |", "    record.a &&", "    recrd.b"))
        .singleElement()
        .asString()
        .startsWith("shop.yaml:9:");
  }

  @Test
  void consent_words_must_be_clear() {
    assertThat(
            problemsOf(
                """
                system: shop
                kind: customer
                person: { email: mail }
                consent:
                  email: { choice: { from: a, opt_in: [Y, x], opt_out: [X] } }
                  sms: { at: b }
                  fax: { choice: c }
                """))
        .hasSize(3)
        .anySatisfy(problem -> assertThat(problem).contains("'x' cannot mean two things"))
        .contains(
            "shop.yaml:6:8: 'choice' is missing in 'consent.sms' (add 'choice: …')",
            "shop.yaml:7:3: unknown key 'fax' (known: email, sms, lists, preferences)");
  }

  @Test
  void an_order_must_say_something_and_attributes_need_types() {
    assertThat(problemsOf("system: shop\nkind: order\norder: { key: code }\n"))
        .containsExactly(
            "shop.yaml:3:8: 'order' says nothing about the order (add 'header', 'fulfilments',"
                + " 'refunds' or 'cancellations')");
    assertThat(
            problemsOf(
                """
                system: shop
                kind: order
                order:
                  key: code
                  header:
                    placed_at: at
                    status: state
                    currency: cur
                    total: total
                    attributes: { city: city, n: { from: n }, x: { from: x, type: nummeric } }
                    lines: { each: "lines[" }
                """))
        .containsExactly(
            "shop.yaml:10:25: the attribute 'city' has no type (write {from: …, type: string},"
                + " numeric, date or boolean)",
            "shop.yaml:10:34: 'type' is missing in 'order.header.attributes.n' (add 'type: …')",
            "shop.yaml:10:67: 'type' must be one of string, numeric, date, boolean; got 'nummeric'"
                + " (did you mean 'numeric'?)",
            "shop.yaml:11:12: 'quantity' is missing in 'order.header.lines' (add 'quantity: …')",
            "shop.yaml:11:12: 'sku' is missing in 'order.header.lines' (add 'sku: …')",
            "shop.yaml:11:12: 'unit_price' is missing in 'order.header.lines' (add 'unit_price: …')",
            "shop.yaml:11:27: the path 'lines[' needs a number, '*' or name=value between brackets"
                + " (write it like customer.email, lines[0].sku, lines[*].sku or \"odd name\".x)");
  }

  @Test
  void one_kind_has_one_file() {
    Problems problems = new Problems();
    MappingLoader.load(
        Map.of("a.yaml", Given.CUSTOMER, "b.yaml", Given.CUSTOMER), Given.CATALOGUE, problems);

    assertThat(problems.sorted())
        .extracting(Problem::toString)
        .containsExactly(
            "b.yaml:2:7: 'shop/customer' is mapped already, in a.yaml (put all rules of one kind of"
                + " record in one file)");
  }

  @Test
  void a_file_that_maps_nothing_is_reported() {
    assertThat(problemsOf("system: shop\nkind: order\n"))
        .containsExactly(
            "shop.yaml:1:1: the file maps neither a person nor an order (add 'person' or 'order')");
  }
}
