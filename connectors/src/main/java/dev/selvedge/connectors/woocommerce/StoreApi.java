package dev.selvedge.connectors.woocommerce;

import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.http.RetryAfter;
import dev.selvedge.connectors.woocommerce.WooSettings.Auth;
import dev.selvedge.connectors.woocommerce.WooSettings.Keys;
import dev.selvedge.connectors.woocommerce.WooSettings.Permalinks;
import dev.selvedge.connectors.woocommerce.WooSettings.Site;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The calls of one shop. What its host, a cache or a security plug-in answers in place of the shop
/// is told apart from what the shop says. Safe for use by many threads.
final class StoreApi {
  private static final Pattern TOTAL = Pattern.compile("\\d{1,12}");

  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Pattern CODE = Pattern.compile("[a-z0-9_]{1,80}");
  private static final Duration UNSAID_REST = Duration.ofSeconds(30);
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int NONCE = 16;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;
  private static final int SERVER_FAULT = 500;
  private static final int GATEWAY_TIMEOUT = 504;

  private final SystemName system;
  private final WooSettings settings;
  private final HttpPort http;
  private final InstantSource clock;
  private final SecureRandom dice = new SecureRandom();
  private final AtomicReference<Instant> quietUntil = new AtomicReference<>(Instant.MIN);

  StoreApi(SystemName system, WooSettings settings, HttpPort http, InstantSource clock) {
    this.system = system;
    this.settings = settings;
    this.http = http;
    this.clock = clock;
  }

  /// What the shop says.
  sealed interface Answer {
    /// What was asked for.
    ///
    /// @param total how many there are of what a list was asked for, -1 where that is not said
    record Content(JsonNode json, long total) implements Answer {}

    /// A refusal of its own, by a code such as `woocommerce_rest_invalid_id`.
    record Refusal(int status, String code) implements Answer {}

    /// It fails on what it was asked for: mostly it ran out of memory or time.
    record Failed(int status) implements Answer {}
  }

  SystemName system() {
    return system;
  }

  /// Until when it wants to be left alone, where that is yet to come.
  Optional<Instant> quietUntil() {
    return Optional.of(quietUntil.get()).filter(until -> until.isAfter(clock.instant()));
  }

  /// @param path below the version, such as `orders/12`
  /// @throws SourceException when nothing comes of it, or the keys are not taken
  Answer get(String path, Map<String, String> query) {
    return ask("GET", route(path), query, "");
  }

  /// Changes something.
  ///
  /// @param json the body
  Answer send(String method, String path, String json) {
    return ask(method, route(path), Map.of(), json);
  }

  /// What the site tells anybody of itself.
  HttpReply root() {
    return call("GET", "/", Map.of(), "", false);
  }

  private String route(String path) {
    return "/" + settings.site().version() + "/" + path;
  }

  private Answer ask(String method, String route, Map<String, String> query, String json) {
    Optional<Instant> quiet = quietUntil();
    if (quiet.isPresent()) {
      long seconds = Duration.between(clock.instant(), quiet.get()).toSeconds() + 1;
      throw new SourceException(
          system + " asked to be left alone; it is asked again in " + seconds + " s");
    }
    HttpReply reply = call(method, route, query, json, true);
    return understood(reply);
  }

