package dev.selvedge.connectors.http;

import dev.selvedge.Payload;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A complete answer. Immutable; printing it shows the status and the size only.
public record HttpReply(int status, Map<String, String> headers, Payload body) {
  /// @param headers names in any case
  public HttpReply {
    TreeMap<String, String> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    ignoringCase.putAll(headers);
    headers = Collections.unmodifiableMap(ignoringCase);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  @Override
  public String toString() {
    return "HttpReply[" + status + ", " + body.size() + " bytes]";
  }
}
