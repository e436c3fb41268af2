package dev.selvedge.app.config.setting;

import dev.selvedge.Secret;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Where a project keeps its store. Immutable.
public sealed interface StoreLocation {
  /// An SQLite file.
  ///
  /// @param path as written; [#in] makes it absolute
  record SqliteFile(Path path) implements StoreLocation {}

  /// A PostgreSQL database.
  ///
  /// @param url a JDBC URL; secret, as it may hold a password
  record Postgres(Secret url) implements StoreLocation {}

  /// The same place, seen from a project's folder.
  default StoreLocation in(Path folder) {
    return switch (this) {
      case SqliteFile(Path path) -> new SqliteFile(folder.resolve(path).normalize());
      case Postgres postgres -> postgres;
    };
  }

  /// For a person to read; holds no credentials.
  default String display() {
    return switch (this) {
      case SqliteFile(Path path) -> path.toString();
      case Postgres(Secret url) -> url.reveal().replaceFirst("\\?.*", "");
    };
  }

  static Parsed<StoreLocation> parse(String text) {
    if (text.startsWith("jdbc:postgresql:")) {
      return Parsed.good(new Postgres(new Secret(text)));
    }
    if (text.startsWith("jdbc:")) {
      return Parsed.bad(
          "must be SQLite or PostgreSQL",
          "write a path for SQLite or jdbc:postgresql://host/database");
    }
    try {
      return text.isBlank()
          ? Parsed.bad("must not be empty", "write a path, for example data/hub.db")
          : Parsed.good(new SqliteFile(Path.of(text)));
    } catch (InvalidPathException e) {
      return Parsed.bad("must be a path or a JDBC URL", "write, for example, data/hub.db");
    }
  }
}
