package dev.selvedge.app.config.audit;

import dev.selvedge.app.config.setting.Parsed;
import dev.selvedge.app.config.setting.Setting;
import dev.selvedge.app.config.setting.SettingKind;
import dev.selvedge.app.config.setting.SettingKinds;
import dev.selvedge.app.config.setting.Settings;
import dev.selvedge.app.config.timetable.Timetables;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.AuditSchedule;
import dev.selvedge.audit.RepairPolicy;
import dev.selvedge.audit.numbers.Numbering;
import dev.selvedge.audit.sample.Claim;
import dev.selvedge.watch.Timetable;
import dev.selvedge.yaml.YamlSection;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads `audits`.
public final class AuditsReader {
  /// The section's name.
  public static final String SECTION = "audits";

  private static final int MOST_CALLS = 100_000;
  private static final int MOST_MENDED = 1_000_000;
  private static final String OFF = "off";

  static final Setting<String> CRON =
      Setting.standing(
          "audits.cron",
          SettingKinds.text(),
          "30 3 * * *",
          "When the account and the sources are read back and compared: minute, hour, day of the"
              + " month, month, day of the week; or `@daily`, `@weekly`; or `off`. What was planned"
              + " while the hub was away is done once as soon as it is back.");
  static final Setting<ZoneId> ZONE =
      Setting.standing(
          "audits.zone",
          SettingKinds.zone(),
          "UTC",
          "The time zone of `audits.cron`, and of the days that systems are asked about.");
  static final Setting<AuditOrder.Basis> BASIS =
      Setting.standing(
          "audits.basis",
          SettingKinds.choice(AuditOrder.Basis.class),
          "cheapest",
          "How much is read back: everything (`sweep`), people drawn by chance (`sample`), or"
              + " everything where that is within `audits.calls` and else a sample (`cheapest`).");
  static final Setting<Integer> CALLS =
      Setting.standing(
          "audits.calls",
          SettingKinds.wholeNumber(1, MOST_CALLS),
          "1000",
          "How many calls to Dotdigital one audit may make. They are taken from the allowance after"
              + " all that is to be sent.");
  static final Setting<Integer> SOURCE_CALLS =
      Setting.standing(
          "audits.source_calls",
          SettingKinds.wholeNumber(0, MOST_CALLS),
          "100",
          "How many reads of each source one audit may make; `0` for none. Only systems of which"
              + " single records can be read are asked.");
  static final Setting<Integer> CONFIDENCE =
      Setting.standing(
          "audits.confidence",
          SettingKinds.percent(),
          "95%",
          "How sure the statement of a sample is to be, from 50% to 99%.");
  static final Setting<BigDecimal> UNDER =
      Setting.standing(
          "audits.under",
          share(),
          "0.5%",
          "Of how many people a sample is to show that fewer than that differ.");
  static final Setting<Boolean> REPAIR =
      Setting.standing(
          "audits.repair",
          SettingKinds.flag(),
          "false",
          "Whether what an audit finds is mended without anybody asking: sent, read or mapped again,"
              + " opt-outs adopted.");
  static final Setting<Integer> REPAIR_AT_MOST =
      Setting.standing(
          "audits.repair_at_most",
          SettingKinds.wholeNumber(0, MOST_MENDED),
          "100",
          "How many things one audit may mend by itself. Where more differ none is mended, and a"
              + " person has to look.");
  static final Setting<Duration> KEEP =
      Setting.standing(
          "audits.keep",
          SettingKinds.duration(Duration.ofDays(1)),
          "400d",
          "How long what audits found is kept.");

  static final Setting<List<String>> CONSECUTIVE =
      Setting.standing(
          "audits.consecutive",
          SettingKinds.texts(),
          "",
          "Systems, or single feeds of theirs (`shop`, `shop/order`), that leave out no number when"
              + " they number orders, so that a missing one is a missing order. Of all others it is"
              + " learnt from the numbers that came.");
  static final Setting<List<String>> NOT_CONSECUTIVE =
      Setting.standing(
          "audits.not_consecutive",
          SettingKinds.texts(),
          "",
          "Those that do leave out numbers, so that a missing one says nothing.");

  private AuditsReader() {}

