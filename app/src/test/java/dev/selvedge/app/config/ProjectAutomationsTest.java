package dev.selvedge.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.automation.Action;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Rule;
import java.nio.file.Path;
import java.time.Duration;
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
            "automations.yaml:3:12: 'on' must be order_placed or shipped or refunded; got 'shiped'"
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
