package dev.selvedge.sandbox.call;

import dev.selvedge.sandbox.json.Json;

/// Error answers of the older framework: one message that ends in a code (Dotdigital docs: errors).
public final class V2Error {
  private V2Error() {}

  public static Answer of(int status, String message) {
    return Answer.json(status, Json.object().put("message", message));
  }

  /// An early exit with the usual form of the message.
  public static Refused refused(int status, String code) {
    return new Refused(of(status, "Error: " + code));
  }

  /// An early exit with a message of its own.
  public static Refused refused(int status, String text, String code) {
    return new Refused(of(status, text + " " + code));
  }
}
