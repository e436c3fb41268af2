package dev.selvedge.dotdigital.delivery.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.automation.Action;
import dev.selvedge.automation.Automations;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Rule;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.dotdigital.delivery.Rig;
import dev.selvedge.dotdigital.delivery.setting.FieldRules;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.mapping.FieldType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is said of an account before anything is sent to it.
class ExaminationTest {
  private static final String ACCOUNT = "{\"id\":1,\"properties\":[]}";
  private static final String COUNTS =
      "Dotdigital: data fields, with those to come, of as many as the package is believed to"
          + " allow: ";

  private Rig rig = new Rig(settings());

  @AfterEach
  void close() {
    rig.close();
  }

  private static TargetSettings settings() {
    return TargetSettings.of(
        Map.of(
            "FIRSTNAME", FieldType.STRING,
            "POINTS", FieldType.NUMERIC,
            "TIER", FieldType.STRING),
        "Orders");
  }

  private void with(FieldRules rules) {
    rig.close();
    rig = new Rig(settings().withFieldRules(rules));
  }

  @Test
  void it_says_which_fields_would_be_created_and_creates_none() {
    rig.replies(200, ACCOUNT)
        .replies(
            200,
            "[{\"name\":\"firstname\",\"type\":\"string\"},"
                + "{\"name\":\"LASTNAME\",\"type\":\"String\"},"
                + "{\"name\":\"LASTSUBSCRIBED\",\"type\":\"Date\"}]");

    assertThat(rig.target.examine())
        .containsExactly(
            good("Dotdigital answers and knows the credentials"),
            good(
                "Dotdigital: data fields that will be created before the first contact is sent:"
                    + " POINTS (Numeric), TIER (String)"),
            good(COUNTS + "3 of 246 String, 1 of 50 Numeric, 1 of 49 Date, 0 of 50 Boolean"),
            good("Dotdigital: orders are spelled as in order_total"),
            good("Dotdigital: collections whose types suit: Orders"));
    assertThat(rig.lines()).containsExactly("GET /v2/account-info", "GET /v2/data-fields");
  }

  @Test
  void a_collection_that_has_other_types_than_declared_is_an_error() {
    rig.types(
            "{\"name\":\"order_total\",\"type\":\"STRING\"},"
                + "{\"name\":\"currency\",\"type\":\"STRING\"},"
                + "{\"name\":\"products\",\"type\":\"RECORD\",\"mode\":\"REPEATED\",\"fields\":["
                + "{\"name\":\"qty\",\"type\":\"FLOAT\"}]}")
        .replies(200, ACCOUNT)
        .replies(200, "[]");

    assertThat(rig.target.examine())
        .contains(
            new Finding(
                false,
                "Dotdigital: the collection Orders has other types than declared: order_total is"
                    + " STRING and declared as FLOAT; products.qty is FLOAT and declared as INTEGER",
                "a type stays as it is until the whole collection is deleted in Dotdigital; delete"
                    + " it there, or declare what it has. Until then records with such a value are"
                    + " parked"));
  }

  @Test
  void how_orders_are_spelled_is_said_and_two_spellings_are_a_question() {
    String camel = "{\"name\":\"orderTotal\",\"type\":\"FLOAT\"}";
    rig.types(camel).replies(200, ACCOUNT).replies(200, "[]");
    assertThat(rig.target.examine())
        .contains(good("Dotdigital: orders are spelled as in orderTotal"));

    rig.types(camel + ",{\"name\":\"order_total\",\"type\":\"FLOAT\"}")
        .replies(200, ACCOUNT)
        .replies(200, "[]");
    assertThat(rig.target.examine())
        .contains(
            new Finding(
                false,
                "Dotdigital: the collection Orders has orders in two spellings, order_total and"
                    + " orderTotal; order_total is written",
                "say with dotdigital.orders_spelling which one your segments and programs use"));
  }

  @Test
  void a_type_that_exists_differently_is_an_error() {
    rig.replies(200, ACCOUNT)
        .replies(
            200,
            "[{\"name\":\"FIRSTNAME\",\"type\":\"String\"},"
                + "{\"name\":\"POINTS\",\"type\":\"String\"},"
                + "{\"name\":\"TIER\",\"type\":\"String\"}]");

    assertThat(rig.target.examine())
        .contains(
            new Finding(
                false,
                "Dotdigital: the data field POINTS is String in Dotdigital and Numeric in the"
                    + " project",
                "a type cannot be changed: use another field name or type in fields.yaml"))
        .filteredOn(finding -> !finding.healthy())
        .hasSize(1);
  }

