package dev.selvedge.mapping.function;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// Cleans product numbers to an alphabet that every system of the path can hold.
///
/// A SKU of safe characters stays as it is. Any other gets its odd characters replaced and a hash
/// of the original appended, so that `A/1` and `A 1` do not become one product.
public final class Sku {
  private static final int MAX_LENGTH = 100;
  private static final int HASH_BYTES = 6;
  private static final Pattern HASHED = Pattern.compile("-[0-9a-f]{12}$");

  private Sku() {}

  /// The SKU in Dotdigital's alphabet: as it is where it fits, else cleaned with a hash of the
  /// whole behind it.
  public static String clean(String sku) {
    if (isSafe(sku)) {
      return sku;
    }
    String hash = hash(sku);
    StringBuilder clean = new StringBuilder(sku.length() + hash.length() + 1);
    int room = MAX_LENGTH - hash.length() - 1;
    sku.codePoints()
        .limit(room)
        .forEach(c -> clean.append(c < 128 && isSafe((char) c) ? (char) c : '-'));
    return clean.append('-').append(hash).toString();
  }

  /// Whether another SKU could be cleaned to the same text: one that had to be changed, or that
  /// reads as if it had been.
  public static boolean isShareable(String sku) {
    return !isSafe(sku) || HASHED.matcher(sku).find();
  }

  private static boolean isSafe(String sku) {
    return !sku.isEmpty()
        && sku.length() <= MAX_LENGTH
        && sku.chars().allMatch(c -> isSafe((char) c));
  }

  private static boolean isSafe(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }

  /// Every unit as it is: the usual encodings make all unpaired surrogates alike.
  private static byte[] units(String sku) {
    ByteBuffer units = ByteBuffer.allocate(sku.length() * Character.BYTES);
    units.asCharBuffer().put(sku);
    return units.array();
  }

  private static String hash(String sku) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(units(sku));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
