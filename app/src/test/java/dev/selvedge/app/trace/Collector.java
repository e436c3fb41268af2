package dev.selvedge.app.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// A receiver of OTLP over HTTP on this machine: reads the protobuf of `ExportTraceServiceRequest`
/// by the numbers of its fields, as opentelemetry-proto publishes them. Thread-safe.
public final class Collector implements AutoCloseable {
  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final List<Map<String, String>> resources = new CopyOnWriteArrayList<>();
  private final List<String> authorised = new CopyOnWriteArrayList<>();
  private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  public Collector() throws IOException {
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  /// A span as it was told.
  ///
  /// @param kind 1 internal, 2 server, 3 client
  /// @param error whether its status is one
  public record Span(
      String traceId,
      String spanId,
      String parent,
      String name,
      long kind,
      long start,
      long end,
      Map<String, String> attributes,
      List<String> links,
      boolean error) {
    public Span {
      attributes = Map.copyOf(attributes);
      links = List.copyOf(links);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public List<Span> spans() {
    return List.copyOf(spans);
  }

  public List<Span> spans(Predicate<Span> which) {
    return spans.stream().filter(which).toList();
  }

  public Optional<Span> named(String name) {
    return spans.stream().filter(span -> span.name().equals(name)).findFirst();
  }

  public List<Map<String, String>> resources() {
    return List.copyOf(resources);
  }

  /// What the header `Authorization` of each call said.
  public List<String> authorised() {
    return List.copyOf(authorised);
  }

  /// Whether anything that was told holds this text.
  public boolean holds(String text) {
    return bodies.stream()
        .anyMatch(body -> new String(body, StandardCharsets.ISO_8859_1).contains(text));
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    bodies.add(body);
    authorised.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    for (Field resourceSpans : fields(body)) {
      for (Field part : fields(resourceSpans.bytes())) {
        if (part.number() == 1) {
          resources.add(attributes(part.bytes(), 1));
        } else if (part.number() == 2) {
          fields(part.bytes()).stream()
              .filter(field -> field.number() == 2)
              .forEach(field -> spans.add(span(field.bytes())));
        }
      }
    }
    exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private static Span span(byte[] message) {
    List<Field> fields = fields(message);
    List<String> links = new ArrayList<>();
    fields.stream()
        .filter(field -> field.number() == 13)
        .map(field -> fields(field.bytes()))
        .forEach(link -> links.add(hex(link, 1) + "-" + hex(link, 2)));
    boolean error =
        fields.stream()
            .filter(field -> field.number() == 15)
            .flatMap(field -> fields(field.bytes()).stream())
            .anyMatch(field -> field.number() == 3 && field.value() == 2);
    return new Span(
        hex(fields, 1),
        hex(fields, 2),
        hex(fields, 4),
        new String(first(fields, 5).bytes(), StandardCharsets.UTF_8),
        first(fields, 6).value(),
        first(fields, 7).value(),
        first(fields, 8).value(),
        attributes(message, 9),
        links,
        error);
  }

  private static Map<String, String> attributes(byte[] message, int number) {
    Map<String, String> attributes = new TreeMap<>();
    for (Field field : fields(message)) {
      if (field.number() == number) {
        List<Field> pair = fields(field.bytes());
        Field value = fields(first(pair, 2).bytes()).getFirst();
        attributes.put(
            new String(first(pair, 1).bytes(), StandardCharsets.UTF_8),
            value.number() == 1
                ? new String(value.bytes(), StandardCharsets.UTF_8)
                : Long.toString(value.value()));
      }
    }
    return attributes;
  }

  private static String hex(List<Field> fields, int number) {
    return HexFormat.of().formatHex(first(fields, number).bytes());
  }

  private static Field first(List<Field> fields, int number) {
    return fields.stream()
        .filter(field -> field.number() == number)
        .findFirst()
        .orElse(new Field(number, 0, new byte[0]));
  }

  /// One field of a message.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Field(int number, long value, byte[] bytes) {}

  private static List<Field> fields(byte[] message) {
    List<Field> fields = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      int tag = (int) varint(in);
      int number = tag >>> 3;
      switch (tag & 7) {
        case 0 -> fields.add(new Field(number, varint(in), new byte[0]));
        case 1 -> fields.add(new Field(number, in.getLong(), new byte[0]));
        case 2 -> {
          byte[] bytes = new byte[(int) varint(in)];
          in.get(bytes);
          fields.add(new Field(number, 0, bytes));
        }
        case 5 -> fields.add(new Field(number, in.getInt(), new byte[0]));
        default -> throw new IllegalArgumentException("no wire type: " + (tag & 7));
      }
    }
    return fields;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = in.get();
      value |= (long) (next & 0x7F) << shift;
      shift += 7;
    } while (next < 0);
    return value;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
