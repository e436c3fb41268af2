package dev.selvedge.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Secret;
import dev.selvedge.SystemName;
import dev.selvedge.automation.Automations;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Rule;
import dev.selvedge.commerce.Figures.Figure;
import dev.selvedge.dotdigital.delivery.Retirement;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.Survivorship;
import dev.selvedge.privacy.Leftovers.Kind;
import dev.selvedge.send.Doubts.Unsure;
import dev.selvedge.send.SendRules;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectLoaderTest {
  @TempDir private Path temp;
  private ProjectFolder folder;

  @BeforeEach
  void begin() {
    folder = new ProjectFolder(temp);
  }

  @Test
  void what_is_left_out_has_its_documented_default() {
    Project project = folder.project();

    assertThat(project.store())
        .isEqualTo(new StoreLocation.SqliteFile(temp.toAbsolutePath().resolve("data/hub.db")));
    assertThat(project.storeReserve()).isEqualTo(256 << 20);
    assertThat(project.http()).isEqualTo(new Project.Http("127.0.0.1", 8480, false, 5 << 20));
    assertThat(project.dotdigital().ordersCollection()).isEqualTo("Orders");
    assertThat(project.dotdigital().list()).isEmpty();
    assertThat(project.dotdigital().contactBatch()).isEqualTo(10_000);
    assertThat(project.dotdigital().sending())
        .isEqualTo(new Project.Sending(100, Unsure.AT_MOST_ONCE, Duration.ofSeconds(125), 20));
    assertThat(project.dotdigital().sending().rules()).isEqualTo(SendRules.standard());
    assertThat(project.automations()).isEqualTo(Automations.NONE);
    assertThat(project.currency().getCurrencyCode()).isEqualTo("GBP");
    assertThat(project.retention())
        .isEqualTo(
            new Project.Retention(
                Duration.ofDays(30),
                Map.of(
                    Kind.TRAIL, Duration.ofDays(400),
                    Kind.INBOX, Duration.ofDays(400),
                    Kind.HANDOVERS, Duration.ofDays(90),
                    Kind.ERASURES, Duration.ofDays(400)),
                new Secret("")));
    assertThat(project.identity())
        .isEqualTo(new Project.Identity(EmailRules.PLAIN, Retirement.UNSUBSCRIBE));
    assertThat(project.systems().getFirst().every()).isEqualTo(Duration.ofMinutes(5));
    assertThat(project.figures())
        .isEqualTo(
            Map.of(
                Figure.ORDER_COUNT, "NUMBER_OF_ORDERS",
                Figure.TOTAL_SPENT, "TOTAL_SPEND",
                Figure.AVERAGE_ORDER, "AVERAGE_ORDER_VALUE",
                Figure.FIRST_ORDER_AT, "FIRST_ORDER_DATE",
                Figure.LAST_ORDER_AT, "LAST_ORDER_DATE"));
  }

  @Test
  void every_setting_reaches_its_place() {
    folder
        .write(
            "selvedge.yaml",
            """
            project: other-brand
            store: "jdbc:postgresql://db/hub?user=hub&password=${env:PW}"
            store_reserve: 1GB
            http: { bind: 0.0.0.0, port: 9000, https: true, max_body: 700KB }
            dotdigital:
              endpoint: http://127.0.0.1:8500
              user: api-user
              password: "${env:PW}"
              orders_collection: Sales
              list: Everyone
              contact_batch: 500
              use_at_most: 60%
              when_unsure: at_least_once
            systems:
              shop: { connector: kinds, every: 30s, options: { kinds: [customer] } }
            currency: EUR
            figures: { order_count: ORDERS, total_spent: off }
            identity:
              fold_plus_tags: true
              fold_dots_at: gmail.com, GoogleMail.com
              blocklist: [ "NoReply@*", "*@relay.example" ]
              retired: delete
            retention: { bodies: 2h, trail: 10d }
            """)
        .remove("mappings/shop.order.yaml");

    Project project = folder.project();

    assertThat(project.name()).isEqualTo("other-brand");
    assertThat(project.store().display()).isEqualTo("jdbc:postgresql://db/hub");
    assertThat(project.store().toString()).doesNotContain("s3cret");
    assertThat(project.storeReserve()).isEqualTo(1 << 30);
    assertThat(project.http()).isEqualTo(new Project.Http("0.0.0.0", 9000, true, 700 << 10));
    assertThat(project.dotdigital().endpoint()).isEqualTo(URI.create("http://127.0.0.1:8500"));
    assertThat(project.dotdigital().user()).isEqualTo("api-user");
    assertThat(project.dotdigital().password().reveal()).isEqualTo("s3cret");
    assertThat(project.dotdigital().ordersCollection()).isEqualTo("Sales");
    assertThat(project.dotdigital().list()).isEqualTo("Everyone");
    assertThat(project.dotdigital().contactBatch()).isEqualTo(500);
    assertThat(project.dotdigital().sending().rules().policy().ceilingPercent()).isEqualTo(60);
    assertThat(project.dotdigital().sending().rules().doubts().unsure())
        .isEqualTo(Unsure.AT_LEAST_ONCE);
    assertThat(project.systems().getFirst().every()).isEqualTo(Duration.ofSeconds(30));
    assertThat(project.currency().getCurrencyCode()).isEqualTo("EUR");
    assertThat(project.figures())
        .containsEntry(Figure.ORDER_COUNT, "ORDERS")
        .doesNotContainKey(Figure.TOTAL_SPENT)
        .containsEntry(Figure.LAST_ORDER_AT, "LAST_ORDER_DATE");
    assertThat(project.identity())
        .isEqualTo(
            new Project.Identity(
                new EmailRules(
                    true,
                    Set.of("gmail.com", "googlemail.com"),
                    List.of("noreply@*", "*@relay.example")),
                Retirement.DELETE));
    assertThat(project.retention())
        .extracting(Project.Retention::bodies, kept -> kept.keep().get(Kind.TRAIL))
        .containsExactly(Duration.ofHours(2), Duration.ofDays(10));
  }

  @Test
  void a_blocklist_of_what_matches_nothing_is_a_fault() {
    folder.write(
        "selvedge.yaml", ProjectFolder.SETTINGS + "identity: { blocklist: [ example.com ] }\n");

    assertThat(folder.load()).isInstanceOf(Loaded.Faulty.class);
    assertThat(((Loaded.Faulty) folder.load()).problems())
        .singleElement()
        .asString()
        .contains("'blocklist' has 'example.com', which is no pattern", "noreply@*");
  }

  @Test
  void fields_become_the_catalogue() {
    folder.write(
        "fields.yaml",
        """
        fields:
          points: { type: numeric, owners: [shop], to: LOYALTY_POINTS }
          note: { type: String, owners: shop, max_length: 40 }
        """);

    assertThat(folder.project().fields().fields().values())
        .containsExactly(
            new FieldCatalogue.Field(
                "points",
                FieldType.NUMERIC,
                List.of(new SystemName("shop")),
                "LOYALTY_POINTS",
                255),
            new FieldCatalogue.Field(
                "note", FieldType.STRING, List.of(new SystemName("shop")), "", 40));
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
                12,
                Duration.ofHours(2),
                Rule.Purpose.TRANSACTIONAL),
            new Rule(
                "thanks",
                FactKind.ORDER_PLACED,
                15,
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

  @Test
  void a_share_and_a_choice_are_checked() {
    folder.write(
        "selvedge.yaml",
        ProjectFolder.SETTINGS.replace(
            "user: api-user", "user: api-user, use_at_most: 120%, when_unsure: at_most_onze"));

    assertThat(folder.problems())
        .hasSize(2)
        .anySatisfy(
            problem ->
                assertThat(problem).contains("must be a percentage from 1% to 100%; got '120%'"))
        .anySatisfy(problem -> assertThat(problem).contains("(did you mean 'at_most_once'?)"));
  }

  @Test
  void everything_that_is_wrong_is_said_at_once_and_where_it_is() {
    folder.write(
        "selvedge.yaml",
        """
        project: My Brand
        htp: { port: 1 }
        http: { port: 99999 }
        dotdigital: { endpoint: http://api.example.com, user: "", password: "${env:PWD_}" }
        systems:
          shop: { conector: kinds }
          erp: { connector: kind }
          crm: { connector: kinds, options: { kindz: [a] } }
        retention: { bodies: 30 }
        """);
    folder.write(
        "fields.yaml",
        """
        fields:
          email: { type: Text, owners: [shp], to: EMAIL }
        """);

    assertThat(folder.problems())
        .containsExactly(
            "fields.yaml:2:18: 'Text' is not a type (known: String, Numeric, Date, Boolean)",
            "fields.yaml:2:32: the owner 'shp' is not a system (did you mean 'shop'?)",
            "fields.yaml:2:43: 'EMAIL' is a name reserved by Dotdigital (choose 1 to 20 letters,"
                + " digits, '_' and '-', for example LOYALTY_POINTS)",
            "selvedge.yaml:1:10: 'project' must be 1 to 40 lower-case letters, digits and hyphens,"
                + " beginning with a letter; got 'My Brand'",
            "selvedge.yaml:2:1: unknown key 'htp' (did you mean 'http'?)",
            "selvedge.yaml:3:15: 'port' must be a whole number from 0 to 65535; got '99999'",
            "selvedge.yaml:4:25: 'endpoint' would send credentials in the clear; got"
                + " 'http://api.example.com' (use https://)",
            "selvedge.yaml:4:55: 'user' must not be empty",
            "selvedge.yaml:4:69: the environment variable PWD_ is not set (set it before starting"
                + " Selvedge)",
            "selvedge.yaml:6:9: 'connector' is missing in 'systems.shop' (is 'conector' meant to be"
                + " it?)",
            "selvedge.yaml:6:11: unknown key 'conector' (did you mean 'connector'?)",
            "selvedge.yaml:7:21: there is no connector 'kind' (did you mean 'kinds'?)",
            "selvedge.yaml:8:39: unknown key 'kindz' (did you mean 'kinds'?)",
            "selvedge.yaml:9:22: 'bodies' must be a duration; got '30' (write a number and ms, s,"
                + " m, h or d: 5m)");
  }

  @Test
  void a_missing_variable_is_named() {
    folder.write("selvedge.yaml", ProjectFolder.SETTINGS.replace("env:PW", "env:PASSWORT"));

    assertThat(folder.problems())
        .singleElement()
        .asString()
        .startsWith("selvedge.yaml:2:")
        .contains("PASSWORT is not set");
  }

  @Test
  void variables_may_stand_in_a_file_beside_the_project_but_those_set_outside_win() {
    folder
        .write("selvedge.yaml", ProjectFolder.SETTINGS.replace("api-user", "\"${env:WHO}\""))
        .write(".env", "# who\nexport WHO = 'somebody'\nPW=inside\n");

    Project project = folder.project();

    assertThat(project.dotdigital().user()).isEqualTo("somebody");
    assertThat(project.dotdigital().password().reveal()).isEqualTo("s3cret");
    folder.write(".env", "WHO=x\nhush-hush\n");
    assertThat(folder.problems())
        .containsExactly(".env:2:1: the line is not understood (write NAME=value)");
  }

  @Test
  void feeds_without_a_mapping_and_mappings_without_a_feed_are_problems() {
    folder
        .remove("mappings/shop.order.yaml")
        .write("mappings/shop.ordr.yaml", ProjectFolder.mapping("shop", "ordr"))
        .write("mappings/erp.customer.yaml", ProjectFolder.mapping("erp", "customer"))
        .write("mappings/readme.txt", "hello");

    assertThat(folder.problems())
        .containsExactly(
            "mappings/erp.customer.yaml:1:1: this maps records of 'erp', which is not a system"
                + " (known: shop)",
            "mappings/shop.ordr.yaml:1:1: this maps shop/ordr, but 'shop' gives no such records"
                + " (it gives: customer, order)",
            "selvedge.yaml:4:3: the feed shop/order has no mapping (write"
                + " mappings/shop.order.yaml)");
  }

  @Test
  void a_data_field_is_written_by_one_field_or_figure_only() {
    folder.write(
        "fields.yaml",
        """
        fields:
          a: { type: String, owners: [shop], to: FIRSTNAME }
          b: { type: String, owners: [shop], to: FirstName }
          c: { type: Numeric, owners: [shop], to: total_spend }
        """);

    assertThat(folder.problems())
        .containsExactly(
            "fields.yaml:3:42: 'FirstName' is where the field 'a' goes already (rename one)",
            "fields.yaml:4:43: 'total_spend' is where the figure 'total_spent' goes already"
                + " (rename one)");
  }

  @Test
  void each_field_has_its_rule_of_what_survives() {
    folder.write(
        "fields.yaml",
        """
        fields:
          first_name: { type: String, owners: [shop] }
          spent: { type: Numeric, owners: [shop], strategy: sum }
          since: { type: Date, owners: [shop], strategy: min }
          tags: { type: String, owners: [shop], strategy: union, separator: ";" }
          words: { type: String, owners: [shop], strategy: union }
          phone: { type: String, owners: [shop], strategy: most_recent, blanks_erase: [shop] }
        """);

    assertThat(folder.project().fields().fields().values())
        .extracting(FieldCatalogue.Field::survivorship)
        .containsExactly(
            Survivorship.STANDARD,
            Survivorship.of(Survivorship.Strategy.SUM),
            Survivorship.of(Survivorship.Strategy.MIN),
            Survivorship.union(";"),
            Survivorship.union(", "),
            Survivorship.of(Survivorship.Strategy.MOST_RECENT));
    assertThat(folder.project().fields().fields().values())
        .filteredOn(field -> field.blanksErase().contains(new SystemName("shop")))
        .extracting(FieldCatalogue.Field::name)
        .containsExactly("phone");
  }

  @Test
  void a_rule_that_does_not_fit_its_field_is_a_problem() {
    folder
        .write(
            "selvedge.yaml",
            ProjectFolder.SETTINGS
                + "  erp: { connector: kinds, options: { kinds: [customer] } }\n")
        .write("mappings/erp.customer.yaml", ProjectFolder.mapping("erp", "customer"))
        .write(
            "fields.yaml",
            """
            fields:
              a: { type: String, owners: [shop], strategy: sum }
              b: { type: Numeric, owners: [shop], strategy: longest }
              c: { type: Boolean, owners: [shop], strategy: newest }
              d: { type: Date, owners: [shop], strategy: max, separator: ";" }
              e: { type: String, owners: [shop], strategy: union, separator: "" }
              f: { type: String, owners: [shop], blanks_erase: [erp, shp] }
            """);

    assertThat(folder.problems())
        .containsExactly(
            "fields.yaml:2:48: 'sum' is not for fields of the type String (for these there is"
                + " owner_order, most_recent, non_empty, longest, union)",
            "fields.yaml:3:49: 'longest' is not for fields of the type Numeric (for these there is"
                + " owner_order, most_recent, non_empty, min, max, sum)",
            "fields.yaml:4:49: 'strategy' must be one of owner_order, most_recent, non_empty,"
                + " longest, min, max, sum, union; got 'newest'",
            "fields.yaml:5:62: only a 'union' has a 'separator' (remove it)",
            "fields.yaml:6:66: what stands between tags is 1 to 5 characters long (write ', ')",
            "fields.yaml:7:52: 'erp' does not own this field, so it cannot erase it (known: shop)",
            "fields.yaml:7:52: 'shp' is not a system (did you mean 'shop'?)");
  }

  @Test
  void names_that_dotdigital_reserves_or_refuses_are_problems() {
    folder.write(
        "fields.yaml",
        """
        fields:
          a: { type: String, owners: [shop], to: ContactId }
          b: { type: String, owners: [shop], to: "LOYALTY POINTS" }
          c: { type: Date, owners: [shop], to: LASTSUBSCRIBED }
          d: { type: String, owners: [shop], to: ABCDEFGHIJKLMNOPQRSTU }
        """);

    assertThat(folder.problems())
        .hasSize(4)
        .anyMatch(problem -> problem.contains("'ContactId' is a name reserved by Dotdigital"))
        .anyMatch(problem -> problem.contains("fields.yaml:3:42: 'LOYALTY POINTS'"))
        .anyMatch(problem -> problem.contains("keeps itself"))
        .anyMatch(problem -> problem.contains("ABCDEFGHIJKLMNOPQRSTU"));
  }

  @Test
  void a_field_that_every_account_has_as_a_text_cannot_be_another_type() {
    folder.write("fields.yaml", "fields:\n  a: { type: Numeric, owners: [shop], to: Postcode }\n");

    assertThat(folder.problems())
        .containsExactly(
            "fields.yaml:2:43: 'Postcode' is a String in every account and this field is Numeric"
                + " (use another name)");
  }

  @Test
  void more_fields_than_the_account_is_believed_to_hold_are_a_problem_before_anything_is_sent() {
    folder.write(
        "selvedge.yaml",
        ProjectFolder.SETTINGS.replace("user: api-user", "user: u, max_numeric_fields: 3"));

    // three of the figures are numbers, and so is one field
    folder.write(
        "fields.yaml",
        """
        # the brand's
        fields:
          points: { type: Numeric, owners: [shop], to: POINTS }
          kept_here: { type: Numeric, owners: [shop] }
        """);

    assertThat(folder.problems())
        .containsExactly(
            "fields.yaml:2:1: the project writes 4 data fields of the type numeric, and the account"
                + " is believed to hold 3 (leave out 'to' where a field is not needed in"
                + " Dotdigital, or raise dotdigital.max_numeric_fields if the package allows"
                + " more)");
  }

  @Test
  void data_fields_are_created_unless_the_project_says_no() {
    assertThat(folder.project().dotdigital().dataFields().create()).isTrue();
    folder.write(
        "selvedge.yaml",
        ProjectFolder.SETTINGS.replace("user: api-user", "user: u, create_fields: false"));
    assertThat(folder.project().dotdigital().dataFields())
        .isEqualTo(
            new Project.DataFields(
                false,
                Map.of(
                    FieldType.STRING, 246,
                    FieldType.NUMERIC, 50,
                    FieldType.DATE, 49,
                    FieldType.BOOLEAN, 50)));
  }

  @Test
  void a_feed_given_twice_is_a_problem() {
    folder.write(
        "selvedge.yaml", ProjectFolder.SETTINGS.replace("[customer, order]", "[order, order]"));

    assertThat(folder.problems())
        .contains("selvedge.yaml:4:3: the feed shop/order is there twice (give one another kind)");
  }

  @Test
  void a_folder_that_is_no_project_says_so() {
    folder.remove("selvedge.yaml");

    assertThat(folder.problems())
        .containsExactly(
            "selvedge.yaml:1:1: the file is missing (is this a project's folder? 'selvedge init'"
                + " writes a new one here)");
  }

  @Test
  void a_secret_is_in_no_message_and_no_text() {
    folder.write(
        "selvedge.yaml",
        ProjectFolder.SETTINGS.replace("user: api-user", "user: u, contact_batch: \"${env:PW}\""));

    assertThat(folder.problems())
        .singleElement()
        .asString()
        .contains("'contact_batch' must be a whole number")
        .doesNotContain("s3cret");
    folder.write("selvedge.yaml", ProjectFolder.SETTINGS);
    assertThat(folder.project().toString()).doesNotContain("s3cret");
  }
}
