package dev.selvedge.store.sql;

import dev.selvedge.RecordRef;
import dev.selvedge.connector.SourceRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// By what a repeat is recognised: 64 bits over the record's name find what was stored of it last,
/// 64 bits over name, change and body tell whether that said the same. Immutable.
///
/// A clash of `ref` alone can only make a record count as new, never as a repeat; one of both at
/// once needs 2¹²⁸ chances, or 2⁶⁴ among the versions of one record.
public record Fingerprint(long ref, long content) {
  private static final byte GAP = 0;

  public static Fingerprint of(SourceRecord sourceRecord) {
    byte[] name = sourceRecord.ref().text().getBytes(StandardCharsets.UTF_8);
    MessageDigest digest = sha256();
    long ref = ByteBuffer.wrap(digest.digest(name)).getLong();
    digest.update(name);
    digest.update(GAP);
    digest.update((byte) sourceRecord.change().name().charAt(0));
    digest.update(sourceRecord.body().toBytes());
    return new Fingerprint(ref, ByteBuffer.wrap(digest.digest()).getLong());
  }

  /// What a record's items are found by.
  public static long ofName(RecordRef ref) {
    byte[] name = ref.text().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.wrap(sha256().digest(name)).getLong();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
