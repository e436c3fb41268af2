package dev.selvedge.sandbox.setting;

/// How long the parts of an insight record may be; not published, so these are assumptions.
///
/// @param keyLength characters of a record's key
/// @param nameLength characters of a property's name
/// @param textLength characters of a text value
public record RecordLimits(int keyLength, int nameLength, int textLength) {
  public static RecordLimits defaults() {
    return new RecordLimits(255, 128, 4000);
  }
}
