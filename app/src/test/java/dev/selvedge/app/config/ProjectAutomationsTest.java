package dev.selvedge.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.automation.Action;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Rule;
import dev.selvedge.automation.Terms;
import dev.selvedge.automation.Trigger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `automations.yaml` becomes, and what is wrong with it.
class ProjectAutomationsTest {
  @TempDir private Path temp;
  private ProjectFolder folder;

  @BeforeEach
  void begin() {
    folder = new ProjectFolder(temp);
  }

  @Test
  void automations_become_rules() {
    folder.write(
        "automations.yaml",
        """
        automations:
          shipped-mail: { on: shipped, program: 12, within: 2h, purpose: transactional }
          thanks: { on: order_placed, program: 15, within: 30m, purpose: marketing }
        """);

    assertThat(folder.project().automations().rules())
        .containsExactly(
            new Rule(
                "shipped-mail",
                FactKind.SHIPPED,
                new Action.Enrol(12),
                Duration.ofHours(2),
                Rule.Purpose.TRANSACTIONAL),
            new Rule(
                "thanks",
                FactKind.ORDER_PLACED,
                new Action.Enrol(15),
                Duration.ofMinutes(30),
                Rule.Purpose.MARKETING));
  }

  @Test
  void a_rule_says_what_else_it_asks_for() {
    folder.write(
        "automations.yaml",
        """
        automations:
          back: { on: lapsed, after: 90d, program: 4, within: 30d, purpose: marketing,
                  past: 2026-10-01 }
          care: { on: delivered, wait: 2d, unless: [refunded, cancelled], program: 5, within: 7d,
                  purpose: transactional, enabled: false }
          fifth: { on: nth_order, n: 5, program: 6, within: 1d, purpose: marketing }
          first: { on: first_order, program: 7, within: 1d, purpose: marketing }
          refill: { on: replenishment_due, before: 3d, unless: order_placed, program: 8, within: 5d,
                    purpose: marketing }
        """);

    assertThat(folder.project().automations().rules())
        .containsExactly(
            new Rule(
                "back",
                new Trigger.Lapsed(Duration.ofDays(90)),
                new Action.Enrol(4),
                Duration.ofDays(30),
                Rule.Purpose.MARKETING,
                Terms.NONE.since(Instant.parse("2026-10-01T00:00:00Z"))),
            new Rule(
                "care",
                Trigger.of(FactKind.DELIVERED),
                new Action.Enrol(5),
                Duration.ofDays(7),
                Rule.Purpose.TRANSACTIONAL,
                Terms.NONE
                    .unless(FactKind.REFUNDED, FactKind.CANCELLED)
                    .after(Duration.ofDays(2))
                    .off()),
            new Rule(
                "fifth",
                new Trigger.NthOrder(5),
                new Action.Enrol(6),
                Duration.ofDays(1),
                Rule.Purpose.MARKETING,
                Terms.NONE),
            new Rule(
                "first",
                FactKind.FIRST_ORDER,
                new Action.Enrol(7),
                Duration.ofDays(1),
                Rule.Purpose.MARKETING),
            new Rule(
                "refill",
                new Trigger.ReplenishmentDue(Duration.ofDays(3)),
                new Action.Enrol(8),
                Duration.ofDays(5),
                Rule.Purpose.MARKETING,
                Terms.NONE.unless(FactKind.ORDER_PLACED)));
  }

