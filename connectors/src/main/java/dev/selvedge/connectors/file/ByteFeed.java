package dev.selvedge.connectors.file;

import dev.selvedge.connectors.file.place.Place;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The bytes of a file with the place of the next one, in units of one or two bytes. Confined to
/// one thread.
final class ByteFeed implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final Place.Content content;
  private final int unit;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
  private long bufferEnd;

  ByteFeed(Place.Content content, int unit) {
    this.content = content;
    this.unit = unit;
  }

  /// Where the next unit begins.
  long position() {
    return bufferEnd - buffer.remaining();
  }

  void seek(long position) {
    long bufferBegin = bufferEnd - buffer.limit();
    if (position >= bufferBegin && position <= bufferEnd) {
      buffer.position((int) (position - bufferBegin));
    } else {
      buffer.limit(0);
      bufferEnd = position;
    }
  }

  /// The next unit, low byte first; -1 at the end. Half a unit at the end is left out.
  int next() throws IOException {
    if (buffer.remaining() < unit && !fill()) {
      return -1;
    }
    int low = buffer.get() & 0xFF;
    return unit == 1 ? low : low | (buffer.get() & 0xFF) << 8;
  }

  /// Skips these bytes if they come next.
  void skip(byte[] expected) throws IOException {
    long begin = position();
    if (expected.length == 0) {
      return;
    }
    for (int i = 0; i < expected.length; i += unit) {
      int wanted = (expected[i] & 0xFF) | (unit == 1 ? 0 : (expected[i + 1] & 0xFF) << 8);
      if (next() != wanted) {
        seek(begin);
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  private boolean fill() throws IOException {
    long at = position();
    buffer.clear();
    int read = 0;
    while (read >= 0 && buffer.position() < unit) {
      read = content.read(buffer, at + buffer.position());
    }
    bufferEnd = at + buffer.position();
    buffer.flip();
    return buffer.remaining() >= unit;
  }
}
