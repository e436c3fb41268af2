package dev.selvedge.connectors.rest;

import dev.selvedge.RecordKind;
import dev.selvedge.connectors.http.Pace;
import dev.selvedge.connectors.value.DottedPath;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The checked options of one system. Immutable.
record RestSettings(Access access, Pacing pacing, List<FeedRule> feeds) {
  RestSettings {
    feeds = List.copyOf(feeds);
  }

  /// How the system is reached.
  ///
  /// @param base what every path is put behind; without a slash at its end
  /// @param largest of an answer, in bytes
  record Access(
      URI base,
      Credentials credentials,
      Map<String, String> headers,
      Duration timeout,
      int largest) {
    Access {
      headers = Map.copyOf(headers);
    }
  }

  /// How fast the system may be asked, and how it says that it was too fast.
  ///
  /// @param busy what it says in words of its own, in any status
  record Pacing(Pace.Rule rule, Optional<Sign> busy) {}

  /// A value in an answer that means something.
  record Sign(DottedPath path, List<String> values) {
    Sign {
      values = List.copyOf(values);
    }

    boolean in(JsonNode root, JsonNode item) {
      JsonNode value = path.in(root, item);
      return values.contains(
          value.isNumber() ? value.decimalValue().toPlainString() : value.asString(""));
    }
  }

  /// How one kind of record is listed.
  record FeedRule(
      RecordKind kind,
      Question list,
      RowRule rows,
      Changes changes,
      Paging paging,
      Optional<ByKey> byKey) {}

  /// Where the parts of a record are.
  ///
  /// @param stamp empty text for none
  /// @param zone of times without one, read or written
  record RowRule(
      DottedPath records, DottedPath key, DottedPath stamp, ZoneId zone, Optional<Sign> deleted) {}

  /// How changes are found.
  sealed interface Changes {
    /// By asking what changed since a time.
    ///
    /// @param first where the very first reading begins; empty for everything
    /// @param sorted whether the list is in the order of the stamps, oldest first
    record Since(TimeFormat format, Duration overlap, Optional<Instant> first, boolean sorted)
        implements Changes {}

    /// By asking for what has a greater number.
    ///
    /// @param overlap so many numbers are asked for again, for rows that were saved late
    record Id(int overlap) implements Changes {}

    /// By a token that the system gives with each answer.
    record Token() implements Changes {}

    /// By reading everything again.
    record All(Duration every) implements Changes {}

    /// The word for it, in options and cursors.
    default String word() {
      return switch (this) {
        case Since ignored -> "since";
        case Id ignored -> "id";
        case Token ignored -> "token";
        case All ignored -> "all";
      };
    }
  }

  /// How a long list is given in pieces.
  ///
  /// @param first the number of the first page
  /// @param next where the answer says how to go on; empty text for nowhere
  /// @param more where the answer says whether there is more; empty text for nowhere
  /// @param total where the answer says how many there are in all; empty text for nowhere
  record Paging(
      PagingKind kind, int first, int size, DottedPath next, DottedPath more, DottedPath total) {
    boolean numbered() {
      return kind == PagingKind.PAGE || kind == PagingKind.OFFSET;
    }
  }

  /// The sorts of paging.
  enum PagingKind {
    NONE,
    PAGE,
    OFFSET,
    LINK,
    NEXT_URL,
    TOKEN
  }

  /// How one record is asked for by its key.
  ///
  /// @param record where it is in the answer
  record ByKey(Question question, DottedPath record) {}
}
