package dev.selvedge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/// A 128-bit fingerprint of content (the first half of SHA-256), as 22 URL-safe characters.
/// Immutable.
public record ContentHash(String value) implements Comparable<ContentHash> {
  private static final int BYTES = 16;

  /// The SHA-256 hash of these bytes.
  public static ContentHash of(byte[] content) {
    return ofDigest(sha256().digest(content));
  }

  /// The SHA-256 hash of the text's UTF-8 bytes.
  public static ContentHash of(String content) {
    return of(content.getBytes(StandardCharsets.UTF_8));
  }

  /// Independent of the order of an object's members and of how numbers are written.
  public static ContentHash of(JsonNode content) {
    return of(CanonicalJson.write(content));
  }

  private static ContentHash ofDigest(byte[] digest) {
    return new ContentHash(
        Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  @Override
  public int compareTo(ContentHash other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
