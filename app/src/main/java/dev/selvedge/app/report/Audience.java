package dev.selvedge.app.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who reads a report: what they are shown, and what of it first.
public enum Audience {
  /// whom may be mailed, and whether what they work with is there
  MARKETING,
  /// what went wrong, and all the rest
  OPERATIONS,
  /// whether it keeps what it promises
  MANAGEMENT;

  /// What a report can tell of.
  public enum Topic {
    MOVED("What moved"),
    FRESHNESS("How fresh it was"),
    TROUBLE("What failed and was mended"),
    CONSENT("Who may be mailed"),
    REVENUE("Orders after automations"),
    AUDIT("What the last audit found"),
    ALLOWANCE("What is gone of the allowance");

    private final String title;

    Topic(String title) {
      this.title = title;
    }

    /// As people read it.
    public String title() {
      return title;
    }
  }

  /// What they are shown, in this order.
  public List<Topic> topics() {
    return switch (this) {
      case MARKETING ->
          List.of(Topic.REVENUE, Topic.CONSENT, Topic.MOVED, Topic.FRESHNESS, Topic.AUDIT);
      case OPERATIONS ->
          List.of(
              Topic.TROUBLE,
              Topic.FRESHNESS,
              Topic.MOVED,
              Topic.ALLOWANCE,
              Topic.AUDIT,
              Topic.CONSENT,
              Topic.REVENUE);
      case MANAGEMENT ->
          List.of(
              Topic.REVENUE,
              Topic.FRESHNESS,
              Topic.MOVED,
              Topic.AUDIT,
              Topic.CONSENT,
              Topic.TROUBLE);
    };
  }

  /// The word in links and options.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The audience of a word.
  public static Optional<Audience> ofWord(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
