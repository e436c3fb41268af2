package dev.selvedge.app.config.automation;

import dev.selvedge.app.config.setting.Parsed;
import dev.selvedge.app.config.setting.Setting;
import dev.selvedge.app.config.setting.SettingKind;
import dev.selvedge.app.config.setting.SettingKinds;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Rule.Purpose;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Every setting of `automations.yaml`, described once.
public final class AutomationSettings {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration NONE = Duration.ZERO;
  private static final int MOST_ORDERS = 1000;

  static final Setting<FactKind> ON =
      Setting.required(
          "automations.*.on",
          SettingKinds.choice(FactKind.class),
          "What starts it, see below: an order was placed, a parcel left, somebody did not order"
              + " again.");
  static final Setting<Integer> PROGRAM =
      Setting.required(
          "automations.*.program",
          SettingKinds.wholeNumber(1, Integer.MAX_VALUE),
          "The number of the Dotdigital program; it is in the program's address.");
  static final Setting<Duration> WITHIN =
      Setting.required(
          "automations.*.within",
          SettingKinds.duration(SHORTEST),
          "How long after that it still makes sense. Later it is dropped and never made up for.");
  static final Setting<Purpose> PURPOSE =
      Setting.required(
          "automations.*.purpose",
          SettingKinds.choice(Purpose.class),
          "`marketing` reaches only those who agreed to it, as their consent stands at that moment;"
              + " `transactional` belongs to what the person bought and needs no consent.");
  static final Setting<Integer> N =
      Setting.standing(
          "automations.*.n",
          SettingKinds.wholeNumber(2, MOST_ORDERS),
          "",
          "For `nth_order`, which has to say it: the order of which number.");
  static final Setting<Duration> AFTER =
      Setting.standing(
          "automations.*.after",
          SettingKinds.duration(SHORTEST),
          "",
          "For `lapsed` and `cart_left`, which have to say it: how long nothing was ordered, or changed"
              + " in the cart.");
  static final Setting<Integer> BY =
      Setting.standing(
          "automations.*.by",
          SettingKinds.wholeNumber(0, 99),
          "0",
          "For `price_drop`: by how many percent at least.");
  static final Setting<Duration> BEFORE =
      Setting.standing(
          "automations.*.before",
          SettingKinds.duration(NONE),
          "0m",
          "For `replenishment_due`: how long before the predicted day.");
  static final Setting<Duration> WAIT =
      Setting.standing(
          "automations.*.wait",
          SettingKinds.duration(NONE),
          "0m",
          "How long after what happened it goes at the earliest; shorter than `within`, which counts"
              + " from the same moment.");
  static final Setting<List<FactKind>> UNLESS =
      Setting.standing(
          "automations.*.unless",
          reasons(),
          "",
          "What cancels it while it has not gone: `[order_placed, refunded]`. Another order of the"
              + " person's, or what happens to the order that it is about.");
  static final Setting<Optional<LocalDate>> PAST =
      Setting.standing(
          "automations.*.past",
          SettingKinds.dateOrNone(),
          "",
          "What happened on this day (UTC) or later may start it even when a first sync tells it,"
              + " as long as it is in time. A first sync starts nothing else.");
  static final Setting<Boolean> ENABLED =
      Setting.standing(
          "automations.*.enabled",
          SettingKinds.flag(),
          "true",
          "Whether it is switched on. What happens while it is off is not noted: once it is on, what"
              + " is told from then on starts it, what lies ahead of people who are there already, and"
              + " what it had planned goes if it is still in time.");

