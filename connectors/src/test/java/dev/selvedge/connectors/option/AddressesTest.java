package dev.selvedge.connectors.option;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.Connector;
import dev.selvedge.connectors.Systems;
import dev.selvedge.connectors.bigcommerce.BigConnector;
import dev.selvedge.connectors.businesscentral.BusinessCentralConnector;
import dev.selvedge.connectors.magento.MagentoConnector;
import dev.selvedge.connectors.medusa.MedusaConnector;
import dev.selvedge.connectors.mintsoft.MintsoftConnector;
import dev.selvedge.connectors.netsuite.NetSuiteConnector;
import dev.selvedge.connectors.odoo.OdooConnector;
import dev.selvedge.connectors.peoplevox.PeoplevoxConnector;
import dev.selvedge.connectors.rest.RestConnector;
import dev.selvedge.connectors.shiphero.ShipHeroConnector;
import dev.selvedge.connectors.shipstation.ShipStationConnector;
import dev.selvedge.connectors.tryton.TrytonConnector;
import dev.selvedge.connectors.vendure.VendureConnector;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import dev.selvedge.yaml.YamlSection;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AddressesTest {
  private static final Setting<String> URL = Setting.requiredText("url", "Where it is.");

  private static Stream<Arguments> connectors() {
    return Stream.of(
        Arguments.of(new BigConnector(), "api"),
        Arguments.of(new BusinessCentralConnector(), "url"),
        Arguments.of(new BusinessCentralConnector(), "token_url"),
        Arguments.of(new MagentoConnector(), "url"),
        Arguments.of(new MintsoftConnector(), "url"),
        Arguments.of(new NetSuiteConnector(), "url"),
        Arguments.of(new OdooConnector(), "url"),
        Arguments.of(new PeoplevoxConnector(), "url"),
        Arguments.of(new RestConnector(), "base_url"),
        Arguments.of(new ShipHeroConnector(), "url"),
        Arguments.of(new ShipStationConnector(), "url"),
        Arguments.of(new TrytonConnector(), "url"),
        Arguments.of(new VendureConnector(), "endpoint"));
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void no_system_is_spoken_to_in_the_clear_unless_that_is_allowed(
      Connector connector, String option) {
    String clear = option + ": http://erp.example.com\n";

    assertThat(Systems.complaints(connector, clear)).anyMatch(AddressesTest::isInTheClear);
    assertThat(Systems.complaints(connector, clear + "allow_http: true\n"))
        .noneMatch(AddressesTest::isInTheClear)
        .noneMatch(text -> text.contains("unknown key"));
    assertThat(Systems.complaints(connector, option + ": http://127.0.0.1:8069\n"))
        .noneMatch(AddressesTest::isInTheClear);
  }

  @Test
  void a_key_of_medusa_is_never_sent_in_the_clear() {
    assertThat(Systems.complaints(new MedusaConnector(), "shop: http://shop.example.com\n"))
        .anyMatch(text -> text.contains("whoever listens"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', must be an address",
    "' ', must be an address",
    "erp.example.com, must be an address",
    "ftp://erp.example.com, must be an address",
    "'https://erp.example.com/a b', must be an address",
    "https://me:word@erp.example.com, must not hold credentials",
    "https://erp.example.com/?a=b, must end with a path",
    "https://erp.example.com/#a, must end with a path"
  })
  void what_is_no_plain_address_is_said_and_leads_nowhere(String written, String complaint) {
    Problems problems = new Problems();
    assertThat(read(written, problems)).isEqualTo(Addresses.NOWHERE);
    assertThat(problems.sorted()).singleElement().asString().contains(complaint);
  }

  @Test
  void slashes_at_the_end_make_no_difference() {
    Problems problems = new Problems();
    assertThat(List.of("https://erp.example.com/odoo", "https://erp.example.com/odoo//"))
        .allSatisfy(
            written ->
                assertThat(Addresses.folder(read(written, problems)))
                    .isEqualTo(URI.create("https://erp.example.com/odoo/")));
    assertThat(problems.sorted()).isEmpty();
  }

  private static URI read(String written, Problems problems) {
    YamlSection section =
        YamlSection.of(
            YamlReader.readMapping("test.yaml", "url: \"" + written + "\"\n", problems)
                .orElseThrow(),
            Environment.NONE,
            problems);
    return Addresses.read(section, URL, URL.read(section), false, "https://erp.example.com");
  }

  private static boolean isInTheClear(String complaint) {
    return complaint.contains("in the clear");
  }
}
