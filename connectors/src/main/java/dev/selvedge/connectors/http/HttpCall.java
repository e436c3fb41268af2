package dev.selvedge.connectors.http;

import java.net.URI;
import java.util.Map;

/// One POST of a JSON text. Immutable; printing it shows neither headers nor body.
public record HttpCall(URI to, Map<String, String> headers, String json) {
  public HttpCall {
    headers = Map.copyOf(headers);
  }

  @Override
  public String toString() {
    return "HttpCall[" + to.getHost() + "]";
  }
}
