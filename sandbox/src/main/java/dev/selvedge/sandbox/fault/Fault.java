package dev.selvedge.sandbox.fault;

/// A way to misbehave. The set is closed.
public sealed interface Fault {

  /// The answer comes late.
  record Delay(long millis) implements Fault {}

  /// The call is answered with an error status and nothing is done.
  ///
  /// @param status the status
  /// @param rateHeaders whether the answer carries the headers of an exhausted tier
  /// @param body the body; empty for the framework's own
  record Status(int status, boolean rateHeaders, String body) implements Fault {}

  /// A proxy's HTML page instead of an answer; nothing is done.
  record HtmlPage(int status) implements Fault {}

  /// The connection is cut before anything is done.
  record CutBefore() implements Fault {}

  /// Everything is done, then the connection is cut: the answer is lost.
  record CutAfter() implements Fault {}

  /// Everything is done, then half of a JSON body is sent as if it were whole.
  record MalformedJson() implements Fault {}

  /// The job the call starts ends with this state and does nothing.
  record JobEnds(String state) implements Fault {}

  /// The job the call starts stays unfinished for so many polls; 0 is for ever.
  record JobHeld(int polls) implements Fault {}

  /// One contact (by an identifier's value) or record (by its key) fails with a code.
  record ItemFails(String item, String code) implements Fault {}
}
