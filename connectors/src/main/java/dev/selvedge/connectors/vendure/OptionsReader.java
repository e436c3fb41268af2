package dev.selvedge.connectors.vendure;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.option.Addresses;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// The options of the connector `vendure`, described once and read once.
final class OptionsReader {
  private static final Setting<String> ENDPOINT =
      Setting.requiredText(
          "endpoint",
          "The address of the admin API, for example https://shop.example.com/admin-api.");

  static final List<Option> OPTIONS =
      List.of(
          ENDPOINT.option(),
          Addresses.ALLOW_HTTP.option(),
          new Option(
              "username", "text", "", "An administrator with ReadCustomer and ReadOrder, no more."),
          new Option("password", "secret", "", "The administrator's password."),
          new Option(
              "channel",
              "text",
              "the default channel",
              "The token of the channel to read, for shops with several."),
          new Option(
              "custom_fields.customer",
              "list of text",
              "none",
              "Custom fields of customers to read, by their names in Vendure."),
          new Option(
              "custom_fields.order",
              "list of text",
              "none",
              "Custom fields of orders to read, by their names in Vendure."),
          new Option(
              "addresses",
              "true or false",
              "false",
              "Read customers with their addresses. The shop then works harder, and a changed"
                  + " address alone is not noticed: Vendure does not stamp the customer for it."),
          new Option(
              "carts",
              "true or false",
              "false",
              "Read carts too, as the feed `cart`: those that changed within `recheck_days` at the"
                  + " first reading, and every change from then on."),
          new Option(
              "page_size",
              "number, 2 to 1000",
              "100",
              "Records a call. Vendure's own limit is 1000 unless the shop sets another."),
          new Option(
              "overlap",
              "duration, 1s to 1h",
              "2m",
              "How far back each poll begins again, for records that were saved late."),
          new Option(
              "recheck_days",
              "number, 1 to 365",
              "30",
              "Orders placed within so many days are read again from time to time, since Vendure"
                  + " stamps neither shipping nor refunds on the order."),
          new Option(
              "recheck_every",
              "duration, 1s to 24h",
              "10m",
              "How often they are read again: the longest it takes to notice a fulfilment or a"
                  + " refund."),
          new Option(
              "timeout", "duration, 1s to 5m", "30s", "How long the shop may take to answer."));

  private static final Pattern FIELD_NAME = Pattern.compile("[_A-Za-z][_0-9A-Za-z]{0,99}");

  private OptionsReader() {}

  /// What is wrong goes to `problems`; what is returned then is of no use.
  static VendureOptions read(YamlNode.Mapping options, Problems problems) {
    // References to the environment were replaced before.
    YamlSection section = YamlSection.of(options, Environment.NONE, problems);
    YamlSection customFields = section.sectionOrEmpty("custom_fields");
    VendureOptions read =
        new VendureOptions(
            endpoint(section),
            section.requiredText("username"),
            new Secret(section.requiredText("password")),
            section.text("channel", ""),
            fieldNames(customFields, "customer"),
            fieldNames(customFields, "order"),
            section.flag("addresses", false),
            section.flag("carts", false),
            Math.toIntExact(section.number("page_size", 100, 2, 1000)),
            duration(section, "overlap", Duration.ofMinutes(2), Duration.ofHours(1)),
            Math.toIntExact(section.number("recheck_days", 30, 1, 365)),
            duration(section, "recheck_every", Duration.ofMinutes(10), Duration.ofHours(24)),
            duration(section, "timeout", Duration.ofSeconds(30), Duration.ofMinutes(5)));
    section.finish();
    return read;
  }

  private static URI endpoint(YamlSection section) {
    return Addresses.read(
        section,
        ENDPOINT,
        ENDPOINT.read(section),
        Addresses.ALLOW_HTTP.read(section),
        "https://shop.example.com/admin-api");
  }

  private static List<String> fieldNames(YamlSection section, String key) {
    List<String> names = section.texts(key);
    for (String name : names) {
      if (!FIELD_NAME.matcher(name).matches()) {
        section.problem(
            key,
            "'" + name + "' cannot be the name of a custom field",
            "write it as in the shop's configuration: letters, digits and '_'");
      }
    }
    return names;
  }

  private static Duration duration(
      YamlSection section, String key, Duration standard, Duration most) {
    Duration read = section.duration(key, standard);
    if (read.compareTo(Duration.ofSeconds(1)) < 0 || read.compareTo(most) > 0) {
      section.problem(key, "'" + key + "' must be between 1s and " + most.toMinutes() + "m", "");
      return standard;
    }
    return read;
  }
}
