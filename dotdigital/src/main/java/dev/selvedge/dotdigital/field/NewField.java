package dev.selvedge.dotdigital.field;

import java.util.regex.Pattern;

/// A data field to be created. Immutable. Name and type cannot be changed afterwards: there is no
/// such call (Dotdigital OpenAPI: contact data fields).
public record NewField(String name, ContactField.Type type, ContactField.Visibility visibility) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,20}");

  public NewField {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a data field's name is 1 to 20 letters, digits, hyphens and underscores");
    }
  }
}
