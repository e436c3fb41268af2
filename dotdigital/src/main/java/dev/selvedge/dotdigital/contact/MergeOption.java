package dev.selvedge.dotdigital.contact;

/// How sent data fields meet those a contact already has. Its spelling differs between a single
/// write and an import (Dotdigital OpenAPI: contacts v3).
public enum MergeOption {
  /// Every sent field replaces.
  OVERWRITE("overwrite", "overwrite"),
  /// Sent blanks do not erase.
  OVERWRITE_IF_NOT_EMPTY("overwrite-if-not-empty", "overwriteIfNotEmpty"),
  /// Only fields that are still empty are filled.
  OVERWRITE_IF_EMPTY("overwrite-if-empty", "overwriteIfEmpty");

  private final String inQuery;
  private final String inBody;

  MergeOption(String inQuery, String inBody) {
    this.inQuery = inQuery;
    this.inBody = inBody;
  }

  String inQuery() {
    return inQuery;
  }

  String inBody() {
    return inBody;
  }
}
