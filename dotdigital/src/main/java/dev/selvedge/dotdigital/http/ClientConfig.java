package dev.selvedge.dotdigital.http;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/// How to reach one Dotdigital account. Immutable; credentials and token are masked in its text
/// form.
///
/// @param baseUrl scheme, host and port of the account's region, without a trailing slash
/// @param responseTimeout how long the server may be silent; Dotdigital asks clients to wait 121
///     seconds before they call a request timed out (Dotdigital docs: API conventions)
/// @param callTimeout how long a call may take from beginning to end, however busy the line is
/// @param integrationToken the GUID of a verified integration, empty when there is none
/// @param maxConnections how many calls may be on the wire at once
public record ClientConfig(
    URI baseUrl,
    Credentials credentials,
    Duration connectTimeout,
    Duration responseTimeout,
    Duration callTimeout,
    String integrationToken,
    int maxConnections) {

  /// The region every account's endpoint can be asked for at, whichever region it belongs to
  /// (Dotdigital docs: API end points).
  public static final URI DISCOVERY = URI.create("https://r1-api.dotdigital.com");

  /// What a call needs beside connecting and waiting: writing a large import, reading the reply.
  private static final Duration TALKING = Duration.ofSeconds(10);

  public ClientConfig {
    baseUrl = normalised(baseUrl);
    requirePositive(connectTimeout, "connect time-out");
    requirePositive(responseTimeout, "response time-out");
    requirePositive(callTimeout, "call time-out");
    if (maxConnections < 1) {
      throw new IllegalArgumentException("at least one connection is needed");
    }
    if (!integrationToken.matches("[{]?[0-9a-fA-F-]*[}]?")) {
      throw new IllegalArgumentException("the integration token must be a GUID");
    }
  }

  public static ClientConfig of(URI baseUrl, Credentials credentials) {
    Duration connect = Duration.ofSeconds(10);
    Duration response = Duration.ofSeconds(125);
    return new ClientConfig(
        baseUrl, credentials, connect, response, whole(connect, response), "", 16);
  }

  private static Duration whole(Duration connect, Duration response) {
    return connect.plus(response).plus(TALKING);
  }

  public ClientConfig withBaseUrl(URI url) {
    return new ClientConfig(
        url,
        credentials,
        connectTimeout,
        responseTimeout,
        callTimeout,
        integrationToken,
        maxConnections);
  }

  /// With other time-outs; the one of the whole call follows from them.
  public ClientConfig withTimeouts(Duration connect, Duration response) {
    return new ClientConfig(
        baseUrl,
        credentials,
        connect,
        response,
        whole(connect, response),
        integrationToken,
        maxConnections);
  }

  public ClientConfig withCallTimeout(Duration call) {
    return new ClientConfig(
        baseUrl,
        credentials,
        connectTimeout,
        responseTimeout,
        call,
        integrationToken,
        maxConnections);
  }

  public ClientConfig withIntegrationToken(String token) {
    return new ClientConfig(
        baseUrl, credentials, connectTimeout, responseTimeout, callTimeout, token, maxConnections);
  }

  public ClientConfig withMaxConnections(int connections) {
    return new ClientConfig(
        baseUrl,
        credentials,
        connectTimeout,
        responseTimeout,
        callTimeout,
        integrationToken,
        connections);
  }

  /// Brings a base address into the one form the client uses. Dotdigital's own sample of an
  /// endpoint ends in a slash and older ones do not (Dotdigital docs: account information).
  ///
  /// @throws IllegalArgumentException unless it is an absolute http or https address without user,
  ///     query or fragment
  public static URI normalised(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    boolean web = scheme.equals("https") || scheme.equals("http");
    if (!web || url.getHost() == null || url.getRawUserInfo() != null) {
      throw new IllegalArgumentException("not the http or https address of a server");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException("a base address has no query and no fragment");
    }
    String path = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return URI.create(scheme + "://" + url.getHost() + port + path);
  }

  private static void requirePositive(Duration timeout, String what) {
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("the " + what + " must be longer than nothing");
    }
  }

  @Override
  public String toString() {
    return "ClientConfig[baseUrl=%s, connectTimeout=%s, responseTimeout=%s, callTimeout=%s,"
            .formatted(baseUrl, connectTimeout, responseTimeout, callTimeout)
        + " maxConnections=%d]".formatted(maxConnections);
  }
}
