package dev.selvedge.connectors.http;

import dev.selvedge.connector.SourceException;

/// The port through which a connector asks a system over HTTP. Safe for use by many threads.
///
/// A call ends within the time-outs, is sent once, and follows no redirect. Every status is an
/// answer; only what gave no answer is an exception.
public interface HttpPort extends AutoCloseable {
  /// Sends the call and waits for the answer.
  ///
  /// @throws SourceException when no complete answer came; the message names the host, nothing else
  HttpReply send(HttpCall call);

  /// The same, for an answer of which a beginning is enough: a longer one ends after so many bytes
  /// and one more, by which it is known.
  HttpReply sendCut(HttpCall call, int bytes);

  @Override
  void close();
}
