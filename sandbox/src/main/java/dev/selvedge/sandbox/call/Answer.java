package dev.selvedge.sandbox.call;

import dev.selvedge.sandbox.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The answer to one call: status, headers, and a body that is JSON, text or nothing.
public final class Answer {
  private final int status;
  private final Body body;
  private final Map<String, String> headers;
  private final boolean remembered;

  private Answer(int status, Body body, Map<String, String> headers, boolean remembered) {
    this.status = status;
    this.body = body;
    this.headers = headers;
    this.remembered = remembered;
  }

  /// A JSON body with the exact content type that client tests expect.
  public static Answer json(int status, JsonNode body) {
    return new Answer(status, new Body.Tree(body), Map.of(), false);
  }

  public static Answer ok(JsonNode body) {
    return json(200, body);
  }

  /// No body at all.
  public static Answer empty(int status) {
    return new Answer(status, new Body.None(), Map.of(), false);
  }

  public static Answer text(int status, String contentType, String body) {
    return new Answer(status, new Body.Text(contentType, body), Map.of(), false);
  }

  public Answer withHeader(String name, String value) {
    return withHeaders(Map.of(name, value));
  }

  public Answer withHeaders(Map<String, String> added) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.putAll(added);
    return new Answer(status, body, more, remembered);
  }

  /// The same answer, of a read that changed the account nevertheless.
  public Answer andRemember() {
    return new Answer(status, body, headers, true);
  }

  public int status() {
    return status;
  }

  public boolean success() {
    return status < 400;
  }

  /// Whether the call belongs into the state file although it is a read.
  public boolean remembered() {
    return remembered;
  }

  /// The content type; empty where there is no body.
  public String contentType() {
    return switch (body) {
      case Body.Tree _ -> "application/json; charset=utf-8";
      case Body.Text(String type, String _) -> type;
      case Body.None _ -> "";
    };
  }

  public Map<String, String> headers() {
    return headers;
  }

  /// The body as it goes over the wire.
  public byte[] bytes() {
    return switch (body) {
      case Body.Tree(JsonNode json) -> Json.MAPPER.writeValueAsBytes(json);
      case Body.Text(String _, String text) -> text.getBytes(StandardCharsets.UTF_8);
      case Body.None _ -> new byte[0];
    };
  }

  private sealed interface Body {
    record Tree(JsonNode json) implements Body {}

    record Text(String contentType, String text) implements Body {}

    record None() implements Body {}
  }
}