  @Test
  void what_does_not_go_together_is_said() {
    folder.write(
        "automations.yaml",
        """
        automations:
          a: { on: lapsed, program: 1, within: 2h, purpose: marketing }
          b: { on: nth_order, n: 1, program: 1, within: 2h, purpose: marketing }
          c: { on: shipped, n: 2, program: 1, within: 2h, purpose: marketing }
          d: { on: shipped, wait: 2h, program: 1, within: 2h, purpose: marketing }
          e: { on: shipped, unless: [lapsed], program: 1, within: 2h, purpose: marketing }
          f: { on: shipped, past: yesterday, program: 1, within: 2h, purpose: marketing }
          g: { on: shipped, if: order.totl > 5, program: 1, within: 2h, purpose: marketing }
          h: { on: shipped, if: "order.total", program: 1, within: 2h, purpose: marketing }
          i: { on: shipped, if: "person.first_name > 3.0", program: 1, within: 2h, purpose: marketing }
          j: { on: shipped, program: 1, within: 2h, purpose: marketing,
               hours: { from: "9", to: "08:00", zone: Europe/Lundon, days: [mun] } }
          k: { on: shipped, program: 1, within: 2h, purpose: marketing,
               hours: { from: "09:00", to: "08:00", zone: Europe/London } }
          l: { on: shipped, program: 1, within: 2h, purpose: marketing, at_most: { times: 0, per: 1s } }
        """);

    assertThat(folder.problems())
        .containsExactly(
            "automations.yaml:2:6: 'after' is missing in 'automations.a' (add 'after: …')",
            "automations.yaml:3:26: 'n' must be a whole number from 2 to 1000; got '1'",
            "automations.yaml:4:24: 'n' is for nth_order only (take it out)",
            "automations.yaml:5:27: 'wait' must be shorter than 'within': both count from what"
                + " happened (make 'within' the longer one)",
            "automations.yaml:6:29: 'unless' has 'lapsed', which is no fact (write some of"
                + " order_placed, paid, shipped, delivered, refunded, cancelled)",
            "automations.yaml:7:27: 'past' must be a day; got 'yesterday' (write it like"
                + " 2026-11-01)",
            "automations.yaml:8:25: the expression is not right: there is no 'order.totl' here (did"
                + " you mean 'order.total'?)",
            "automations.yaml:9:25: the condition is neither true nor false: it gives double"
                + " (compare it with something: order.total > 100.0)",
            "automations.yaml:10:44: the expression is not right: found no matching overload for"
                + " '_>_' applied to '(string, double)'",
            "automations.yaml:12:23: 'from' must be a time of day; got '9' (write it in quotes:"
                + " \"09:00\")",
            "automations.yaml:12:47: 'zone' is no time zone; got 'Europe/Lundon' (did you mean"
                + " 'Europe/London'?)",
            "automations.yaml:12:68: 'days' has 'mun', which is no day (write some of mon, tue, wed,"
                + " thu, fri, sat, sun)",
            "automations.yaml:14:36: 'to' must be later than 'from', on the same day",
            "automations.yaml:15:83: 'times' must be a whole number from 1 to 1000; got '0'",
            "automations.yaml:15:91: 'per' must be at least 1m; got '1s'");
  }

  @Test
  void what_is_wrong_with_automations_is_said_like_everything_else() {
    folder.write(
        "automations.yaml",
        """
        automations:
          Shipped: { on: shipped, program: 12, within: 2h, purpose: transactional }
          a: { on: shiped, program: 0, within: 10s, purpose: transaction }
          b: { on: shipped, program: 1, wihtin: 1h, purpose: marketing }
          c: hello
        automation: {}
        """);

    assertThat(folder.problems())
        .containsExactly(
            "automations.yaml:2:3: 'Shipped' is not an automation's name (write 1 to 40 lower-case"
                + " letters, digits and hyphens, beginning with a letter)",
            "automations.yaml:3:12: 'on' must be order_placed or paid or shipped or delivered or"
                + " refunded or cancelled or first_order or nth_order or lapsed or"
                + " replenishment_due or cart_left or back_in_stock or price_drop or"
                + " field_changed or field_crossed; got 'shiped'"
                + " (did you mean 'shipped'?)",
            "automations.yaml:3:29: 'program' must be a whole number from 1 to 2147483647; got '0'",
            "automations.yaml:3:40: 'within' must be at least 1m; got '10s'",
            "automations.yaml:3:54: 'purpose' must be marketing or transactional; got 'transaction'"
                + " (did you mean 'transactional'?)",
            "automations.yaml:4:6: 'within' is missing in 'automations.b' (is 'wihtin' meant to be"
                + " it?)",
            "automations.yaml:4:33: unknown key 'wihtin' (did you mean 'within'?)",
            "automations.yaml:5:6: 'c' must be 'key: value' lines (indent them below it)",
            "automations.yaml:6:1: unknown key 'automation' (did you mean 'automations'?)");
  }
}
