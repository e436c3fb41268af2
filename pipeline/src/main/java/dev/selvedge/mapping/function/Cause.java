package dev.selvedge.mapping.function;

/// The stable names under which mapping problems are grouped, in tables, pages and docs.
public final class Cause {
  public static final String NOT_JSON = "mapping.not-json";
  public static final String NOT_OBJECT = "mapping.not-an-object";
  public static final String TOO_DEEP = "mapping.too-deep";
  public static final String DUPLICATE_KEY = "mapping.duplicate-key";
  public static final String NUMBER_RANGE = "mapping.number-out-of-range";
  public static final String NO_MAPPING = "mapping.no-mapping";
  public static final String NO_EMAIL = "mapping.no-email";
  public static final String BAD_EMAIL = "mapping.bad-email";

  public static final String MISSING = "mapping.missing";
  public static final String NOT_SINGLE = "mapping.not-a-single-value";
  public static final String NOT_NUMBER = "mapping.not-a-number";
  public static final String NOT_WHOLE = "mapping.not-a-whole-number";
  public static final String NOT_DATE = "mapping.not-a-date";
  public static final String NO_ZONE = "mapping.no-time-zone";
  public static final String NOT_FLAG = "mapping.not-true-or-false";
  public static final String BAD_PHONE = "mapping.bad-phone";
  public static final String BAD_COUNTRY = "mapping.unknown-country";
  public static final String BAD_CURRENCY = "mapping.unknown-currency";
  public static final String NOT_IN_LOOKUP = "mapping.not-in-lookup";
  public static final String UNKNOWN_CHOICE = "mapping.unknown-choice";
  public static final String KEY_TOO_LONG = "mapping.key-too-long";
  public static final String REPEATED_PART = "mapping.repeated-part";
  public static final String SKU_TAKEN = "mapping.sku-taken";
  public static final String EXPRESSION = "mapping.expression-failed";

  private Cause() {}
}
