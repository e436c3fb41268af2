package dev.selvedge.app.http;

import dev.selvedge.connector.WebhookSource.Entry;
import dev.selvedge.inbox.Inbox.Acceptance;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a sender is told of each of its records. Immutable.
///
/// @param lines in the order of the call
record EachAnswer(int accepted, int repeats, int refused, List<Line> lines) {
  EachAnswer {
    lines = List.copyOf(lines);
  }

  /// One record.
  ///
  /// @param key as the sender wrote it; empty where it wrote none that can be used
  /// @param why empty unless it is refused
  record Line(String key, String answer, String why) {}

  /// @param answers of the store, one an entry
  static EachAnswer of(List<Entry> entries, List<Acceptance> answers) {
    int accepted = 0;
    int repeats = 0;
    int refused = 0;
    List<Line> lines = new ArrayList<>();
    for (int at = 0; at < entries.size(); at++) {
      Entry entry = entries.get(at);
      String word;
      if (entry.isRefused()) {
        refused++;
        word = "refused";
      } else if (answers.get(at) == Acceptance.STORED) {
        accepted++;
        word = "accepted";
      } else {
        repeats++;
        word = "repeat";
      }
      lines.add(new Line(entry.key(), word, entry.refusal()));
    }
    return new EachAnswer(accepted, repeats, refused, lines);
  }

  /// As it is sent.
  String json() {
    ObjectNode document =
        JsonNodeFactory.instance
            .objectNode()
            .put("accepted", accepted)
            .put("repeats", repeats)
            .put("refused", refused);
    ArrayNode records = document.putArray("records");
    for (int at = 0; at < lines.size(); at++) {
      Line line = lines.get(at);
      ObjectNode one =
          records.addObject().put("index", at).put("key", line.key()).put("answer", line.answer());
      if (!line.why().isEmpty()) {
        one.put("why", line.why());
      }
    }
    return document.toString();
  }
}
