package dev.selvedge.connectors.magento;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.Feed;
import dev.selvedge.connectors.Systems;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import dev.selvedge.yaml.YamlSection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is taken for options, and what is said of others.
class MagentoOptionsTest {
  private static final String KEYS = "url: https://shop.example.com/uk\n" + Shop.KEYS;

  private static MagentoOptions read(String yaml) {
    Problems problems = new Problems();
    MagentoOptions options =
        MagentoSettings.read(
            YamlSection.of(
                YamlReader.readMapping("test.yaml", yaml, problems).orElseThrow(),
                Environment.NONE,
                problems));
    assertThat(problems.sorted()).isEmpty();
    return options;
  }

  private static List<String> complaints(String yaml) {
    return Systems.complaints(new MagentoConnector(), yaml);
  }

  @Test
  void an_address_keys_and_nothing_else() {
    MagentoOptions options = read(KEYS);
    assertThat(options.api()).hasToString("https://shop.example.com/uk/rest/V1/");
    assertThat(options.overlap()).isEqualTo(Duration.ofMinutes(2));
    assertThat(options.toString()).doesNotContain("weft-and-warp-5", "\"cs\"");
    assertThat(Systems.plan(new MagentoConnector(), KEYS, Path.of(".")).feeds())
        .extracting(Feed::kind)
        .extracting(Object::toString)
        .containsExactly("customer", "order");
  }

  @Test
  void a_store_view_and_a_zone_of_its_own() {
    MagentoOptions options = read(KEYS + "store: uk_en\nzone: Europe/London\n");
    assertThat(options.api()).hasToString("https://shop.example.com/uk/rest/uk_en/V1/");
    assertThat(options.overlap()).isEqualTo(Duration.ofMinutes(62));
    assertThat(read(KEYS + "zone: \"+01:00\"\n").overlap()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void what_is_wrong_is_said_together() {
    assertThat(complaints("url: shop\nfeeds: [orders]\nzone: Mars\nstore: a/b\nstore_ids: uk\n"))
        .anySatisfy(text -> assertThat(text).contains("'url' must be an address"))
        .anySatisfy(text -> assertThat(text).contains("'orders' is no feed", "order"))
        .anySatisfy(text -> assertThat(text).contains("'zone' is not a time zone"))
        .anySatisfy(text -> assertThat(text).contains("no code of a store view"))
        .anySatisfy(text -> assertThat(text).contains("'uk' is no id"))
        .anySatisfy(text -> assertThat(text).contains("consumer_key"))
        .anySatisfy(text -> assertThat(text).contains("consumer_secret"))
        .anySatisfy(text -> assertThat(text).contains("access_token'"))
        .anySatisfy(text -> assertThat(text).contains("access_token_secret"));
  }

  @Test
  void a_token_alone_needs_no_other_keys_and_takes_none() {
    assertThat(complaints("url: https://a.example.com\nauth: bearer\naccess_token: t\n")).isEmpty();
    assertThat(complaints(KEYS + "auth: bearer\n"))
        .singleElement()
        .satisfies(text -> assertThat(text).contains("access token only"));
  }
}
