package dev.selvedge.dotdigital.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// The JSON body of a request as bytes that are written once and never copied again. The length is
/// known beforehand, so that a server can refuse a body that is too large before reading it.
/// Immutable; safe for use by many threads.
public final class Payload {
  private static final Payload NONE = new Payload(new Content());

  private final Content content;

  private Payload(Content content) {
    this.content = content;
  }

  public static Payload none() {
    return NONE;
  }

  public static Payload of(byte[] json) {
    var content = new Content();
    content.write(json, 0, json.length);
    return new Payload(content);
  }

  /// Takes over what was written to `content`, without a copy; it must not be written to
  /// afterwards.
  public static Payload of(Content content) {
    return new Payload(content);
  }

  public int length() {
    return content.size();
  }

  public boolean isEmpty() {
    return content.size() == 0;
  }

  public void writeTo(OutputStream out) throws IOException {
    content.writeTo(out);
  }

  @Override
  public String toString() {
    return "Payload[bytes=" + length() + "]";
  }

  /// A growing body that can be cut back to an earlier length, which is how a batch takes back the
  /// one item that made it too large. For one thread at a time.
  public static final class Content extends ByteArrayOutputStream {
    public Content() {
      super(1024);
    }

    public void cutBackTo(int length) {
      count = Math.min(count, length);
    }
  }
}
