package dev.selvedge.connectors.push;

import dev.selvedge.RecordRef;
import dev.selvedge.connector.Feed;
import dev.selvedge.connectors.value.DottedPath;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// Where the parts of a record are in a body of one kind. Immutable.
///
/// @param reads the feed of which a call only says what changed; empty where it tells the record
public record KindRule(
    DottedPath records,
    DottedPath key,
    DottedPath stamp,
    ZoneId zone,
    DeleteRule deleted,
    Optional<Feed> reads) {

  /// Where the key should be, the end of a sentence about one that is not there.
  public String keyWanted() {
    return key.text() + ": expected a text or number of 1 to " + RecordRef.MAX_KEY + " characters.";
  }

  /// What says that a record is gone.
  public sealed interface DeleteRule {
    record Never() implements DeleteRule {}

    record InHeader(String header, List<String> values) implements DeleteRule {
      public InHeader {
        values = List.copyOf(values);
      }
    }

    record InBody(DottedPath path, List<String> values) implements DeleteRule {
      public InBody {
        values = List.copyOf(values);
      }
    }
  }
}
