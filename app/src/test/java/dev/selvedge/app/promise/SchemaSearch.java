package dev.selvedge.app.promise;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Looks for an address in a PostgreSQL schema as somebody would who has a dump of it: in every
/// column of every table, whatever its type, packed bodies unpacked.
record SchemaSearch(String url, String schema, List<String> needles) {
  /// An address begins anywhere in a group of three bytes.
  private static final int GROUP = 3;

  static SchemaSearch of(String url, String schema, String address) {
    String lower = address.toLowerCase(Locale.ROOT);
    List<String> needles = new ArrayList<>();
    needles.add(lower);
    needles.add(lower.replace("@", "%40"));
    needles.add(URLEncoder.encode(lower, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
    needles.add(lower.replace("@", "\\u0040"));
    for (int skipped = 0; skipped < GROUP; skipped++) {
      String whole = lower.substring(skipped, lower.length() - (lower.length() - skipped) % GROUP);
      needles.add(
          Base64.getEncoder()
              .encodeToString(whole.getBytes(StandardCharsets.UTF_8))
              .toLowerCase(Locale.ROOT));
    }
    return new SchemaSearch(url, schema, needles.stream().distinct().toList());
  }

  /// `table.column holds …`.
  List<String> hits() {
    List<String> hits = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              "select table_name from information_schema.tables where table_schema = '"
                  + schema
                  + "' order by 1")) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
      for (String table : tables) {
        try (ResultSet rows =
            statement.executeQuery("select * from \"" + schema + "\".\"" + table + "\"")) {
          while (rows.next()) {
            row(table, rows, hits);
          }
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return hits.stream().distinct().toList();
  }

  private void row(String table, ResultSet row, List<String> hits) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    for (int at = 1; at <= columns.getColumnCount(); at++) {
      String where = table + '.' + columns.getColumnName(at);
      if (columns.getColumnType(at) == Types.BINARY) {
        byte[] bytes = row.getBytes(at);
        if (bytes != null) {
          in(where, new String(bytes, StandardCharsets.ISO_8859_1), hits);
          unpacked(bytes).ifPresent(plain -> in(where, plain, hits));
        }
      } else {
        in(where, String.valueOf(row.getString(at)), hits);
      }
    }
  }

  private static java.util.Optional<String> unpacked(byte[] bytes) {
    if (bytes.length <= Integer.BYTES) {
      return java.util.Optional.empty();
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes, Integer.BYTES, bytes.length - Integer.BYTES);
      byte[] plain = new byte[1 << 20];
      int length = inflater.inflate(plain);
      return java.util.Optional.of(
          new String(Arrays.copyOf(plain, length), StandardCharsets.ISO_8859_1));
    } catch (DataFormatException e) {
      // was not packed
      return java.util.Optional.empty();
    } finally {
      inflater.end();
    }
  }

  private void in(String where, String text, List<String> hits) {
    String lower = text.toLowerCase(Locale.ROOT);
    needles.stream()
        .filter(lower::contains)
        .forEach(needle -> hits.add(where + " holds " + needle));
  }
}
