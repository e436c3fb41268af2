package dev.selvedge.sandbox.contact;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Data field values of one contact in one byte array, so that a million contacts stay modest.
///
/// An entry is: place (2 bytes), kind (1), length (2), value.
final class PackedFields {
  static final byte[] NONE = new byte[0];

  private static final int HEAD = 5;

  private PackedFields() {}

  /// Spreads packed values over slots by field index.
  static void unpack(byte[] packed, @Nullable Object[] slots) {
    ByteBuffer in = ByteBuffer.wrap(packed);
    while (in.remaining() >= HEAD) {
      int index = in.getShort();
      byte kind = in.get();
      int length = Short.toUnsignedInt(in.getShort());
      if (index < slots.length) {
        slots[index] = value(kind, packed, in.position(), length);
      }
      in.position(in.position() + length);
    }
  }

  /// Packs the slots that hold something; keeps its buffer for the next time. One thread only.
  static final class Packing {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

    byte[] pack(@Nullable Object[] slots) {
      out.reset();
      for (int index = 0; index < slots.length; index++) {
        Object value = slots[index];
        if (value != null) {
          byte[] bytes = bytes(value);
          out.write(index >>> 8);
          out.write(index);
          out.write(kind(value));
          out.write(bytes.length >>> 8);
          out.write(bytes.length);
          out.write(bytes, 0, bytes.length);
        }
      }
      return out.toByteArray();
    }
  }

  private static Object value(byte kind, byte[] packed, int at, int length) {
    return switch (kind) {
      case 'N' -> new BigDecimal(new String(packed, at, length, StandardCharsets.ISO_8859_1));
      case 'D' -> Instant.ofEpochMilli(ByteBuffer.wrap(packed, at, length).getLong());
      case 'B' -> packed[at] == 1;
      default -> new String(packed, at, length, StandardCharsets.UTF_8);
    };
  }

  private static int kind(Object value) {
    return switch (value) {
      case BigDecimal _ -> 'N';
      case Instant _ -> 'D';
      case Boolean _ -> 'B';
      default -> 'S';
    };
  }

  private static byte[] bytes(Object value) {
    return switch (value) {
      case BigDecimal number -> number.toPlainString().getBytes(StandardCharsets.ISO_8859_1);
      case Instant date -> ByteBuffer.allocate(Long.BYTES).putLong(date.toEpochMilli()).array();
      case Boolean truth -> new byte[] {(byte) (truth ? 1 : 0)};
      default -> value.toString().getBytes(StandardCharsets.UTF_8);
    };
  }
}
