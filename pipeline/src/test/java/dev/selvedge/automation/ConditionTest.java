package dev.selvedge.automation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.commerce.Order;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.FieldCatalogue.Field;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.Value;
import dev.selvedge.yaml.Position;
import dev.selvedge.yaml.Problem;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConditionTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final FieldCatalogue CATALOGUE =
      new FieldCatalogue(
          Map.of(
              "tier", field("tier", FieldType.STRING),
              "points", field("points", FieldType.NUMERIC),
              "since", field("since", FieldType.DATE)));
  private static final Order ORDER =
      new Order(
          new OrderKey("A1"),
          new OrderPart.Header(
              NOON,
              "paid",
              false,
              "GBP",
              new BigDecimal("19.99"),
              Map.of(),
              List.of(new OrderPart.Line("p", "HAT", "HAT", "Hat", BigDecimal.TWO, BigDecimal.TEN)),
              Map.of()),
          RecordRef.parse("shop/order/A1"),
          List.of(),
          List.of(
              new OrderPart.Refund(
                  "R1", new BigDecimal("5.00"), "late", new OrderPart.When.At(NOON))));

  private static Field field(String name, FieldType type) {
    return new Field(
        name, type, List.of(new SystemName("shop")), name.toUpperCase(Locale.ROOT), 255);
  }

  private static List<String> problems(FactKind on, String text) {
    Problems problems = new Problems();
    Condition.compile(scalar(text), Seen.environment(on, CATALOGUE), problems);
    return problems.sorted().stream().map(Problem::toString).toList();
  }

  private static YamlNode.Scalar scalar(String text) {
    return new YamlNode.Scalar(new Position("automations.yaml", 3, 10), text, true);
  }

  private static Optional<String> objection(FactKind on, String part, String text) {
    Problems problems = new Problems();
    Condition condition =
        Condition.compile(scalar(text), Seen.environment(on, CATALOGUE), problems).orElseThrow();
    Seen.Somebody ada =
        new Seen.Somebody("ada@example.com", Map.of("tier", new Value.Text("gold")), true);
    return condition.objection(
        Seen.of(
            ada,
            new Fact(on, new OrderKey("A1"), part, NOON),
            new History(List.of(ORDER), List.of()),
            CATALOGUE,
            NOON.plusSeconds(60)));
  }

  private static void holds(String text) {
    assertThat(objection(FactKind.ORDER_PLACED, "", text)).as(text).isEmpty();
  }

  @Test
  void it_sees_the_person_the_consent_the_order_and_the_time() {
    holds("person.tier == 'gold' && person.email.endsWith('@example.com')");
    holds("consent.email");
    holds("order.total > 19 && order.total == 19.99 && order.net == 14.99");
    holds("'HAT' in order.skus && order.status == 'paid' && order.currency == 'GBP'");
    holds("person.orders == 1");
    holds("now - fact.at < duration('2m') && now - order.placed_at == duration('60s')");
    assertThat(
            objection(FactKind.REFUNDED, "R1", "refund.amount >= 5.0 && refund.reason == 'late'"))
        .isEmpty();
  }

  @Test
  void what_nobody_tells_is_nothing_and_said_to_be_unknown() {
    holds("person.points == 0.0 && !('points' in person.known) && 'tier' in person.known");
    holds("person.since < timestamp('1971-01-01T00:00:00Z')");
  }

  @Test
  void what_does_not_hold_says_so() {
    assertThat(objection(FactKind.ORDER_PLACED, "", "order.total > 20.0"))
        .contains("its condition does not hold: order.total > 20.0");
    assertThat(objection(FactKind.ORDER_PLACED, "", "order.skus[3] == 'HAT'"))
        .hasValueSatisfying(
            said -> assertThat(said).startsWith("its condition cannot be worked out"));
  }

  @Test
  void what_it_cannot_see_is_said_when_it_is_loaded() {
    assertThat(problems(FactKind.ORDER_PLACED, "person.teir == 'gold'"))
        .singleElement()
        .asString()
        .isEqualTo(
            "automations.yaml:3:10: the expression is not right: there is no 'person.teir' here"
                + " (did you mean 'person.tier'?)");
    assertThat(problems(FactKind.ORDER_PLACED, "person.tier > 5"))
        .singleElement()
        .asString()
        .contains("found no matching overload");
    assertThat(problems(FactKind.ORDER_PLACED, "order.total"))
        .singleElement()
        .asString()
        .contains("neither true nor false");
  }
}
