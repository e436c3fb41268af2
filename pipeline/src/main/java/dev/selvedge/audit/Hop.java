package dev.selvedge.audit;

/// Where on the way from a source to a target a difference arose.
public enum Hop {
  /// the source changed it, and the hub has not heard of that
  NEVER_RECEIVED("never received", "The source holds it otherwise, and the hub was not told."),
  /// the source changed it a moment ago
  CHANGED_SINCE("changed in the source since", "The source changed it after it was read last."),
  /// what was understood, or planned, is not what today's rules say
  MAPPED_DIFFERENTLY(
      "mapped differently", "Today's mapping or rules make something else of the same record."),
  /// deliberately not sent
  NOT_DUE("not due", "The hub left it out on purpose, or it was discarded by hand."),
  ON_ITS_WAY("on its way", "It is due and has not been sent yet."),
  DELIVERY_FAILED("delivery failed", "The target refused it; it is parked."),
  /// the target had acknowledged it as it should be
  CHANGED_AFTERWARDS(
      "changed in the target afterwards",
      "The target had it as it should be; somebody or something changed it there."),
  /// nobody but the target knows it
  NOT_OURS("not the hub's", "It came to the target some other way.");

  private final String words;
  private final String meaning;

  Hop(String words, String meaning) {
    this.words = words;
    this.meaning = meaning;
  }

  /// As people read it.
  public String words() {
    return words;
  }

  /// A sentence.
  public String meaning() {
    return meaning;
  }
}
