package dev.selvedge.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.Connector;
import dev.selvedge.connectors.bigcommerce.BigConnector;
import dev.selvedge.connectors.businesscentral.BusinessCentralConnector;
import dev.selvedge.connectors.file.FileConnector;
import dev.selvedge.connectors.jdbc.JdbcConnector;
import dev.selvedge.connectors.kafka.KafkaConnector;
import dev.selvedge.connectors.magento.MagentoConnector;
import dev.selvedge.connectors.medusa.MedusaConnector;
import dev.selvedge.connectors.mintsoft.MintsoftConnector;
import dev.selvedge.connectors.netsuite.NetSuiteConnector;
import dev.selvedge.connectors.odoo.OdooConnector;
import dev.selvedge.connectors.patchworks.PatchworksConnector;
import dev.selvedge.connectors.peoplevox.PeoplevoxConnector;
import dev.selvedge.connectors.rest.RestConnector;
import dev.selvedge.connectors.shiphero.ShipHeroConnector;
import dev.selvedge.connectors.shipstation.ShipStationConnector;
import dev.selvedge.connectors.shopify.ShopifyConnector;
import dev.selvedge.connectors.tryton.TrytonConnector;
import dev.selvedge.connectors.webhook.WebhookConnector;
import dev.selvedge.connectors.woocommerce.WooConnector;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Keeps the pages in `docs/connectors` true. The option tables are rewritten with
/// `./build -pl connectors -am test -Dtest=DocsTest -Dselvedge.docs=write`.
class DocsTest {
  private static final String BEGIN = "<!-- options: written by DocsTest -->\n";
  private static final String END = "<!-- end of options -->\n";
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  static List<Connector> connectors() {
    return List.of(
        new BusinessCentralConnector(),
        new FileConnector(),
        new JdbcConnector(),
        new KafkaConnector(),
        new OdooConnector(),
        new BigConnector(),
        new FileConnector(),
        new JdbcConnector(),
        new MagentoConnector(),
        new RestConnector(),
        new ShipHeroConnector(),
        new ShipStationConnector(),
        new MintsoftConnector(),
        new PeoplevoxConnector(),
        new ShopifyConnector(),
        new TrytonConnector(),
        new NetSuiteConnector(),
        new PatchworksConnector(),
        new WebhookConnector(),
        new WooConnector(),
        new MedusaConnector());
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void the_page_lists_every_option_as_it_is(Connector connector) throws IOException {
    String page = Files.readString(page(connector));
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    String expected = page.substring(0, begin) + table(connector) + page.substring(end);
    if ("write".equals(System.getProperty("selvedge.docs"))) {
      Files.writeString(page(connector), expected);
    }
    assertThat(Files.readString(page(connector))).isEqualTo(expected);
    assertThat(page).contains(connector.summary());
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void every_example_on_the_page_is_accepted(Connector connector) throws IOException {
    Matcher examples = EXAMPLE.matcher(Files.readString(page(connector)));
    int count = 0;
    while (examples.find()) {
      String yaml = examples.group(1).replaceAll("\\$\\{env:[A-Z_]+}", "a-secret-of-many-letters");
      Problems problems = new Problems();
      YamlNode.Mapping system = YamlReader.readMapping("page", yaml, problems).orElseThrow();
      String options =
          yaml.substring(yaml.indexOf("options:\n") + "options:\n".length()).stripIndent();
      assertThat(system.values()).containsKeys("connector", "options");
      assertThat(Systems.complaints(connector, options)).isEmpty();
      count++;
    }
    assertThat(count).isPositive();
  }

  private static Path page(Connector connector) {
    return Path.of("..", "docs", "connectors", connector.name() + ".md");
  }

  private static String table(Connector connector) {
    return connector.options().stream()
        .map(DocsTest::row)
        .collect(
            Collectors.joining(
                "", "| Option | Value | Without it | What it does |\n|---|---|---|---|\n", ""));
  }

  private static String row(Connector.Option option) {
    String standard = option.standard().isEmpty() ? "**required**" : option.standard();
    return "| `%s` | %s | %s | %s |\n"
        .formatted(option.path(), option.type(), standard, option.description())
        .replace("`\"`", "`&quot;`");
  }
}
