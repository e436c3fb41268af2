package dev.selvedge.dotdigital.answer;

import dev.selvedge.dotdigital.json.Json;
import dev.selvedge.dotdigital.json.Unreadable;
import dev.selvedge.dotdigital.json.View;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Reads both error models and every deviation from them that the vendor's documents show: v2's one
/// sentence with an `ERROR_…` token in it, v3's code with description, details as an array of
/// `{item, description}` or `{item, error}`, as an object with `items`, and several errors in an
/// array at the top.
final class ErrorReader {
  private static final Pattern V2_CODE = Pattern.compile("ERROR_[A-Z_]+");

  private ErrorReader() {}

  static ApiError read(byte[] body) {
    try {
      return read(Json.parse(body));
    } catch (Unreadable _) {
      // An empty body, or the HTML page of something on the way: the status has to do.
      return ApiError.NONE;
    }
  }

  static ApiError read(JsonNode body) {
    if (body.isString()) {
      return fromMessage(body.stringValue(), List.of());
    }
    if (body.isArray()) {
      return first(body);
    }
    return body.isObject() ? fromObject(View.of(body)) : ApiError.NONE;
  }

  private static ApiError fromObject(View error) {
    String message = error.text("message");
    String code = error.text("errorCode");
    var details = details(error);
    if (code.isEmpty()) {
      return fromMessage(message.isEmpty() ? error.text("description") : message, details);
    }
    String description = error.text("description");
    return new ApiError(code, description.isEmpty() ? message : description, details);
  }

  private static ApiError fromMessage(String message, List<ApiError.Detail> details) {
    Matcher code = V2_CODE.matcher(message);
    return new ApiError(code.find() ? code.group() : "", message, details);
  }

  private static ApiError first(JsonNode errors) {
    var all = new ArrayList<ApiError>();
    errors.forEach(error -> all.add(read(error)));
    if (all.isEmpty()) {
      return ApiError.NONE;
    }
    var details = new ArrayList<>(all.getFirst().details());
    all.stream()
        .skip(1)
        .forEach(other -> details.add(new ApiError.Detail(other.code(), other.description())));
    return new ApiError(all.getFirst().code(), all.getFirst().description(), details);
  }

  private static List<ApiError.Detail> details(View error) {
    var found = new ArrayList<ApiError.Detail>(error.items("details", ErrorReader::detail));
    error.texts("details").forEach(text -> found.add(new ApiError.Detail("", text)));
    error
        .object("details")
        .ifPresent(
            nested -> {
              found.addAll(nested.items("items", ErrorReader::detail));
              nested.texts("items").forEach(item -> found.add(new ApiError.Detail(item, "")));
            });
    // What still uses a data field, as v2 tells when it refuses to delete one.
    error.texts("dependencies").forEach(use -> found.add(new ApiError.Detail("", use)));
    return found;
  }

  private static ApiError.Detail detail(View detail) {
    String description = detail.text("description");
    return new ApiError.Detail(
        detail.text("item"), description.isEmpty() ? detail.text("error") : description);
  }
}
