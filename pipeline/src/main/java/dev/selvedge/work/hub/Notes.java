package dev.selvedge.work.hub;

import dev.selvedge.ContentHash;
import dev.selvedge.Stage;
import dev.selvedge.connector.WebhookSource.Note;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.List;

/// What a system says to people is parked and told on the trail. Under its feed and not under a
/// record: no later record of that may clear it.
final class Notes {
  private static final String CAUSE = "source.request";

  private Notes() {}

  static void park(List<Note> notes, Store.Ports ports, Instant now) {
    ports.parked().park(notes.stream().map(note -> item(note, now)).toList());
    ports.trail().append(notes.stream().map(note -> entry(note, now)).toList());
  }

  private static ParkedItem item(Note note, Instant now) {
    return new ParkedItem(
        "note/" + note.feed() + "/" + ContentHash.of(note.key()),
        Stage.CONNECTOR,
        note.feed().toString(),
        CAUSE,
        note.sentence(),
        "",
        "",
        0,
        now,
        now,
        1);
  }

  private static TrailEntry entry(Note note, Instant now) {
    return new TrailEntry(
        now,
        Stage.CONNECTOR,
        "park",
        new TrailEntry.About(0, "", "", note.feed().system().value(), 0),
        note.sentence());
  }
}
