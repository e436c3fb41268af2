package dev.selvedge.sandbox.fault;

/// A way to misbehave. The set is closed.
public sealed interface Fault {

  /// The answer comes late: first the wait, then the call is carried out.
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

  /// Everything is done at once, then the answer is kept back: the caller's patience ends first.
  record Held(long millis) implements Fault {}

  /// Everything is done, then half of a JSON body is sent as if it were whole.
  record MalformedJson() implements Fault {}

  /// What concerns the job that the call starts, not the call.
  sealed interface OfJob extends Fault {}

  /// The job the call starts ends with this state and does nothing.
  record JobEnds(String state) implements OfJob {}

  /// The job the call starts stays unfinished for so many polls; 0 is for ever.
  record JobHeld(int polls) implements OfJob {}

  /// The job the call starts takes so much longer than usual.
  record JobLate(long millis) implements OfJob {}

  /// An import that holds a value (an identifier, a data field's value, a record's key, owner or
  /// any value in its JSON) ends with a state and does nothing; other imports are left alone.
  ///
  /// @param value what the import must hold
  /// @param state how it ends; empty for `RejectedByWatchdog` of contacts and `Failed` of records
  record Culprit(String value, String state) implements OfJob {}

  /// One contact (by an identifier's value) or record (by its key) fails with a code.
  record ItemFails(String item, String code) implements OfJob {}

  /// One item of an import is written and also listed as failed. What the code speaks of
  /// (`consentRecordsNotApplied`, `invalidAddressBookIds`, `invalidDataField`) is left out.
  record ItemPartlyFails(String item, String code) implements OfJob {}

  /// The report of an import does not mention one item at all.
  ///
  /// @param item an identifier's value or a record's key
  /// @param written whether it was written all the same
  record ItemOmitted(String item, boolean written) implements OfJob {}
}
