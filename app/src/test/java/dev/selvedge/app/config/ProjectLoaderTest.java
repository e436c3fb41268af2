package dev.selvedge.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Secret;
import dev.selvedge.app.config.setting.StoreLocation;
import dev.selvedge.automation.Automations;
import dev.selvedge.commerce.Figures.Figure;
import dev.selvedge.dotdigital.delivery.setting.Retirement;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.mapping.PhoneRules;
import dev.selvedge.privacy.Leftovers.Kind;
import dev.selvedge.send.Doubts.Unsure;
import dev.selvedge.send.SendRules;
import dev.selvedge.watch.Timetable;
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
                    Kind.ALARMS, Duration.ofDays(400),
                    Kind.ERASURES, Duration.ofDays(400)),
                new Secret("")));
    assertThat(project.identity())
        .isEqualTo(new Project.Identity(EmailRules.PLAIN, PhoneRules.NONE, Retirement.UNSUBSCRIBE));
    assertThat(project.systems().getFirst().polling().standard().when())
        .isEqualTo(Timetable.every(Duration.ofMinutes(5)));
    assertThat(project.figures().fields())
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
              phone: mobile
              phone_country: gb
            retention: { bodies: 2h, trail: 10d }
            """)
        .write("fields.yaml", ProjectFolder.FIELDS + "  mobile: { type: String, owners: [shop] }\n")
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
    assertThat(project.systems().getFirst().polling().standard().when())
        .isEqualTo(Timetable.every(Duration.ofSeconds(30)));
    assertThat(project.currency().getCurrencyCode()).isEqualTo("EUR");
    assertThat(project.figures().fields())
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
                new PhoneRules("mobile", "GB"),
                Retirement.DELETE));
    assertThat(project.retention())
        .extracting(Project.Retention::bodies, kept -> kept.keep().get(Kind.TRAIL))
        .containsExactly(Duration.ofHours(2), Duration.ofDays(10));
  }

  @Test
  void a_number_that_no_field_can_hold_is_a_fault() {
    folder.write(
        "selvedge.yaml",
        ProjectFolder.SETTINGS + "identity: { phone: mobil, phone_country: UK }\n");

    assertThat(folder.problems())
        .singleElement()
        .asString()
        .contains("'phone_country' is not a two-letter country code; got 'UK'", "like GB");

    folder
        .write("selvedge.yaml", ProjectFolder.SETTINGS + "identity: { phone: mobil }\n")
        .write(
            "fields.yaml", ProjectFolder.FIELDS + "  mobile: { type: String, owners: [shop] }\n");
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .contains("'mobil' is not a field of fields.yaml", "'mobile'");

    folder.write(
        "fields.yaml", ProjectFolder.FIELDS + "  mobil: { type: Numeric, owners: [shop] }\n");
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .contains("the field 'mobil' cannot hold a phone number", "String");
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
  void a_feed_given_twice_is_a_problem() {
    folder.write(
        "selvedge.yaml", ProjectFolder.SETTINGS.replace("[customer, order]", "[order, order]"));

    assertThat(folder.problems())
        .contains("selvedge.yaml:4:3: the feed shop/order is there twice (give one another kind)");
  }

  @Test
  void a_kind_that_is_named_like_what_is_said_of_an_address_is_a_problem() {
    folder
        .write("selvedge.yaml", ProjectFolder.SETTINGS.replace("[customer, order]", "[address]"))
        .remove("mappings/shop.customer.yaml")
        .remove("mappings/shop.order.yaml")
        .write("mappings/shop.address.yaml", ProjectFolder.mapping("shop", "address"));

    assertThat(folder.problems())
        .containsExactly(
            "selvedge.yaml:4:3: the feed shop/address has a kind that the hub keeps for what is"
                + " said of an e-mail address (give it another kind, such as 'postal-address')");
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

  @Test
  void what_a_system_says_has_changed_must_be_there_to_be_read() {
    String hooks =
        """
        project: trial
        dotdigital: { endpoint: https://r1-api.dotdigital.com, user: u, password: p }
        systems:
          shop: { connector: kinds, options: { kinds: [customer, order], targeted: [order] } }
          erp: { connector: kinds, options: { kinds: [part] } }
          calls: { connector: kinds, options: { hinted: [HINTED] } }
        """;
    folder.write("mappings/erp.part.yaml", ProjectFolder.mapping("erp", "part"));
    assertThat(folder.write("selvedge.yaml", hooks.replace("HINTED", "shop/order")).problems())
        .isEmpty();
    assertThat(folder.write("selvedge.yaml", hooks.replace("HINTED", "shpo/order")).problems())
        .singleElement()
        .asString()
        .contains("'calls' reads 'shpo/order', but there is no system 'shpo'", "'shop'");
    assertThat(folder.write("selvedge.yaml", hooks.replace("HINTED", "shop/customer")).problems())
        .singleElement()
        .asString()
        .contains("'shop/customer', which cannot be read by keys");
    assertThat(folder.write("selvedge.yaml", hooks.replace("HINTED", "erp/part")).problems())
        .singleElement()
        .asString()
        .contains("the connector 'kinds' cannot");
  }
}
