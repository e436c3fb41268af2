package dev.selvedge.connectors.webhook;

import java.util.Arrays;

/// The bytes of a secret; printing it shows none. Immutable.
final class SigningKey {
  private final byte[] bytes;

  SigningKey(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  byte[] reveal() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SigningKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "****";
  }
}
