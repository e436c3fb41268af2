package dev.selvedge.connectors.walk;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connectors.value.StableJson;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One record that a list led to.
public sealed interface Entry {
  /// The record's own name in its system.
  String key();

  /// A record as it is now.
  ///
  /// @param stamp when the system says that anything in it changed last
  record Whole(String key, Optional<Instant> stamp, JsonNode content) implements Entry {

    /// What the hub is told of it.
    public SourceRecord record(Feed feed, Instant now, SourceRecord.Pace pace) {
      return new SourceRecord(
          new RecordRef(feed.system(), feed.kind(), key),
          stamp.map(SourceRecord.Stamp::at).orElseGet(SourceRecord.Stamp::absent),
          now,
          SourceRecord.Change.UPSERT,
          pace,
          Payload.ofText(StableJson.write(content)));
    }
  }

  /// A record that the system says is gone.
  ///
  /// @param stamp when it went, where the system says so
  record Gone(String key, Optional<Instant> stamp) implements Entry {

    /// What the hub is told of it.
    public SourceRecord record(Feed feed, Instant now) {
      return new SourceRecord(
          new RecordRef(feed.system(), feed.kind(), key),
          stamp.map(SourceRecord.Stamp::at).orElseGet(SourceRecord.Stamp::absent),
          now,
          SourceRecord.Change.DELETE,
          SourceRecord.Pace.LIVE,
          Payload.ofText("{}"));
    }
  }

  /// A record on which the system fails; it is parked by itself.
  ///
  /// @param sentence what the person reads who looks at it
  record Broken(String key, String sentence) implements Entry {

    /// Rows on which the system fails one by one, so that nothing is known of them but the rows
    /// beside them.
    ///
    /// @param list what the system calls the list
    /// @param behind the key of the row before them; empty where there is none
    /// @param before the key of the row that is shown behind them; empty where there is none
    /// @param advice a sentence on where to look
    public static Broken between(
        String list, String behind, Optional<String> before, String advice) {
      String place =
          behind.isEmpty()
              ? before.map(key -> "before " + key).orElse("at the beginning")
              : "behind " + behind;
      return new Broken(
          place + " in " + list,
          "The system fails on what stands there in the order of changes, even where it is asked for"
              + " alone, and so does not say what it is. "
              + advice);
    }
  }
}
