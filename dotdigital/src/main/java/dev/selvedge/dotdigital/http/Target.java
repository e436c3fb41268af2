package dev.selvedge.dotdigital.http;

import java.nio.charset.StandardCharsets;

/// The path and query of a call, with every value percent-encoded, so that `+`, `/`, `@` and
/// letters outside ASCII in an address arrive as what they are. Immutable. Its text form shows only
/// the fixed parts of the path, because the values may be e-mail addresses.
public final class Target {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  private static final String HEX = "0123456789ABCDEF";

  private final String encoded;
  private final String shown;
  private final boolean hasQuery;

  private Target(String encoded, String shown, boolean hasQuery) {
    this.encoded = encoded;
    this.shown = shown;
    this.hasQuery = hasQuery;
  }

  /// Begins with a fixed path.
  ///
  /// @param path needs no encoding, such as `/v2/data-fields`
  public static Target of(String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("a path begins with a slash");
    }
    return new Target(path, path, false);
  }

  /// Adds a fixed, already safe part, such as `/import`.
  public Target fixed(String part) {
    return new Target(encoded + part, shown + part, hasQuery);
  }

  /// Adds one path segment that holds a value from outside.
  ///
  /// @throws IllegalArgumentException for a value that no path can carry: nothing, `.` or `..`
  public Target segment(String value) {
    if (value.isEmpty() || ".".equals(value) || "..".equals(value)) {
      throw new IllegalArgumentException("this value cannot be part of a path: empty, '.' or '..'");
    }
    return new Target(encoded + '/' + encode(value, ""), shown + "/*", hasQuery);
  }

  /// Adds a path segment that holds an instant in ISO form, whose colons stay as they are, the way
  /// known clients of Dotdigital send them.
  public Target instant(String iso) {
    return new Target(encoded + '/' + encode(iso, ":"), shown + "/*", hasQuery);
  }

  /// Adds a query parameter; the name must not need encoding.
  public Target query(String name, String value) {
    String separator = hasQuery ? "&" : "?";
    return new Target(
        encoded + separator + name + '=' + encode(value, ":"),
        shown + separator + name + "=*",
        true);
  }

  /// Adds a query string that is encoded already, as the link to a next page carries it.
  ///
  /// @throws IllegalArgumentException when it holds what no encoded query can hold
  public Target rawQuery(String query) {
    if (!isEncoded(query)) {
      throw new IllegalArgumentException("a query string must be percent-encoded");
    }
    return new Target(encoded + '?' + query, shown + "?*", true);
  }

  /// {@return whether the text can go into a request line as it is}
  public static boolean isEncoded(String query) {
    return query.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '#');
  }

  /// {@return path and query as they go on the wire}
  public String encoded() {
    return encoded;
  }

  private static String encode(String value, String alsoPlain) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    var out = new StringBuilder(utf8.length + 16);
    for (byte b : utf8) {
      char c = (char) (b & 0xFF);
      if (c < 0x80 && (UNRESERVED.indexOf(c) >= 0 || alsoPlain.indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
      }
    }
    return out.toString();
  }

  @Override
  public String toString() {
    return shown;
  }
}
