package dev.selvedge.connectors.shipstation;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.connectors.warehouse.ReadingOptions;
import dev.selvedge.connectors.warehouse.SecretAddress;
import dev.selvedge.yaml.YamlSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Every option of the connector `shipstation`, described once, and their reading.
final class ShipStationOptions {
  static final int MOST_ROWS = 500;

  private static final Setting<String> URL =
      Setting.text("url", "https://ssapi.shipstation.com", "Where the API answers.");
  private static final Setting<String> KEY =
      Setting.requiredText("api_key", "The key, from *Settings > Account > API Settings*.");
  private static final Setting<String> SECRET =
      Setting.requiredText("api_secret", "The secret that belongs to it.");
  private static final Setting<List<String>> FEEDS =
      Setting.texts(
          "feeds",
          "both",
          "What to read: `shipment`, labels that ShipStation made; `fulfillment`, what was marked as"
              + " shipped or sent by somebody else.");
  private static final Setting<Optional<String>> STORE =
      Setting.optionalText(
          "store", "all of them", "The id of the only store whose shipments are read.");
  private static final Setting<Optional<Secret>> TOKEN =
      SecretAddress.setting("webhook_token", "ShipStation");
  private static final ReadingOptions READING =
      new ReadingOptions(
          100,
          MOST_ROWS,
          "America/Los_Angeles",
          "The zone of the times that ShipStation writes and is asked for: they carry none.");

  private ShipStationOptions() {}

  static List<Option> all() {
    return Stream.concat(
            Stream.<Setting<?>>of(URL, KEY, SECRET, FEEDS, STORE, TOKEN)
                .<Option>map(Setting::option),
            READING.all().stream())
        .toList();
  }

  /// What is wrong goes to the section's problems; what is returned then is of no use.
  static ShipStationSettings read(YamlSection section) {
    return new ShipStationSettings(
        ReadingOptions.address(section, URL),
        new Secret(KEY.read(section)),
        new Secret(SECRET.read(section)),
        subjects(section),
        store(section),
        SecretAddress.read(section, TOKEN),
        READING.read(section));
  }

  private static List<Subject> subjects(YamlSection section) {
    List<String> named = FEEDS.read(section);
    List<Subject> subjects = new ArrayList<>();
    for (Subject subject : Subject.values()) {
      if (named.isEmpty() || named.contains(subject.kind().value())) {
        subjects.add(subject);
      }
    }
    if (!named.isEmpty() && subjects.size() < named.stream().distinct().count()) {
      section.problem(
          FEEDS.key(), "'feeds' names what is not there", "write shipment, fulfillment or both");
    }
    return subjects;
  }

  private static String store(YamlSection section) {
    String store = STORE.read(section).orElse("");
    if (!store.isEmpty() && !store.matches("\\d{1,18}")) {
      section.problem(STORE.key(), "'store' is not the id of a store", "write its number");
    }
    return store;
  }
}
