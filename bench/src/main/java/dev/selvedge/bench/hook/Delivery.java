package dev.selvedge.bench.hook;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// One call of a system. Immutable.
final class Delivery {
  private final String kind;
  private final Map<String, String> headers;
  private final byte[] body;

  /// @param kind the last part of the address
  /// @param headers beside those that every call has
  /// @param body UTF-8; not to be changed afterwards
  Delivery(String kind, Map<String, String> headers, byte[] body) {
    this.kind = kind;
    this.headers = Map.copyOf(headers);
    this.body = body;
  }

  /// As it goes over the wire.
  byte[] request() {
    StringBuilder head = new StringBuilder(400);
    head.append("POST /hook/")
        .append(Caller.SYSTEM.value())
        .append('/')
        .append(kind)
        .append(" HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    byte[] start = head.toString().getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[start.length + body.length];
    System.arraycopy(start, 0, request, 0, start.length);
    System.arraycopy(body, 0, request, start.length, body.length);
    return request;
  }
}
