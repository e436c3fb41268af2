package dev.selvedge;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The raw bytes of a source record, compared by content. Immutable.
public final class Payload {
  private final byte[] bytes;

  private Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Copies the bytes.
  public static Payload of(byte[] bytes) {
    return new Payload(bytes.clone());
  }

  /// The UTF-8 bytes of a text.
  public static Payload ofText(String text) {
    return new Payload(text.getBytes(StandardCharsets.UTF_8));
  }

  /// How many bytes it is.
  public int size() {
    return bytes.length;
  }

  /// A copy of its bytes.
  public byte[] toBytes() {
    return bytes.clone();
  }

  /// It read as UTF-8; what is none becomes replacement characters.
  public String toText() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload payload && Arrays.equals(bytes, payload.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// Size only: bodies hold personal data.
  @Override
  public String toString() {
    return "Payload[" + bytes.length + " bytes]";
  }
}
