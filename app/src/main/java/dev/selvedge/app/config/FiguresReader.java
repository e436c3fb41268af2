package dev.selvedge.app.config;

import dev.selvedge.commerce.Figures.Figure;
import dev.selvedge.yaml.YamlSection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads `figures:` of `selvedge.yaml`: which figure derived from orders goes to which data field.
final class FiguresReader {
  private FiguresReader() {}

  /// One setting a figure. The standard names are those that Dotdigital's own Magento connector
  /// fills; those it lacks follow its manner.
  static List<Setting<String>> settings() {
    return List.of(
        setting(Figure.ORDER_COUNT, "NUMBER_OF_ORDERS", "How many orders, without cancelled ones."),
        setting(Figure.TOTAL_SPENT, "TOTAL_SPEND", "What they came to, less refunds."),
        setting(Figure.AVERAGE_ORDER, "AVERAGE_ORDER_VALUE", "What an order came to on average."),
        setting(Figure.FIRST_ORDER_AT, "FIRST_ORDER_DATE", "When the first was placed."),
        setting(Figure.LAST_ORDER_AT, "LAST_ORDER_DATE", "When the last was placed."));
  }

  /// The figures that are not off; their data fields are taken.
  static Map<Figure, String> read(YamlSection section, TakenDataFields taken) {
    Map<Figure, String> figures = new EnumMap<>(Figure.class);
    for (Setting<String> setting : settings()) {
      Settings.read(section, setting)
          .filter(dataField -> !dataField.isEmpty())
          .ifPresent(
              dataField -> {
                figures.put(figure(setting), dataField);
                take(section, setting, dataField, taken);
              });
    }
    return figures;
  }

  private static void take(
      YamlSection section, Setting<String> setting, String dataField, TakenDataFields taken) {
    taken
        .take(dataField, "the figure '" + setting.key() + "'")
        .ifPresent(
            other ->
                section.problem(
                    setting.key(),
                    "'" + dataField + "' is where " + other + " goes already",
                    "rename one"));
  }

  private static Setting<String> setting(Figure figure, String standard, String description) {
    return Setting.standing(
        "figures." + figure.name().toLowerCase(Locale.ROOT),
        SettingKinds.dataField(),
        standard,
        description + " `off` sends nothing.");
  }

  private static Figure figure(Setting<String> setting) {
    return Figure.valueOf(setting.key().toUpperCase(Locale.ROOT));
  }
}
