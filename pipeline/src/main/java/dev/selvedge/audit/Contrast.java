package dev.selvedge.audit;

import dev.selvedge.mapping.Value;
import dev.selvedge.plan.Desired;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Compares what a target should hold with what it shows. Pure.
public final class Contrast {
  /// What stands for no value.
  private static final String NOTHING = "(nothing)";

  private static final String CONTACT = "contact ";

  /// More of one record tell nothing new.
  private static final int MOST = 20;

  private static final int LONGEST = 200;

  private Contrast() {}

  /// A contact that is there. What no rule of the hub says anything about is left as it is.
  public static List<Gap> contact(Desired.Contact want, Shown.Contact shown) {
    List<Gap> gaps = new ArrayList<>();
    mail(want.mailable(), shown.mail()).ifPresent(gaps::add);
    if (!want.email().equals(shown.address().toLowerCase(Locale.ROOT))) {
      gaps.add(Gap.whole(Gap.Kind.ADDRESS, want.email(), shown.address()));
    }
    for (Map.Entry<String, Value> field : want.dataFields().entrySet()) {
      JsonNode there = shown.fields().get(field.getKey());
      if (!isAlike(field.getValue(), there)) {
        gaps.add(new Gap(Gap.Kind.FIELD, field.getKey(), field.getValue().display(), words(there)));
      }
    }
    for (String field : want.cleared()) {
      JsonNode there = shown.fields().get(field);
      if (!isEmpty(there)) {
        gaps.add(new Gap(Gap.Kind.FIELD, field, NOTHING, words(there)));
      }
    }
    return gaps;
  }

  /// A list that a contact should be on, or not. Who left it in the target is there and gets
  /// nothing: that is their own word, which the target tells by itself, and no fault.
  public static Optional<Gap> list(Desired.Chosen want, Shown.Contact shown) {
    String list = want.topic().name();
    Shown.@Nullable Listed listed = shown.lists().get(list.toLowerCase(Locale.ROOT));
    if (want.optIn() && listed == null) {
      return Optional.of(new Gap(Gap.Kind.OFF_LIST, list, "is on the list", "is not on it"));
    }
    return !want.optIn() && listed == Shown.Listed.ON
        ? Optional.of(new Gap(Gap.Kind.ON_LIST, list, "is not on the list", "is on it"))
        : Optional.empty();
  }

  /// A contact that nobody stands behind any more: it is not to be mailed.
  public static List<Gap> retired(Shown.Contact shown) {
    return shown.mail() == Shown.Mail.MAILED
        ? List.of(
            Gap.whole(Gap.Kind.WRONGLY_MAILED, "is not mailed: nobody's", shown.mail().words()))
        : List.of();
  }

  /// Who was asked whether they want to come back has not answered: that is no fault. Nor is it
  /// one where the target bars what it may not mail.
  private static Optional<Gap> mail(boolean mailable, Shown.Mail shown) {
    if (!mailable && shown == Shown.Mail.MAILED) {
      return Optional.of(Gap.whole(Gap.Kind.WRONGLY_MAILED, "is not to be mailed", shown.words()));
    }
    return mailable && (shown == Shown.Mail.LEFT || shown == Shown.Mail.BARRED)
        ? Optional.of(Gap.whole(Gap.Kind.WRONGLY_SILENT, "is to be mailed", shown.words()))
        : Optional.empty();
  }

  /// A record that is there.
  ///
  /// @param want as it is written there
  /// @param owner the number its contact should have; empty where that is not known, or nobody's
  public static List<Gap> entry(JsonNode want, String owner, Shown.Entry shown) {
    List<Gap> gaps = new ArrayList<>();
    if (!owner.isEmpty() && !shown.owner().isEmpty() && !owner.equals(shown.owner())) {
      gaps.add(Gap.whole(Gap.Kind.OWNER, CONTACT + owner, CONTACT + shown.owner()));
    }
    compare("", want, shown.json(), gaps);
    return gaps;
  }

