package dev.selvedge.app.config;

import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Rule.Purpose;
import java.time.Duration;
import java.util.List;

/// Every setting of `automations.yaml`, described once.
final class AutomationSettings {
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  static final Setting<FactKind> ON =
      Setting.required(
          "automations.*.on",
          SettingKinds.choice(FactKind.class),
          "What starts it: an order was placed, a parcel left, money was given back.");
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

  /// In the order of the docs.
  static final List<Setting<?>> ALL = List.of(ON, PROGRAM, WITHIN, PURPOSE);

  private AutomationSettings() {}
}
