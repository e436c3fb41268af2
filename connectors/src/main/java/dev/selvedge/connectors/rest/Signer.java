package dev.selvedge.connectors.rest;

import dev.selvedge.SystemName;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.http.Percent;
import dev.selvedge.connectors.sign.OAuthSignature;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Puts the credentials on a call. Safe for use by many threads.
final class Signer {
  private static final int NONCE = 16;
  private static final String AUTHORIZATION = "Authorization";

  private final Credentials credentials;
  private final InstantSource clock;
  private final RandomGenerator dice;
  private final Optional<ClientTokens> tokens;

  Signer(
      SystemName system,
      Credentials credentials,
      HttpPort http,
      InstantSource clock,
      RandomGenerator dice) {
    this.credentials = credentials;
    this.clock = clock;
    this.dice = dice;
    this.tokens =
        credentials instanceof Credentials.Client client
            ? Optional.of(new ClientTokens(system, client, http, clock))
            : Optional.empty();
  }

  /// The tokens, where there are such.
  Optional<ClientTokens> tokens() {
    return tokens;
  }

  HttpCall signed(HttpCall call) {
    return switch (credentials) {
      case Credentials.None ignored -> call;
      case Credentials.Bearer bearer -> with(call, AUTHORIZATION, bearer(bearer.token().reveal()));
      case Credentials.Basic basic ->
          with(call, AUTHORIZATION, basic(basic.user(), basic.password().reveal()));
      case Credentials.Header header -> with(call, header.name(), header.value().reveal());
      case Credentials.Query query -> queried(call, query);
      case Credentials.Client ignored ->
          with(call, AUTHORIZATION, bearer(tokens.orElseThrow().current().text()));
      case Credentials.Signed signed -> oauth(call, signed);
    };
  }

  /// The same call with other credentials, after these were refused; nothing where there are none.
  Optional<HttpCall> renewed(HttpCall refused) {
    String sent = refused.headers().getOrDefault(AUTHORIZATION, "");
    return tokens.map(
        known ->
            with(
                refused,
                AUTHORIZATION,
                bearer(known.after(sent.replaceFirst("^Bearer ", "")).text())));
  }

  /// An address as it may be kept: without credentials in it.
  URI bare(URI address) {
    return credentials instanceof Credentials.Query query
        ? withQuery(address, without(address, query.name()))
        : address;
  }

  private HttpCall oauth(HttpCall call, Credentials.Signed signed) {
    byte[] bytes = new byte[NONCE];
    dice.nextBytes(bytes);
    String header =
        OAuthSignature.header(
            signed.keys(),
            signed.realm(),
            call.method(),
            call.to(),
            clock.instant().getEpochSecond(),
            HexFormat.of().formatHex(bytes));
    return with(call, AUTHORIZATION, header);
  }

  private static HttpCall queried(HttpCall call, Credentials.Query query) {
    String others = without(call.to(), query.name());
    String ours = Percent.encoded(query.name()) + "=" + Percent.encoded(query.value().reveal());
    String all = others.isEmpty() ? ours : others + "&" + ours;
    return new HttpCall(call.method(), withQuery(call.to(), all), call.headers(), call.json());
  }

  private static String without(URI address, String name) {
    String raw = address.getRawQuery() == null ? "" : address.getRawQuery();
    List<String> pairs = Arrays.asList(raw.split("&", -1));
    return pairs.stream()
        .filter(pair -> !pair.isEmpty() && !pair.startsWith(Percent.encoded(name) + "="))
        .collect(Collectors.joining("&"));
  }

  private static URI withQuery(URI address, String query) {
    String before = address.toString().replaceFirst("\\?.*", "");
    return URI.create(query.isEmpty() ? before : before + "?" + query);
  }

  private static HttpCall with(HttpCall call, String name, String value) {
    Map<String, String> headers = new LinkedHashMap<>(call.headers());
    headers.put(name, value);
    return new HttpCall(call.method(), call.to(), headers, call.json());
  }

  private static String bearer(String token) {
    return "Bearer " + token;
  }

  private static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