  /// Every setting of the section.
  public static List<Setting<?>> settings() {
    return List.of(
        CRON,
        ZONE,
        BASIS,
        CALLS,
        SOURCE_CALLS,
        CONFIDENCE,
        UNDER,
        REPAIR,
        REPAIR_AT_MOST,
        KEEP,
        CONSECUTIVE,
        NOT_CONSECUTIVE);
  }

  private static SettingKind<BigDecimal> share() {
    return new SettingKind<>(
        "share",
        text -> {
          String number = text.strip().replaceFirst("\\s*%$", "");
          try {
            BigDecimal share = new BigDecimal(number).movePointLeft(2);
            boolean fits = share.signum() > 0 && share.compareTo(BigDecimal.ONE) <= 0;
            return text.strip().endsWith("%") && fits
                ? Parsed.good(share)
                : Parsed.bad("'" + text + "' is not a share", "write for example 0.5%");
          } catch (NumberFormatException notANumber) {
            return Parsed.bad("'" + text + "' is not a share", "write for example 0.5%");
          }
        });
  }

  /// Reads the section; what is wrong with it is noted there.
  public static Optional<AuditSchedule> read(YamlSection section) {
    Optional<Optional<Timetable>> when = when(section);
    Optional<AuditOrder.Basis> basis = Settings.read(section, BASIS);
    Optional<Integer> calls = Settings.read(section, CALLS);
    Optional<Integer> sourceCalls = Settings.read(section, SOURCE_CALLS);
    Optional<Claim> claim = claim(section);
    Optional<Boolean> repair = Settings.read(section, REPAIR);
    Optional<Integer> atMost = Settings.read(section, REPAIR_AT_MOST);
    Optional<Duration> keep = Settings.read(section, KEEP);
    if (when.isEmpty()
        || basis.isEmpty()
        || calls.isEmpty()
        || sourceCalls.isEmpty()
        || claim.isEmpty()
        || repair.isEmpty()
        || atMost.isEmpty()
        || keep.isEmpty()) {
      return Optional.empty();
    }
    AuditOrder order =
        AuditOrder.STANDARD
            .on(basis.get())
            .withCalls(calls.get())
            .withSourceCalls(sourceCalls.get())
            .withClaim(claim.get())
            .withNumbering(numbering(section))
            .in(Settings.read(section, ZONE).orElse(ZoneOffset.UTC));
    return Optional.of(
        new AuditSchedule(
            when.get(), order, new RepairPolicy(repair.get(), atMost.get()), keep.get()));
  }

  /// Empty where it is faulty; never without a timetable.
  private static Optional<Optional<Timetable>> when(YamlSection section) {
    Optional<String> cron = Settings.read(section, CRON);
    Optional<ZoneId> zone = Settings.read(section, ZONE);
    if (cron.isEmpty() || zone.isEmpty()) {
      return Optional.empty();
    }
    if (cron.get().equalsIgnoreCase(OFF)) {
      return Optional.of(Optional.empty());
    }
    Optional<Timetable> when = Timetables.cron(section, "cron", cron.get(), zone.get());
    return when.isEmpty() ? Optional.empty() : Optional.of(when);
  }

  private static Numbering numbering(YamlSection section) {
    List<String> consecutive = Settings.readTexts(section, CONSECUTIVE);
    List<String> scattered = Settings.readTexts(section, NOT_CONSECUTIVE);
    consecutive.stream()
        .filter(scattered::contains)
        .forEach(
            name ->
                section.problem(
                    NOT_CONSECUTIVE.key(),
                    "'" + name + "' is in audits.consecutive, too",
                    "leave it in one of them"));
    return new Numbering(Set.copyOf(consecutive), Set.copyOf(scattered));
  }

  private static Optional<Claim> claim(YamlSection section) {
    Optional<Integer> confidence = Settings.read(section, CONFIDENCE);
    Optional<BigDecimal> under = Settings.read(section, UNDER);
    if (confidence.isEmpty() || under.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Claim(BigDecimal.valueOf(confidence.get()).movePointLeft(2), under.get()));
    } catch (IllegalArgumentException outOfBounds) {
      section.problem("confidence", "it is not from 50% to 99%", "write for example 95%");
      return Optional.empty();
    }
  }
}
