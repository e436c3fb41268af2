package dev.selvedge.dotdigital.answer;

import dev.selvedge.dotdigital.json.Json;
import dev.selvedge.dotdigital.json.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// How to read the body of a successful reply.
@FunctionalInterface
public interface Expect<T> {
  /// Reads the body.
  ///
  /// @throws Unreadable when the body is not what it must be
  T read(int status, byte[] body);

  static <T> Expect<T> json(Function<JsonNode, T> reader) {
    return (_, body) -> reader.apply(Json.parse(body));
  }

  /// A text body, with or without the quotation marks of a JSON string around it.
  static <T> Expect<T> text(Function<String, T> reader) {
    return (_, body) -> {
      String text = new String(body, StandardCharsets.UTF_8).strip();
      boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
      return reader.apply(quoted ? text.substring(1, text.length() - 1) : text);
    };
  }

  /// Success is all there is to know; whatever body there may be is not looked at.
  static Expect<Acknowledged> nothing() {
    return (_, _) -> Acknowledged.ACKNOWLEDGED;
  }

  /// The status is what there is to know.
  static <T> Expect<T> status(Function<Integer, T> reader) {
    return (status, _) -> reader.apply(status);
  }
}
