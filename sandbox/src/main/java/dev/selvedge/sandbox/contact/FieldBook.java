package dev.selvedge.sandbox.contact;

import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.setting.Settings;
import dev.selvedge.sandbox.time.Times;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The data fields of the account and the values they take.
///
/// Names are compared without case and kept in upper case. Guarded by the account's lock.
public final class FieldBook {
  /// The field Dotdigital keeps itself: when somebody last subscribed.
  public static final String LAST_SUBSCRIBED = "LASTSUBSCRIBED";

  /// Reserved by the platform (secondary source: a help mirror).
  private static final List<String> FORBIDDEN =
      List.of(
          "ACCOUNT",
          "CAMPAIGN",
          "CAMPAIGNID",
          "CONTACT",
          "CONTACT_API_ID",
          "CONTACTID",
          "EMAIL",
          "HCONTACTID",
          "HEMAIL",
          "HEMAIL256",
          "ID",
          "MESSAGECONTENT",
          "MOBILENUMBERID",
          "NOTES",
          "UNSUBSCRIBED",
          "UNIQUECONTACTID");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,20}");

  private final Settings.Source settings;
  private final Map<String, FieldDefinition> fields = new LinkedHashMap<>();
  private final Map<Integer, FieldDefinition> byIndex = new LinkedHashMap<>();
  private int nextIndex;

  public FieldBook(Settings.Source settings) {
    this.settings = settings;
    for (String text : List.of("FIRSTNAME", "LASTNAME", "FULLNAME", "GENDER", "POSTCODE")) {
      add(text, FieldType.STRING, "Private", "");
    }
    add(LAST_SUBSCRIBED, FieldType.DATE, "Private", "");
  }

  public FieldDefinition add(String name, FieldType type, String visibility, String defaultValue) {
    String upper = name.toUpperCase(Locale.ROOT);
    FieldDefinition field = new FieldDefinition(nextIndex++, upper, type, visibility, defaultValue);
    fields.put(upper, field);
    byIndex.put(field.index(), field);
    return field;
  }

  public Optional<FieldDefinition> remove(String name) {
    FieldDefinition field = fields.remove(name.toUpperCase(Locale.ROOT));
    if (field != null) {
      byIndex.remove(field.index());
    }
    return Optional.ofNullable(field);
  }

  /// Whether Dotdigital would take this as the name of a new field.
  public static boolean validName(String name) {
    return NAME.matcher(name).matches() && !FORBIDDEN.contains(name.toUpperCase(Locale.ROOT));
  }

  public @Nullable FieldDefinition find(String name) {
    FieldDefinition exact = fields.get(name);
    return exact != null ? exact : fields.get(name.toUpperCase(Locale.ROOT));
  }

  public Collection<FieldDefinition> all() {
    return Collections.unmodifiableCollection(fields.values());
  }

  /// The live fields by their place in packed values.
  Map<Integer, FieldDefinition> byIndex() {
    return byIndex;
  }

  int slots() {
    return nextIndex;
  }

  /// The value as the field keeps it, or nothing where the type does not fit.
  ///
  /// What Dotdigital takes for badly typed values is not documented; this rule is an assumption.
  @Nullable Object convert(FieldDefinition field, Object value) {
    return switch (field.type()) {
      case STRING -> text(value);
      case NUMERIC -> number(value);
      case DATE -> value instanceof String text ? Times.read(text).orElse(null) : null;
      case BOOLEAN -> value instanceof Boolean ? value : Json.truth(value.toString()).orElse(null);
    };
  }

  private @Nullable Object text(Object value) {
    String text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    return text.length() <= settings.get().switches().textLength() ? text : null;
  }

  private static @Nullable Object number(Object value) {
    if (value instanceof BigDecimal) {
      return value;
    }
    try {
      return new BigDecimal(value.toString().strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
