package com.example.club;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.testkit.source.Vendor;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// A club that answers on a real socket, as the contract suite drives it.
final class ScriptedClub implements Vendor {
  static final String TOKEN = "let-me-in";
  private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");

  private final HttpServer server;
  private final Map<Long, String> log = new LinkedHashMap<>();
  private final Map<Integer, Long> latest = new LinkedHashMap<>();
  private final StringBuilder more = new StringBuilder();
  private final Connector.Opened opened;
  private long changes;

  ScriptedClub() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/changes", this::answer);
    server.start();
    opened = open(url(), TOKEN);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  static Connector.Opened open(String url, String token) {
    Problems problems = new Problems();
    String yaml = "{ url: '" + url + "', token: " + token + ", timeout: 5s }";
    Connector.Plan plan =
        new ClubConnector()
            .plan(
                new SystemName("club"),
                YamlReader.readMapping("selvedge.yaml", yaml, problems).orElseThrow(),
                new Connector.Surroundings(Path.of("."), InstantSource.system()),
                problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.sorted().toString());
    }
    return plan.open();
  }

  private synchronized void answer(HttpExchange call) throws IOException {
    Map<String, String> query =
        java.util.Arrays.stream(call.getRequestURI().getQuery().split("&"))
            .map(each -> each.split("=", 2))
            .collect(Collectors.toMap(each -> each[0], each -> each[1]));
    boolean known = ("Bearer " + TOKEN).equals(call.getRequestHeaders().getFirst("Authorization"));
    long after = Long.parseLong(query.get("after"));
    String body =
        log.entrySet().stream()
            .filter(entry -> entry.getKey() > after)
            .limit(Long.parseLong(query.get("limit")))
            .map(Map.Entry::getValue)
            .collect(Collectors.joining(",", "[", "]"));
    byte[] bytes = (known ? body : "{}").getBytes(StandardCharsets.UTF_8);
    call.sendResponseHeaders(known ? 200 : 401, bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }

  private synchronized void log(int key, String change) {
    Long before = latest.put(key, ++changes);
    if (before != null) {
      log.remove(before);
    }
    log.put(changes, "{\"change\":" + changes + ",\"id\":\"" + key + "\"," + change + "}");
  }

  @Override
  public PolledSource freshSource() {
    return opened.polled().getFirst();
  }

  @Override
  public Instant now() {
    return NOW;
  }

  @Override
  public void write(int key, Instant stamp, String note) {
    log(
        key,
        "\"changed\":\"%s\",\"member\":{\"id\":\"%d\",\"note\":\"%s\"%s}"
            .formatted(stamp, key, note, more));
  }

  @Override
  public void delete(int key, Instant stamp) {
    log(key, "\"changed\":\"" + stamp + "\",\"gone\":true,\"member\":{}");
  }

  @Override
  public boolean tellsDeletions() {
    return true;
  }

  @Override
  public synchronized void vanish(int key) {
    Long change = latest.remove(key);
    if (change != null) {
      log.remove(change);
    }
  }

  @Override
  public void grow(String field, String value) {
    more.append(",\"").append(field).append("\":\"").append(value).append('"');
  }

  @Override
  public void close() {
    opened.close();
    server.stop(0);
  }
}
