package dev.selvedge.connectors.http;

import java.net.URI;
import java.util.Map;

/// One call. Immutable; printing it shows neither headers nor body.
///
/// @param method `GET`, `POST` …
/// @param json the body, JSON unless a header `Content-Type` says another; empty for none
public record HttpCall(String method, URI to, Map<String, String> headers, String json) {
  public HttpCall {
    headers = Map.copyOf(headers);
  }

  /// A POST of a JSON text.
  public HttpCall(URI to, Map<String, String> headers, String json) {
    this("POST", to, headers, json);
  }

  @Override
  public String toString() {
    return "HttpCall[" + method + " " + to.getHost() + "]";
  }
}