  @Test
  void where_fields_are_not_to_be_created_a_missing_one_is_an_error() {
    with(new FieldRules(false, Map.of()));
    rig.replies(200, ACCOUNT).replies(200, "[{\"name\":\"FIRSTNAME\",\"type\":\"String\"}]");

    assertThat(rig.target.examine())
        .contains(
            new Finding(
                false,
                "Dotdigital: data fields are missing: POINTS (Numeric), TIER (String)",
                "create them in Dotdigital, or let the hub do it with dotdigital.create_fields:"
                    + " true"));
  }

  @Test
  void more_fields_than_the_package_is_believed_to_allow_are_an_error_only_when_some_are_to_come() {
    with(new FieldRules(true, Map.of(FieldType.STRING, 2, FieldType.DATE, 0)));
    String there =
        "[{\"name\":\"FIRSTNAME\",\"type\":\"String\"},"
            + "{\"name\":\"CITY\",\"type\":\"String\"},"
            + "{\"name\":\"LASTSUBSCRIBED\",\"type\":\"Date\"}]";
    rig.replies(200, ACCOUNT).replies(200, there);

    assertThat(rig.target.examine())
        .contains(
            new Finding(
                false,
                "Dotdigital: the project needs 1 more String data fields beside the 2 that are"
                    + " there, and the package is believed to allow 2",
                "remove some there or in fields.yaml; if the package allows more, say so with"
                    + " dotdigital.max_string_fields"))
        .filteredOn(finding -> !finding.healthy())
        .hasSize(1);
  }

  @Test
  void an_account_that_does_not_answer_is_the_only_finding() {
    rig.repliesBare(401, "");

    assertThat(rig.target.examine())
        .singleElement()
        .matches(finding -> !finding.healthy())
        .extracting(Finding::what)
        .asString()
        .contains("credentials");
  }

  private static Finding good(String what) {
    return new Finding(true, what, "");
  }

  @Test
  void what_automations_name_and_the_account_does_not_have_is_an_error() {
    rig.replies(200, "{\"id\":12,\"name\":\"Shipped\",\"status\":\"Active\"}")
        .replies(200, "{\"id\":13,\"name\":\"Old\",\"status\":\"Draft\"}")
        .replies(404, Rig.v2Error("ERROR_PROGRAM_NOT_FOUND"))
        .replies(200, "{\"id\":34,\"name\":\"Thanks\",\"status\":\"Triggered\"}")
        .replies(200, "{\"id\":35,\"name\":\"News\",\"status\":\"Sent\"}")
        .replies(404, Rig.v2Error("ERROR_CAMPAIGN_NOT_FOUND"))
        .replies(403, "")
        // where the account lives is asked after a refusal
        .replies(403, "");

    assertThat(rig.target.examine(automations()))
        .containsExactly(
            new Finding(
                false,
                "Dotdigital: program 13 (Old) is not active",
                "activate it there; until then who is to be started in it is parked"),
            new Finding(
                false,
                "Dotdigital: there is no program 14",
                "correct it in automations.yaml; the number is in the program's address"),
            new Finding(
                false,
                "Dotdigital: campaign 35 (News) is no triggered campaign, but Sent",
                "make it a triggered campaign there, or name another"),
            new Finding(
                false,
                "Dotdigital: there is no campaign 36",
                "correct it in automations.yaml; the number is in the campaign's address"),
            new Finding(true, "Dotdigital: whether there is a campaign 37 could not be read", ""),
            new Finding(
                true,
                "Dotdigital: automations find program 12 (Shipped), campaign 34 (Thanks)",
                ""));
  }

  private static Automations automations() {
    List<Action> actions =
        List.of(
            new Action.Enrol(12),
            new Action.Enrol(13),
            new Action.Enrol(14),
            new Action.Campaign(34, Map.of()),
            new Action.Campaign(35, Map.of()),
            new Action.Campaign(36, Map.of()),
            new Action.Campaign(37, Map.of()));
    List<Rule> rules = new ArrayList<>();
    for (Action action : actions) {
      rules.add(
          new Rule(
              "rule-" + rules.size(),
              FactKind.SHIPPED,
              action,
              Duration.ofHours(1),
              Rule.Purpose.TRANSACTIONAL));
    }
    return new Automations(rules);
  }
}
