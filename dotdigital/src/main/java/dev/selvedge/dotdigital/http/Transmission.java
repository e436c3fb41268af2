package dev.selvedge.dotdigital.http;

/// What became of one request on the wire. Immutable; the body of a reply is handed over without a
/// copy and must not be changed.
public sealed interface Transmission {

  /// A complete reply arrived.
  @SuppressWarnings(
      "ArrayRecordComponent") // never compared; a copy of every page read would be waste
  record Replied(int status, Headers headers, byte[] body) implements Transmission {
    @Override
    public String toString() {
      return "Replied[status=" + status + ", bytes=" + body.length + "]";
    }
  }

  /// A status arrived, but with more body than the client is willing to hold.
  record Overlong(int status, Headers headers) implements Transmission {}

  /// The request left, and no complete reply came back: it may have taken effect.
  record Lost(Loss how) implements Transmission {}

  /// Not one byte of the request left: it cannot have taken effect.
  record NotSent(Obstacle why) implements Transmission {}

  /// How a reply was lost.
  enum Loss {
    /// No answer within the response time-out, or none that was complete within the call's.
    TIMED_OUT,
    /// The connection ended before the reply was complete.
    CUT
  }

  /// What kept a request from leaving.
  enum Obstacle {
    REFUSED,
    UNKNOWN_HOST,
    CONNECT_TIMED_OUT,
    /// No secure connection could be agreed on, for example because of the certificate.
    TLS,
    /// All connections were busy for as long as the connect time-out.
    NO_FREE_CONNECTION,
    /// Anything else before the first byte, such as no route, or this thread being interrupted.
    OTHER
  }
}
