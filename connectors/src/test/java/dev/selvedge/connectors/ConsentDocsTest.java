package dev.selvedge.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connectors.bigcommerce.BigConnector;
import dev.selvedge.connectors.businesscentral.BusinessCentralConnector;
import dev.selvedge.connectors.consent.HttpConsentOffer;
import dev.selvedge.connectors.jdbc.JdbcConnector;
import dev.selvedge.connectors.magento.MagentoConnector;
import dev.selvedge.connectors.medusa.MedusaConnector;
import dev.selvedge.connectors.netsuite.NetSuiteConnector;
import dev.selvedge.connectors.odoo.OdooConnector;
import dev.selvedge.connectors.patchworks.PatchworksConnector;
import dev.selvedge.connectors.shopify.ShopifyConnector;
import dev.selvedge.connectors.tryton.TrytonConnector;
import dev.selvedge.connectors.vendure.VendureConnector;
import dev.selvedge.connectors.woocommerce.WooConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Keeps the option tables of `docs/write-back.md` true; rewritten with `-Dselvedge.docs=write`.
class ConsentDocsTest {
  private static final Path PAGE = Path.of("..", "docs", "write-back.md");

  @Test
  void the_page_lists_every_option_as_it_is() throws IOException {
    Map<String, ConsentOffer> offers = new LinkedHashMap<>();
    offers.put("jdbc", new JdbcConnector().consent().orElseThrow());
    offers.put("vendure", new VendureConnector().consent().orElseThrow());
    offers.put("shopify", new ShopifyConnector().consent().orElseThrow());
    offers.put("woocommerce", new WooConnector().consent().orElseThrow());
    offers.put("medusa", new MedusaConnector().consent().orElseThrow());
    offers.put("magento", new MagentoConnector().consent().orElseThrow());
    offers.put("bigcommerce", new BigConnector().consent().orElseThrow());
    offers.put("tryton", new TrytonConnector().consent().orElseThrow());
    offers.put("netsuite", new NetSuiteConnector().consent().orElseThrow());
    offers.put("odoo", new OdooConnector().consent().orElseThrow());
    offers.put("businesscentral", new BusinessCentralConnector().consent().orElseThrow());
    offers.put("patchworks", new PatchworksConnector().consent().orElseThrow());
    offers.put("http", new HttpConsentOffer());
    String page = Files.readString(PAGE);
    String expected = page;
    for (var offer : offers.entrySet()) {
      String begin = "<!-- %s: written by ConsentDocsTest -->\n".formatted(offer.getKey());
      String end = "<!-- end of %s -->\n".formatted(offer.getKey());
      expected =
          expected.substring(0, expected.indexOf(begin) + begin.length())
              + table(offer.getValue())
              + expected.substring(expected.indexOf(end));
    }
    if ("write".equals(System.getProperty("selvedge.docs"))) {
      Files.writeString(PAGE, expected);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(expected);
  }

  private static String table(ConsentOffer offer) {
    return offer.options().stream()
        .map(ConsentDocsTest::row)
        .collect(
            Collectors.joining(
                "", "| Option | Value | Without it | What it does |\n|---|---|---|---|\n", ""));
  }

  private static String row(Connector.Option option) {
    String standard = option.standard().isEmpty() ? "**required**" : option.standard();
    return "| `%s` | %s | %s | %s |\n"
        .formatted(option.path(), option.type(), standard, option.description());
  }
}
