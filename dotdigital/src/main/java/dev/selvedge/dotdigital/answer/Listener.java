package dev.selvedge.dotdigital.answer;

import dev.selvedge.dotdigital.http.Request;

/// Hears how every call of a client ended. Called in the thread that made the call, before its
/// answer is handed back, by many threads at once; it must not throw.
@FunctionalInterface
public interface Listener {
  void heard(Request request, Answer<?> answer);
}