  static final Setting<String> WATCHED =
      Setting.standing(
          "automations.*.field",
          SettingKinds.textOrNone(),
          "",
          "For `field_changed` and `field_crossed`, which have to say it: the field of people.");
  static final Setting<String> BEFORE_VALUE =
      Setting.standing(
          "automations.*.from",
          SettingKinds.textOrNone(),
          "",
          "For `field_changed`: only if it was this before.");
  static final Setting<String> AFTER_VALUE =
      Setting.standing(
          "automations.*.to",
          SettingKinds.textOrNone(),
          "",
          "For `field_changed`: only if it is this now.");
  static final Setting<Optional<BigDecimal>> OVER =
      Setting.standing(
          "automations.*.over",
          number(),
          "",
          "For `field_crossed`: when it becomes more than this.");
  static final Setting<Optional<BigDecimal>> UNDER =
      Setting.standing(
          "automations.*.under",
          number(),
          "",
          "For `field_crossed`: when it becomes less than this. It says one of the two.");
  static final Setting<Integer> FROM =
      Setting.required(
          "automations.*.hours.from",
          SettingKinds.timeOfDay(),
          "From which time of the day on it may go, as the person's clock shows it: `\"09:00\"`.");
  static final Setting<Integer> TO =
      Setting.required(
          "automations.*.hours.to",
          SettingKinds.timeOfDay(),
          "Until when; what comes outside these hours goes when they begin, or not at all if that is"
              + " too late. Summer time is minded.");
  static final Setting<List<DayOfWeek>> DAYS =
      Setting.standing(
          "automations.*.hours.days",
          SettingKinds.days(),
          "mon, tue, wed, thu, fri, sat, sun",
          "On which days.");
  static final Setting<ZoneId> ZONE =
      Setting.required(
          "automations.*.hours.zone",
          SettingKinds.zone(),
          "The time zone of people of whom none is known: `Europe/London`.");
  static final Setting<String> FIELD =
      Setting.standing(
          "automations.*.hours.field",
          SettingKinds.textOrNone(),
          "",
          "The field of people that holds their time zone, or their country as two letters. Of a"
              + " country with several zones it is the one in which most of its people live.");
  static final Setting<Integer> TIMES =
      Setting.required(
          "automations.*.at_most.times",
          SettingKinds.wholeNumber(1, MOST_ORDERS),
          "How often it may go to one person; what is too much is dropped. What may have gone counts"
              + " as gone.");
  static final Setting<Duration> PER =
      Setting.required(
          "automations.*.at_most.per",
          SettingKinds.duration(SHORTEST),
          "In any stretch of time of this length: `7d`.");
  static final Setting<String> GROUP =
      Setting.standing(
          "automations.*.at_most.group",
          SettingKinds.textOrNone(),
          "",
          "Counts all automations that name this group together; else each counts by itself.");

  /// In the order of the docs.
  public static final List<Setting<?>> ALL =
      List.of(
          ON,
          PROGRAM,
          WITHIN,
          PURPOSE,
          N,
          AFTER,
          BY,
          WATCHED,
          BEFORE_VALUE,
          AFTER_VALUE,
          OVER,
          UNDER,
          BEFORE,
          WAIT,
          UNLESS,
          PAST,
          ENABLED,
          FROM,
          TO,
          DAYS,
          ZONE,
          FIELD,
          TIMES,
          PER,
          GROUP);

  private AutomationSettings() {}

  private static SettingKind<Optional<BigDecimal>> number() {
    return new SettingKind<>(
        "number",
        text -> {
          try {
            return Parsed.good(
                text.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(text)));
          } catch (NumberFormatException e) {
            return Parsed.bad("must be a number", "");
          }
        });
  }

  private static SettingKind<List<FactKind>> reasons() {
    List<FactKind> kinds = Arrays.stream(FactKind.values()).filter(FactKind::isReason).toList();
    SettingKind<List<String>> words =
        SettingKinds.list(
            "fact",
            text -> kinds.stream().map(FactKind::word).filter(text.strip()::equals).findFirst(),
            "write some of " + String.join(", ", kinds.stream().map(FactKind::word).toList()));
    return new SettingKind<>(
        words.name(),
        text ->
            switch (words.parse(text)) {
              case Parsed.Good<List<String>>(List<String> read) ->
                  Parsed.good(kinds.stream().filter(kind -> read.contains(kind.word())).toList());
              case Parsed.Bad<List<String>>(String what, String hint) -> Parsed.bad(what, hint);
            });
  }
}
