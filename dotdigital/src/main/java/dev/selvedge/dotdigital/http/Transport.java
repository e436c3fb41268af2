package dev.selvedge.dotdigital.http;

/// The port through which every call to Dotdigital leaves. Implementations are safe for use by many
/// threads at once.
///
/// [#send] is called by the client once per call and blocks until there is an end to it. What can
/// go wrong on the way is part of the answer and not an exception, because the caller has to tell a
/// call that cannot have happened from one that may have. An implementation never repeats a request
/// and never follows a redirect.
public interface Transport extends AutoCloseable {
  /// {@return what became of the request}
  Transmission send(Request request);

  @Override
  void close();
}
