package dev.selvedge.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.Wiring;
import dev.selvedge.app.automation.example.AutomationExamples;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The worked examples of automations: what they come to, and what is wrong with how they are
/// written.
class ProjectAutomationExamplesTest {
  private static final Wiring WIRING =
      new Wiring(new Environment(Map.of()), InstantSource.fixed(Instant.EPOCH), new Random(1));

  private static final String FIELDS =
      """
      fields:
        tier: { type: String, owners: [shop], to: TIER }
        points: { type: Numeric, owners: [shop], to: POINTS }
      """;

  private static final String RULE =
      """
      automations:
        thanks:
          on: order_placed
          wait: 1h
          unless: [refunded]
          if: "order.total >= 20.0"
          at_most: { times: 1, per: 7d }
          within: 1d
          purpose: marketing
          past: 2026-03-01
          enabled: false
          then: { program: 15 }
          examples:
      """;

  @TempDir private Path temp;

  private ProjectFolder folder(String examples) {
    return new ProjectFolder(temp)
        .write("fields.yaml", FIELDS)
        .write("automations.yaml", RULE + examples.indent(6));
  }

  private List<String> differences(String examples) {
    Project project = folder(examples).project();
    return AutomationExamples.run(project.examples(), WIRING.rules(project)).stream()
        .map(Problem::toString)
        .toList();
  }

  private static String example(String more, String gives) {
    return """
        - name: Ada
        %s
          gives: %s
        """
        .formatted(more.indent(2).stripTrailing(), gives);
  }

  @Test
  void one_that_comes_to_something_else_says_where_what_was_expected_and_what_came() {
    String history =
        """
        consent: true
        history:
          - { at: 2026-03-02T10:00:00Z, placed: W-1, total: 20 }
        """;

    assertThat(differences(example(history, "{ starts: 2026-03-02T11:00:30Z }"))).isEmpty();
    assertThat(differences(example(history, "{ cancelled: money }")))
        .containsExactly(
            "automations.yaml:18:16: thanks: the example 'Ada' is to give 'cancelled: money'; it"
                + " gives a start at 2026-03-02T11:00:00Z (correct the automation, or what the"
                + " example expects)");
    assertThat(differences(example(history, "{ starts: 2026-03-02T11:01:00Z }"))).hasSize(1);
    assertThat(differences(example(history, "nothing"))).hasSize(1);
  }

  @Test
  void each_reason_why_nothing_starts_is_the_one_that_a_hub_gives() {
    String agreed = "consent: true\nhistory:\n";
    String order = "  - { at: 2026-03-02T10:00:00Z, placed: W-1, total: 20 }\n";
    Map<String, String> histories =
        Map.of(
            "{ cancelled: money was given back for its order W-1 }",
            agreed + order + "  - { at: 2026-03-02T10:30:00Z, refunded: W-1, amount: 1 }",
            "{ dropped: \"its condition does not hold: order.total >= 20.0\" }",
            agreed + "  - { at: 2026-03-02T10:00:00Z, placed: W-1, total: 19.99 }",
            "{ dropped: the person has not agreed to marketing }",
            agreed + order + "  - { at: 2026-03-02T10:59:00Z, consent: false }",
            "{ starts: 2026-03-02T11:00:00Z, dropped: at most 1 in 7 days }",
            agreed + order + "  - { at: 2026-03-08T10:00:00Z, placed: W-2, total: 20 }",
            "{ dropped: 5 days after its deadline }",
            agreed + "  - { at: 2026-03-02T10:00:00Z, told: 2026-03-08T10:30:00Z, placed: W-1 }",
            "{ starts: 2026-03-02T12:00:00Z }",
            agreed
                + order.replace("placed", "first_sync: true, told: 2026-03-02T12:00:00Z, placed"),
            "nothing",
            agreed
                + "  - { at: 2026-02-02T10:00:00Z, told: 2026-03-02T10:00:00Z, first_sync: true,"
                + " placed: W-1 }");

    histories.forEach(
        (gives, history) -> assertThat(differences(example(history, gives))).as(gives).isEmpty());
  }

  @Test
  void an_order_that_was_first_heard_as_the_past_starts_nothing() {
    String history =
        """
        consent: true
        history:
          - { at: 2026-02-28T23:00:00Z, told: 2026-03-01T00:30:00Z, first_sync: true, placed: W-1 }
        """;

    assertThat(differences(example(history, "{ dropped: first sync }"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { at: yesterday, placed: W-1 }                  | 'yesterday' is not a time
          { at: 2026-03-02T10:00:00Z, plaecd: W-1 }       | this line does not say what happened
          { at: 2026-03-02T10:00:00Z, paid: W-1 }         | order 'W-1' was not placed in this history
          { at: 2026-03-02T10:00:00Z, placed: A, cart: B} | this line says two things: placed, cart
          { at: 2026-03-02T10:00:00Z, placed: A, sum: 3 } | unknown key 'sum'
          { at: 2026-03-02T10:00:00Z, placed: A, total: x}| 'total' must be a number
          { at: 2026-03-02T10:00:00Z, wish: A, for: fun } | 'for' must be stock or price
          { at: 2026-03-02T10:00:00Z, fields: { teir: a }}| no field of people is called 'teir'
          { at: 2026-03-02T10:00:00Z, fields: {points: a}}| 'points' must be a number
          { placed: W-1 }                                 | 'at' is missing
          """)
  void a_line_that_says_nothing_sensible_is_refused_when_the_project_is_loaded(
      String line, String problem) {
    String history = "history:\n  - " + line;

    assertThat(folder(example(history, "nothing")).problems())
        .anySatisfy(said -> assertThat(said).startsWith("automations.yaml:16:").contains(problem));
  }

  @Test
  void what_is_to_come_of_one_must_be_said() {
    String history = "history:\n  - { at: 2026-03-02T10:00:00Z, placed: W-1 }";

    assertThat(folder(example(history, "something")).problems())
        .singleElement()
        .asString()
        .contains("'gives' must be 'nothing', or say what");
    assertThat(folder(example(history, "{ starts: [] }")).problems())
        .singleElement()
        .asString()
        .contains("'gives' says nothing");
    assertThat(folder(example("history: []", "nothing")).problems())
        .singleElement()
        .asString()
        .contains("the example 'Ada' needs a 'history'");
    assertThat(folder(example(history, "nothing") + example(history, "nothing")).problems())
        .singleElement()
        .asString()
        .contains("two examples are called 'Ada'");
  }
}
