package dev.selvedge.app.promise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Looks for addresses on a disk as somebody would who found it: in the bytes of every file, free
/// pages and logs included, and in every packed body of the store, unpacked.
record DiskSearch(Path folder, List<String> needles) {

  static DiskSearch of(Path folder, String... addresses) {
    List<String> needles = new ArrayList<>();
    for (String address : addresses) {
      String lower = address.toLowerCase(Locale.ROOT);
      needles.add(lower);
      needles.add(lower.replace("@", "%40"));
      needles.add(URLEncoder.encode(lower, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
      needles.add(lower.replace("@", "\\u0040"));
    }
    return new DiskSearch(folder, needles.stream().distinct().toList());
  }

  /// File or table → what was found there.
  List<String> hits() {
    List<String> hits = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        hits.addAll(in(folder.relativize(file).toString(), Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    hits.addAll(packed("inbox_body", "body"));
    hits.addAll(packed("inbox_edit", "body"));
    hits.addAll(packed("import_job", "items"));
    return hits;
  }

  private List<String> packed(String table, String column) {
    List<String> hits = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("hub.db"));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select encoding, " + column + " from " + table)) {
      while (rows.next()) {
        byte[] bytes = rows.getBytes(2);
        hits.addAll(in(table + " (unpacked)", rows.getInt(1) == 0 ? bytes : inflated(bytes)));
      }
    } catch (SQLException | DataFormatException e) {
      throw new IllegalStateException(e);
    }
    return hits;
  }

  private static byte[] inflated(byte[] bytes) throws DataFormatException {
    Inflater inflater = new Inflater(true);
    inflater.setInput(bytes, Integer.BYTES, bytes.length - Integer.BYTES);
    byte[] plain = new byte[1 << 20];
    int length = inflater.inflate(plain);
    inflater.end();
    return Arrays.copyOf(plain, length);
  }

  private List<String> in(String where, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    return needles.stream()
        .filter(text::contains)
        .map(needle -> where + " holds " + needle)
        .toList();
  }
}
