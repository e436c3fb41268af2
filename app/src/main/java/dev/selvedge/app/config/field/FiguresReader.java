package dev.selvedge.app.config.field;

import dev.selvedge.app.config.setting.DataFieldNames;
import dev.selvedge.app.config.setting.Setting;
import dev.selvedge.app.config.setting.SettingKinds;
import dev.selvedge.app.config.setting.Settings;
import dev.selvedge.commerce.FigureRules;
import dev.selvedge.commerce.Figures.Figure;
import dev.selvedge.commerce.Rates;
import dev.selvedge.commerce.Replenishment;
import dev.selvedge.mapping.function.Sku;
import dev.selvedge.yaml.YamlSection;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads `figures:` of `selvedge.yaml`: which figure derived from orders goes to which data field.
public final class FiguresReader {
  private FiguresReader() {}

  private static final String OFF = "off";
  private static final int MOST_DAYS = 3_650;

  /// One setting a figure. The standard names are those that Dotdigital's own Magento connector
  /// fills; those it lacks follow its manner, or are off.
  public static List<Setting<String>> settings() {
    return List.of(
        setting(Figure.ORDER_COUNT, "NUMBER_OF_ORDERS", "How many orders, without cancelled ones."),
        setting(Figure.TOTAL_SPENT, "TOTAL_SPEND", "What they came to, less refunds."),
        setting(Figure.AVERAGE_ORDER, "AVERAGE_ORDER_VALUE", "What an order came to on average."),
        setting(Figure.FIRST_ORDER_AT, "FIRST_ORDER_DATE", "When the first was placed."),
        setting(
            Figure.LAST_ORDER_AT,
            "LAST_ORDER_DATE",
            "When the last was placed. For days since then compare it in a segment: a number of"
                + " days would be wrong tomorrow."),
        setting(Figure.LAST_FULFILMENT_AT, OFF, "When the last parcel left."),
        setting(
            Figure.ITEMS_BOUGHT,
            OFF,
            "How many items they bought and kept: without what was cancelled or came back."),
        setting(Figure.PRODUCT_COUNT, OFF, "How many different products they bought and kept."),
        setting(
            Figure.PRODUCTS_BOUGHT,
            OFF,
            "The SKUs of these, the latest first, with commas: at most 20, and 255 characters."),
        setting(
            Figure.CATEGORIES_BOUGHT,
            OFF,
            "The categories of these, the latest first, with commas: at most 20, and 255"
                + " characters."),
        setting(
            Figure.FAVOURITE_CATEGORY,
            OFF,
            "The category they kept most items of; of several, the one bought last."),
        setting(
            Figure.RETURNS_RATE,
            OFF,
            "How many percent of the items they bought came back, of refunds that name lines."));
  }

  /// The figures that are not off; their data fields are taken.
  ///
  /// @param project the whole of `selvedge.yaml`
  /// @param currency the project's; empty when it is faulty, and then nothing comes of this
  public static FigureRules read(
      YamlSection project, Optional<Currency> currency, TakenDataFields taken) {
    YamlSection section = project.sectionOrEmpty("figures");
    Map<Figure, String> figures = new EnumMap<>(Figure.class);
    for (Setting<String> setting : settings()) {
      Settings.read(section, setting)
          .filter(dataField -> !dataField.isEmpty())
          .ifPresent(
              dataField -> {
                figures.put(figure(setting), dataField);
                take(section, setting.key(), dataField, taken);
              });
    }
    Map<String, String> spentIn = new TreeMap<>();
    YamlSection spent = section.sectionOrEmpty("spent_in");
    for (String code : spent.keys()) {
      String dataField = dataField(spent, code, taken);
      if (isCurrency(spent, code)) {
        spentIn.put(code, dataField);
      }
    }
    return new FigureRules(
        figures,
        currency.map(Currency::getCurrencyCode).orElse(""),
        rates(project.sectionOrEmpty("rates"), currency),
        spentIn,
        replenishments(section, taken));
  }

  private static Rates rates(YamlSection section, Optional<Currency> currency) {
    Map<String, BigDecimal> worth = new TreeMap<>();
    for (String code : section.keys()) {
      Optional<BigDecimal> rate = section.decimal(code);
      if (!isCurrency(section, code)) {
        continue;
      }
      if (currency.map(Currency::getCurrencyCode).filter(code::equals).isPresent()) {
        section.problem(code, "'" + code + "' is the project's own currency", "leave it out");
      } else if (rate.filter(number -> number.signum() > 0).isEmpty()) {
        section.problem(
            code, "the rate of '" + code + "' must be a number above 0", "for example 0.86");
      } else {
        worth.put(code, rate.get());
      }
    }
    return new Rates(worth);
  }

  private static boolean isCurrency(YamlSection section, String code) {
    boolean known =
        Currency.getAvailableCurrencies().stream()
            .anyMatch(one -> one.getCurrencyCode().equals(code));
    if (!known) {
      section.problem(code, "'" + code + "' is not a currency code", "for example EUR");
    }
    return known;
  }

  private static List<Replenishment> replenishments(YamlSection figures, TakenDataFields taken) {
    List<Replenishment> found = new ArrayList<>();
    figures
        .named("replenishment")
        .forEach(
            (sku, product) -> {
              if (!product.has("days")) {
                product.requiredText("days");
              }
              found.add(
                  new Replenishment(
                      Sku.clean(sku),
                      Math.toIntExact(product.number("days", 1, 1, MOST_DAYS)),
                      dataField(product, "to", taken)));
            });
    return found;
  }

  /// A data field that has no standard name.
  private static String dataField(YamlSection section, String key, TakenDataFields taken) {
    String name = section.requiredText(key);
    if (name.isEmpty()) {
      return "";
    }
    DataFieldNames.complaint(name)
        .ifPresent(why -> section.problem(key, "'" + name + "' " + why, DataFieldNames.RULE));
    take(section, key, name, taken);
    return name;
  }

  private static void take(
      YamlSection section, String key, String dataField, TakenDataFields taken) {
    taken
        .take(dataField, "the figure '" + key + "'")
        .ifPresent(
            other ->
                section.problem(
                    key, "'" + dataField + "' is where " + other + " goes already", "rename one"));
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
