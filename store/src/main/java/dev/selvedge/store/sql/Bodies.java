package dev.selvedge.store.sql;

import dev.selvedge.Payload;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Packs and unpacks the bodies of inbox items. Used by one thread at a time: the native buffers
/// are kept between bodies.
public final class Bodies implements AutoCloseable {
  /// Below this size packing saves nothing worth its time.
  private static final int SMALL = 200;

  private static final int PLAIN = 0;
  private static final int DEFLATED = 1;

  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private final Inflater inflater = new Inflater(true);
  private byte[] buffer = new byte[8192];

  /// A body as stored: the encoding's number and the bytes. A deflated one begins with its length
  /// when unpacked, in four bytes.
  @SuppressWarnings("ArrayRecordComponent") // passed to the statement at once, never compared
  public record Packed(int encoding, byte[] bytes) {}

  public Packed pack(Payload body) {
    byte[] plain = body.toBytes();
    if (plain.length < SMALL) {
      return new Packed(PLAIN, plain);
    }
    deflater.reset();
    deflater.setInput(plain);
    deflater.finish();
    if (buffer.length < plain.length) {
      buffer = new byte[plain.length];
    }
    // what does not fit into its own length is not worth packing
    int length = deflater.deflate(buffer, Integer.BYTES, plain.length - Integer.BYTES);
    if (!deflater.finished()) {
      return new Packed(PLAIN, plain);
    }
    ByteBuffer.wrap(buffer).putInt(plain.length);
    return new Packed(DEFLATED, Arrays.copyOf(buffer, Integer.BYTES + length));
  }

  public Payload unpack(int encoding, byte[] bytes) {
    if (encoding == PLAIN) {
      return Payload.of(bytes);
    }
    byte[] plain = new byte[ByteBuffer.wrap(bytes).getInt()];
    inflater.reset();
    inflater.setInput(bytes, Integer.BYTES, bytes.length - Integer.BYTES);
    try {
      if (inflater.inflate(plain) != plain.length) {
        throw damaged();
      }
    } catch (DataFormatException e) {
      throw damaged();
    }
    return Payload.of(plain);
  }

  private static StoreException damaged() {
    return new StoreException(StoreException.Reason.FAULT, "a stored body is damaged");
  }

  @Override
  public void close() {
    deflater.end();
    inflater.end();
  }
}
