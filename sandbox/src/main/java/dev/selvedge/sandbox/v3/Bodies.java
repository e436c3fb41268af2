package dev.selvedge.sandbox.v3;

import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.V3Error;
import dev.selvedge.sandbox.json.Json;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reading of request bodies and ids, with the errors the newer framework gives.
public final class Bodies {
  private Bodies() {}

  static JsonNode object(Call call, String errorPrefix) {
    JsonNode body = any(call, errorPrefix);
    if (!body.isObject()) {
      throw V3Error.refused(400, errorPrefix + ":badJson", "A JSON object is expected");
    }
    return body;
  }

  static JsonNode any(Call call, String errorPrefix) {
    try {
      JsonNode body = Json.MAPPER.readTree(call.body());
      if (body.isMissingNode()) {
        throw V3Error.refused(400, errorPrefix + ":badJson", "The body is empty");
      }
      return body;
    } catch (JacksonException e) {
      throw V3Error.refused(400, errorPrefix + ":badJson", "The body is not valid JSON");
    }
  }

  /// A path variable that must be a GUID.
  static String guid(Call call, String variable, String errorCode) {
    String text = call.variable(variable);
    try {
      return UUID.fromString(text).toString();
    } catch (IllegalArgumentException e) {
      throw V3Error.refused(400, errorCode, "The id is not a GUID");
    }
  }
}