  /// The number of the contact that a record was found with, where it should be another's.
  public static String ownerShown(Gap gap) {
    return gap.shown().startsWith(CONTACT) ? gap.shown().substring(CONTACT.length()) : "";
  }

  private static void compare(String path, JsonNode want, JsonNode there, List<Gap> gaps) {
    if (gaps.size() >= MOST) {
      return;
    }
    if (want.isObject() && there.isObject()) {
      want.properties()
          .forEach(
              member ->
                  compare(
                      path.isEmpty() ? member.getKey() : path + '.' + member.getKey(),
                      member.getValue(),
                      there.path(member.getKey()),
                      gaps));
    } else if (want.isArray() && there.isArray()) {
      for (int at = 0; at < Math.max(want.size(), there.size()); at++) {
        compare(path + '[' + (at + 1) + ']', want.path(at), there.path(at), gaps);
      }
    } else if (!isSame(want, there)) {
      gaps.add(new Gap(Gap.Kind.FIELD, path, words(want), words(there)));
    }
  }

  /// How a target writes a number or a time is its own affair.
  private static boolean isSame(JsonNode want, JsonNode there) {
    if (isEmpty(want) && isEmpty(there)) {
      return true;
    }
    if (want.isNumber() && there.isNumber()) {
      return want.decimalValue().compareTo(there.decimalValue()) == 0;
    }
    if (want.isString() && there.isString()) {
      String one = want.stringValue();
      String other = there.stringValue();
      return one.equals(other) || isSameTime(one, other);
    }
    return want.equals(there);
  }

  private static boolean isSameTime(String one, String other) {
    Optional<Instant> wanted = instant(one);
    return wanted.isPresent()
        && instant(other).filter(it -> isSameSecond(it, wanted.get())).isPresent();
  }

  private static boolean isAlike(Value want, @Nullable JsonNode there) {
    if (there == null || isEmpty(there)) {
      return want instanceof Value.Text(String text) && text.isBlank();
    }
    String shown = there.asString();
    return switch (want) {
      case Value.Text(String text) -> text.equals(shown) || text.strip().equals(shown.strip());
      case Value.Decimal(BigDecimal number) ->
          decimal(there).filter(it -> it.compareTo(number) == 0).isPresent();
      case Value.Date(Instant instant) ->
          instant(shown).filter(it -> isSameSecond(it, instant)).isPresent();
      case Value.Flag(boolean flag) -> shown.equalsIgnoreCase(Boolean.toString(flag));
    };
  }

  /// A target that keeps seconds keeps all it was told.
  private static boolean isSameSecond(Instant one, Instant other) {
    return one.getEpochSecond() == other.getEpochSecond();
  }

  private static Optional<BigDecimal> decimal(JsonNode node) {
    if (node.isNumber()) {
      return Optional.of(node.decimalValue());
    }
    try {
      return Optional.of(new BigDecimal(node.asString().strip()));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> instant(String text) {
    String iso = text.strip().replace(' ', 'T');
    if (iso.length() < "2026-01-01".length() || iso.charAt(4) != '-') {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(iso));
    } catch (DateTimeParseException notWhole) {
      return local(iso);
    }
  }

  /// Without a zone it is UTC; a date alone is its first moment.
  private static Optional<Instant> local(String iso) {
    try {
      return Optional.of(
          iso.indexOf('T') < 0
              ? LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant()
              : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException notADate) {
      return Optional.empty();
    }
  }

  private static boolean isEmpty(@Nullable JsonNode node) {
    return node == null
        || node.isNull()
        || node.isMissingNode()
        || (node.isContainer() && node.isEmpty())
        || (node.isString() && node.stringValue().isEmpty());
  }

  private static String words(@Nullable JsonNode node) {
    if (node == null || isEmpty(node)) {
      return NOTHING;
    }
    return node.isContainer() ? shortened(node.toString()) : node.asString();
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
