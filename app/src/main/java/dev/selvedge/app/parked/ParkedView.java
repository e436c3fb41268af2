package dev.selvedge.app.parked;

import dev.selvedge.trail.Parked;
import java.time.Instant;
import java.util.List;

/// All that is shown of one parked item. Immutable.
///
/// @param parked what is parked, its source covered as the rest
/// @param kind what can be done about it
/// @param papers the record behind it
/// @param draft what is being written in its place, empty when nothing is
/// @param why the reason that was written with the draft, empty when none was
/// @param full whether it is shown in full
public record ParkedView(
    Parked parked,
    Kind kind,
    Papers papers,
    PreviewView preview,
    String draft,
    String why,
    boolean full) {

  /// Without a reason.
  public ParkedView(
      Parked parked, Kind kind, Papers papers, PreviewView preview, String draft, boolean full) {
    this(parked, kind, papers, preview, draft, "", full);
  }

  /// What can be done about an item.
  public enum Kind {
    /// a record: look, edit, replay, discard
    RECORD,
    /// a report of something that went wrong in its system: look, edit, start again, discard
    REPORT,
    /// a delivery: replay, discard
    DELIVERY,
    /// a row that its source refused: discard
    ROW
  }

  /// What is kept of the record.
  public sealed interface Papers {
    record None() implements Papers {}

    /// What came, and what was made of it.
    ///
    /// @param standing what a replay takes
    /// @param original as it came, the same as `standing` unless it was edited
    record Kept(Paper standing, Paper original, List<EditLine> edits) implements Papers {
      public Kept {
        edits = List.copyOf(edits);
      }
    }
  }

  /// One edit, without its content.
  public record EditLine(int version, Instant at, String by, String why) {}

  public long number() {
    return parked.number();
  }

  /// The same while another body is being tried out.
  ParkedView trying(String body, PreviewView outcome) {
    return new ParkedView(parked, kind, papers, outcome, body, why, full);
  }

  /// The same with the reason that was written, so that trying out does not lose it.
  public ParkedView because(String reason) {
    return new ParkedView(parked, kind, papers, preview, draft, reason, full);
  }
}