  private HttpReply call(
      String method, String route, Map<String, String> query, String json, boolean signed) {
    Site site = settings.site();
    Keys keys = settings.keys();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    // Caches of hosts and plug-ins take the API for pages.
    headers.put("Cache-Control", "no-cache");
    Map<String, String> parameters = new LinkedHashMap<>(query);
    String written;
    switch (signed ? auth() : Auth.AUTO) {
      case OAUTH -> {
        if (site.permalinks() == Permalinks.PLAIN) {
          parameters.put("rest_route", route);
        }
        written = OneLegged.query(keys, method, bare(site, route), parameters, once());
        return http.send(
            new HttpCall(method, withQuery(bare(site, route), written), headers, json));
      }
      case QUERY -> {
        parameters.put("consumer_key", keys.consumerKey());
        parameters.put("consumer_secret", keys.consumerSecret().reveal());
      }
      case HEADER -> {
        String pair = keys.consumerKey() + ":" + keys.consumerSecret().reveal();
        headers.put(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
      }
      case AUTO -> {
        // Nobody has to know us.
      }
    }
    written =
        parameters.entrySet().stream()
            .map(one -> OneLegged.encoded(one.getKey()) + "=" + OneLegged.encoded(one.getValue()))
            .collect(Collectors.joining("&"));
    return http.send(new HttpCall(method, site.at(route, written), headers, json));
  }

  private Auth auth() {
    Auth chosen = settings.keys().auth();
    return chosen == Auth.AUTO
        ? settings.site().address().getScheme().equals("https") ? Auth.HEADER : Auth.OAUTH
        : chosen;
  }

  private static URI bare(Site site, String route) {
    return site.permalinks() == Permalinks.PLAIN ? site.address() : site.at(route, "");
  }

  private static URI withQuery(URI address, String query) {
    return URI.create(address + "?" + query);
  }

  private OneLegged.Once once() {
    byte[] bytes = new byte[NONCE];
    dice.nextBytes(bytes);
    return new OneLegged.Once(clock.instant().getEpochSecond(), HexFormat.of().formatHex(bytes));
  }

  private Answer understood(HttpReply reply) {
    int status = reply.status();
    if (status / 100 == 2) {
      return new Answer.Content(tree(reply).orElseThrow(this::noJson), total(reply));
    }
    if (status == TOO_MANY || status == UNAVAILABLE) {
      throw leaveAlone(reply);
    }
    if (status / 100 == 3) {
      throw new SourceException(
          system
              + " sends us elsewhere (HTTP "
              + status
              + "), and we follow no redirect; write the address it ends at as 'shop'");
    }
    Optional<String> code =
        tree(reply).map(json -> json.path("code").asString("")).filter(c -> !c.isEmpty());
    if (status == SERVER_FAULT || status == GATEWAY_TIMEOUT) {
      return new Answer.Failed(status);
    }
    if (code.isEmpty()) {
      throw stranger(status);
    }
    String known = code.filter(text -> CODE.matcher(text).matches()).orElse("no code");
    if (status == 401 || status == 403) {
      throw SourceException.refused(
          system + " does not let us in (HTTP " + status + ", " + known + "); " + advice(known));
    }
    if (known.equals("rest_no_route")) {
      throw SourceException.refused(
          system
              + " has no such API there (HTTP 404); check 'shop' and 'api_version', and that"
              + " WooCommerce is active");
    }
    return new Answer.Refusal(status, known);
  }

  private static long total(HttpReply reply) {
    return reply
        .header("X-WP-Total")
        .filter(text -> TOTAL.matcher(text).matches())
        .map(Long::parseLong)
        .orElse(-1L);
  }

  private static String advice(String code) {
    return code.equals("woocommerce_rest_cannot_view")
        ? "check the keys and what their user may do; where a host drops the header, 'auth: query'"
        : "check 'consumer_key' and 'consumer_secret', and what the keys allow";
  }

  /// An answer that is not the shop's: of its host, a firewall, a cache.
  private SourceException stranger(int status) {
    return switch (status) {
      case 401, 403 ->
          new SourceException(
              system
                  + " is kept from us by its host or a security plug-in (HTTP "
                  + status
                  + "); let the hub's address through there");
      case 404 ->
          SourceException.refused(
              system
                  + " has no API there (HTTP 404); check 'shop', and 'permalinks: plain' where the"
                  + " site has no pretty addresses");
      default -> new SourceException(system + " fails with HTTP " + status);
    };
  }

  private SourceException leaveAlone(HttpReply reply) {
    Duration rest = RetryAfter.of(reply, clock.instant()).orElse(UNSAID_REST);
    Instant until = clock.instant().plus(rest);
    quietUntil.accumulateAndGet(until, (old, next) -> next.isAfter(old) ? next : old);
    return new SourceException(
        system
            + " asks to slow down (HTTP "
            + reply.status()
            + "); it is left alone for "
            + rest.toSeconds()
            + " s");
  }

  private SourceException noJson() {
    return new SourceException(
        system
            + " answers with something that is not JSON, or only a part of it: perhaps a page of its"
            + " host, of a cache or of a plug-in");
  }

  /// Nothing where it is not JSON. Files saved with a byte order mark put it before every answer.
  private static Optional<JsonNode> tree(HttpReply reply) {
    byte[] body = reply.body().toBytes();
    boolean marked = body.length >= 3 && Arrays.equals(Arrays.copyOf(body, 3), BYTE_ORDER_MARK);
    try {
      JsonNode json = JSON.readTree(marked ? Arrays.copyOfRange(body, 3, body.length) : body);
      return Optional.of(json).filter(node -> node.isObject() || node.isArray());
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }
}
