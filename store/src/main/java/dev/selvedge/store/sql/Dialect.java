package dev.selvedge.store.sql;

import java.util.Map;

/// The few words in which the two databases differ. Everything else is the same SQL.
public enum Dialect {
  SQLITE,
  POSTGRES;

  /// Holds the rows a query finds to the end of the transaction; with its one writer SQLite does so
  /// without being told.
  public String held() {
    return switch (this) {
      case SQLITE -> "";
      case POSTGRES -> "for update";
    };
  }

  /// Leaves rows alone that somebody else is claiming; SQLite has one writer and no need for it.
  public String skipLocked() {
    return switch (this) {
      case SQLITE -> "";
      case POSTGRES -> "for update skip locked";
    };
  }

  /// Compares with each row of a query that does not depend on the row it is compared for.
  public String anyOf(String query) {
    return switch (this) {
      case SQLITE -> "in (" + query + ")";
      case POSTGRES -> "= any (array(" + query + "))";
    };
  }

  /// The words the migration scripts leave open.
  public Map<String, String> placeholders() {
    return switch (this) {
      case SQLITE ->
          Map.of(
              "id", "integer not null primary key",
              "text", "text",
              "bytes", "blob",
              "clustered", "without rowid",
              "email_of_contribution", "json_extract(c.body, '$.email')",
              "parts_of_contribution", "json_each(c.body, '$.parts')",
              "parcel_of_part",
                  "upper(replace(replace(json_extract(p.value, '$.tracking'), ' ', ''), '-', ''))");
      case POSTGRES ->
          Map.of(
              "id", "bigint not null primary key",
              "text", "text collate \"C\"",
              "bytes", "bytea",
              "clustered", "",
              "email_of_contribution", "cast(c.body as json) ->> 'email'",
              "parts_of_contribution",
                  "lateral json_array_elements(cast(c.body as json) -> 'parts')",
              "parcel_of_part",
                  "upper(replace(replace(p.value ->> 'tracking', ' ', ''), '-', '') collate \"C\")");
    };
  }
}
