package dev.selvedge.app.http;

import dev.selvedge.app.live.Pace;

/// Where the server listens and how much it takes in. Immutable.
///
/// @param host the address to bind; loopback unless the user asks for more
/// @param port 0 for any free one
/// @param https whether people reach the hub by HTTPS (a proxy in front); cookies then never travel
///     without it
/// @param maxBodyBytes the largest webhook body
/// @param bodiesInHandBytes how many bytes of webhook bodies may be in memory at once; more is
///     answered 503, so that a burst cannot fill the heap
/// @param pace how often open pages are looked after
public record HttpConfig(
    String host, int port, boolean https, int maxBodyBytes, int bodiesInHandBytes, Pace pace) {
  public static final String LOOPBACK = "127.0.0.1";
  private static final int MEBIBYTE = 1024 * 1024;
  private static final int STANDARD_BODY = 5 * MEBIBYTE;
  private static final int STANDARD_IN_HAND = 64 * MEBIBYTE;

  /// @throws IllegalArgumentException when a limit is not positive, or one body would not fit
  public HttpConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535; got " + port);
    }
    if (maxBodyBytes <= 0 || bodiesInHandBytes < maxBodyBytes) {
      throw new IllegalArgumentException(
          "the largest body must be positive and fit into the bytes in hand; got "
              + maxBodyBytes
              + " and "
              + bodiesInHandBytes);
    }
  }

  /// With open pages looked after as usual.
  public HttpConfig(String host, int port, boolean https, int maxBodyBytes, int bodiesInHandBytes) {
    this(host, port, https, maxBodyBytes, bodiesInHandBytes, Pace.STANDARD);
  }

  /// The usual limits, reachable from this machine only.
  public static HttpConfig loopback(int port) {
    return new HttpConfig(LOOPBACK, port, false, STANDARD_BODY, STANDARD_IN_HAND);
  }
}
