package dev.selvedge.mapping.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.mapping.Mapped;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// What cannot be mapped, and in which words that is said.
final class MappingRefusalsTest {
  private static final MappingProject CUSTOMERS = Given.project(Given.CUSTOMER);

  @Test
  void a_body_that_is_not_one_json_object_is_refused_with_its_cause() {
    assertThat(Given.cause("")).isEqualTo("mapping.not-an-object");
    assertThat(Given.cause("nonsense")).isEqualTo("mapping.not-json");
    assertThat(Given.cause("{\"a\": ")).isEqualTo("mapping.not-json");
    assertThat(Given.cause("{} {}")).isEqualTo("mapping.not-json");
    assertThat(Given.cause("[{}]")).isEqualTo("mapping.not-an-object");
    assertThat(Given.cause("\"text\"")).isEqualTo("mapping.not-an-object");
    assertThat(Given.cause("{\"a\": 1, \"a\": 2}")).isEqualTo("mapping.duplicate-key");
    assertThat(Given.cause("{\"a\":".repeat(200) + "1" + "}".repeat(200)))
        .isEqualTo("mapping.too-deep");
    assertThat(Given.cause("{\"a\": 1e999999999}")).isEqualTo("mapping.number-out-of-range");
    assertThat(Given.cause("{\"a\": [1e-99]}")).isEqualTo("mapping.number-out-of-range");
    assertThat(Given.cause("{\"a\": " + "9".repeat(60) + "}"))
        .isEqualTo("mapping.number-out-of-range");
    assertThat(Given.cause("{\"a\": " + "9".repeat(6000) + "}"))
        .isEqualTo("mapping.number-out-of-range");
  }

  @Test
  void nobody_can_be_found_without_an_address_or_an_owner() {
    Mapped.FieldProblem problem =
        Given.problems(Given.CUSTOMER, "customer", "{\"email\": null}").getFirst();

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
        Given.problems(
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
        Given.problems(
            Given.ORDER,
            "order",
            Given.VENDURE_ORDER
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
        Given.VENDURE_ORDER
            .replace("\"id\": \"2\", \"createdAt\"", "\"id\": \"1\", \"createdAt\"")
            .replace("Failed", "Settled");

    assertThat(Given.problems(Given.ORDER, "order", twice))
        .extracting(Mapped.FieldProblem::cause)
        .containsExactly("mapping.repeated-part");
  }

  @Test
  void a_kind_without_a_mapping_is_said() {
    assertThat(Given.project(Given.CUSTOMER).map(Given.record("refund", "{}")))
        .isInstanceOfSatisfying(
            Mapped.Unmappable.class,
            unmappable ->
                assertThat(unmappable.problems().getFirst().sentence())
                    .startsWith("There is no mapping for 'shop/refund'."));
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

    assertThat(Given.problems(file, "customer", body.append("]}").toString()))
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
