package dev.selvedge.sandbox.call;

import dev.selvedge.sandbox.json.Json;
import tools.jackson.databind.node.ObjectNode;

/// Error answers of the newer framework: code, description, details (Dotdigital docs: errors).
public final class V3Error {
  private V3Error() {}

  public static Answer of(int status, String code, String description) {
    return Answer.json(status, body(code, description));
  }

  public static Refused refused(int status, String code, String description) {
    return new Refused(of(status, code, description));
  }

  /// With one detail that names the item at fault.
  public static Refused refused(
      int status, String code, String description, String item, String why) {
    ObjectNode body = body(code, description);
    body.putArray("details").addObject().put("item", item).put("description", why);
    return new Refused(Answer.json(status, body));
  }

  private static ObjectNode body(String code, String description) {
    return Json.object().put("errorCode", code).put("description", description);
  }
}
