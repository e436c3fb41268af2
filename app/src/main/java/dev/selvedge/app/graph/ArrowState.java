package dev.selvedge.app.graph;

import java.util.Locale;

/// How one arrow is, the best first. Each has a word and an outline of its own beside its colour,
/// since not everybody sees colours.
public enum ArrowState {
  /// nothing has ever gone along it
  NOT_YET_RUN(
      "not yet run", "Nothing has ever gone along it.", "M7 1a6 6 0 1 0 0 12a6 6 0 0 0 0-12z", ""),
  /// all that came was told, and in time
  FRESH(
      "fresh",
      "All that came was passed on, as fast as promised.",
      "M7 1a6 6 0 1 0 0 12a6 6 0 0 0 0-12z",
      "M4.2 7.2l2 2l3.8-4.2"),
  /// changes are on their way
  WAITING(
      "waiting",
      "Changes are on their way or wait for something else first, and the goal is kept.",
      "M1.5 1.5h11v11h-11z",
      "M4 7h.01M7 7h.01M10 7h.01"),
  /// it is held back on purpose
  PAUSED(
      "paused",
      "Held back on purpose: switched off, or waiting for what has to be known first.",
      "M3.5 1h7l3 6l-3 6h-7l-3-6z",
      "M5.4 4.5v5M8.6 4.5v5"),
  /// nothing comes, unlike usual
  SILENT(
      "silent",
      "It is asked or listened to, and nothing comes, unlike usual at these hours.",
      "M7 .4L13.6 7L7 13.6L.4 7z",
      "M4.6 7h4.8"),
  /// less fresh than promised
  LATE(
      "late",
      "Less was passed on in time over the last day than promised, or is about to be.",
      "M7 .8L13.6 12.8H.4z",
      "M7 5v3.6M7 10.8v.01"),
  /// it cannot be read or written to
  FAILING(
      "failing",
      "It cannot be read or written to, or nothing gets through.",
      "M4.3 .6h5.4l3.7 3.7v5.4l-3.7 3.7H4.3L.6 9.7V4.3z",
      "M4.7 4.7l4.6 4.6M9.3 4.7L4.7 9.3");

  private final String words;
  private final String meaning;
  private final String outline;
  private final String mark;

  ArrowState(String words, String meaning, String outline, String mark) {
    this.words = words;
    this.meaning = meaning;
    this.outline = outline;
    this.mark = mark;
  }

  /// As people read it.
  public String words() {
    return words;
  }

  /// What it says, a sentence.
  public String meaning() {
    return meaning;
  }

  /// The name of its class in the style sheet: `not_yet_run`.
  public String style() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The shape of its sign as an SVG path, fourteen units wide and high.
  public String outline() {
    return outline;
  }

  /// What stands in the shape, an SVG path to be stroked; empty for nothing.
  public String mark() {
    return mark;
  }

  /// Whether somebody should look.
  public boolean isTrouble() {
    return compareTo(SILENT) >= 0;
  }
}
