package dev.selvedge.connectors.patchworks.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Where everything is below the two bases of Patchworks' API, as its documentation has it, with
/// what is put into a path or a question encoded.
final class Paths {
  static final String FLOWS = "/flows";
  static final String RUNS = "/flow-runs";

  private Paths() {}

  static String logs(String run) {
    return RUNS + "/" + encoded(run) + "/flow-run-logs";
  }

  static String payload(String id) {
    return "/payload-metadata/" + encoded(id) + "/download";
  }

  /// The body is the payload.
  ///
  /// @param version empty for the deployed one
  static String startRaw(String flow, String version) {
    return FLOWS + "/" + encoded(flow) + "/start/raw" + last(version);
  }

  /// The body holds the payload as a text.
  ///
  /// @param version empty for the deployed one
  static String start(String flow, String version) {
    return FLOWS + "/" + encoded(flow) + "/start" + last(version);
  }

  /// What is asked behind a path; empty for nothing.
  static String query(Map<String, String> asked) {
    StringBuilder query = new StringBuilder();
    asked.forEach(
        (name, value) ->
            query
                .append(query.isEmpty() ? '?' : '&')
                .append(encoded(name))
                .append('=')
                .append(encoded(value)));
    return query.toString();
  }

  private static String last(String step) {
    return step.isEmpty() ? "" : "/" + encoded(step);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
