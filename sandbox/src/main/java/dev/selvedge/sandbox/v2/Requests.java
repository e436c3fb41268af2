package dev.selvedge.sandbox.v2;

import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Query;
import dev.selvedge.sandbox.call.V2Error;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.time.Times;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reading of requests as the older framework does: names in any case, dates in any spelling.
final class Requests {
  private static final int MOST = 1000;

  private Requests() {}

  static JsonNode object(Call call) {
    JsonNode body = any(call);
    if (!body.isObject()) {
      throw V2Error.refused(400, "ERROR_MALFORMED_REQUEST");
    }
    return body;
  }

  static JsonNode array(Call call) {
    JsonNode body = any(call);
    if (!body.isArray()) {
      throw V2Error.refused(400, "ERROR_MALFORMED_REQUEST");
    }
    return body;
  }

  private static JsonNode any(Call call) {
    try {
      return Json.MAPPER.readTree(call.body());
    } catch (JacksonException e) {
      throw V2Error.refused(400, "ERROR_MALFORMED_REQUEST");
    }
  }

  /// The `{date}` of a since-feed.
  static Instant date(Call call) {
    return Times.read(call.variable("date").replace('+', ' ').strip())
        .or(() -> Times.read(call.variable("date")))
        .orElseThrow(() -> V2Error.refused(400, "ERROR_PARAMETER_INVALID"));
  }

  static long id(Call call, String variable, String code) {
    return Json.whole(call.variable(variable)).orElseThrow(() -> V2Error.refused(404, code));
  }

  /// The part of a list that `select` and `skip` ask for.
  static <T> List<T> page(List<T> all, Query query) {
    return page(all, query, 0);
  }

  /// The same where rows before it have gone since the first page was read.
  static <T> List<T> page(List<T> all, Query query, int gone) {
    int select = number(query, "select", MOST);
    int skip = number(query, "skip", 0);
    if (select < 1 || select > MOST || skip < 0) {
      throw V2Error.refused(400, "ERROR_PARAMETER_INVALID");
    }
    int from = Math.min(skip == 0 ? 0 : skip + gone, all.size());
    return all.subList(from, Math.min(from + select, all.size()));
  }

  private static int number(Query query, String name, int usual) {
    return query
        .first(name)
        .map(
            text ->
                Json.whole(text)
                    .orElseThrow(() -> V2Error.refused(400, "ERROR_PARAMETER_INVALID"))
                    .intValue())
        .orElse(usual);
  }
}
