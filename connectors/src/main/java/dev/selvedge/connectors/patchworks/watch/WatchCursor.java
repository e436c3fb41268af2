package dev.selvedge.connectors.patchworks.watch;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.patchworks.api.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// How far the runs have been read: a pass goes through the failed ones and then through those that
/// ended in part, page by page. Immutable.
///
/// @param from runs that started before are not asked for
/// @param began when this pass began, by our clock
/// @param status which are gone through
/// @param page the next one
/// @param seen runs that were reported, and when each started
record WatchCursor(
    Instant from, Instant began, RunStatus status, int page, Map<String, Instant> seen) {
  /// So many are remembered; of more than these in one overlap the oldest are not asked for again.
  private static final int REMEMBERED = 2_000;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  WatchCursor {
    seen = Map.copyOf(seen);
  }

  static WatchCursor of(Cursor cursor, Instant now, Duration past) {
    if (cursor.isStart()) {
      return new WatchCursor(now.minus(past), now, RunStatus.FAILURE, 1, Map.of());
    }
    try {
      JsonNode root = JSON.readTree(cursor.text());
      Map<String, Instant> seen = new TreeMap<>();
      root.path("seen")
          .properties()
          .forEach(run -> seen.put(run.getKey(), Instant.ofEpochSecond(run.getValue().asLong())));
      return new WatchCursor(
          Instant.ofEpochSecond(root.path("from").asLong()),
          Instant.ofEpochSecond(root.path("began").asLong()),
          RunStatus.valueOf(root.path("status").asString()),
          root.path("page").asInt(1),
          seen);
    } catch (JacksonException | IllegalArgumentException notOurs) {
      throw new SourceException("the place where reading runs goes on is not readable", notOurs);
    }
  }

  Cursor text() {
    ObjectNode root =
        JsonNodeFactory.instance
            .objectNode()
            .put("from", from.getEpochSecond())
            .put("began", began.getEpochSecond())
            .put("status", status.name())
            .put("page", page);
    ObjectNode runs = root.putObject("seen");
    new TreeMap<>(seen).forEach((run, at) -> runs.put(run, at.getEpochSecond()));
    return new Cursor(root.toString());
  }

  /// The same with one more run reported.
  WatchCursor saw(String run, Instant startedAt) {
    Map<String, Instant> more = new TreeMap<>(seen);
    more.put(run, startedAt);
    return new WatchCursor(from, began, status, page, more);
  }

  WatchCursor turned() {
    return new WatchCursor(from, began, status, page + 1, seen);
  }

  /// What comes after the last page of a status; nothing when the pass is over.
  Optional<WatchCursor> nextStatus() {
    return status == RunStatus.FAILURE
        ? Optional.of(new WatchCursor(from, began, RunStatus.PARTIAL_SUCCESS, 1, seen))
        : Optional.empty();
  }

  /// The beginning of the next pass.
  WatchCursor nextPass(Duration overlap) {
    Instant next = began.minus(overlap);
    Instant later = next.isAfter(from) ? next : from;
    Map<String, Instant> kept =
        seen.entrySet().stream()
            .filter(run -> !run.getValue().isBefore(later))
            .sorted(Map.Entry.<String, Instant>comparingByValue().reversed())
            .limit(REMEMBERED)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    Instant start =
        kept.size() == REMEMBERED
            ? kept.values().stream().min(Instant::compareTo).orElse(later)
            : later;
    return new WatchCursor(start, began, RunStatus.FAILURE, 1, kept);
  }

  /// Whether the first page of a pass comes next.
  boolean isBeginning() {
    return page == 1 && status == RunStatus.FAILURE;
  }

  /// The same pass, begun now: a pass begins when its first page is read.
  WatchCursor begunAt(Instant now) {
    return new WatchCursor(from, now, status, page, seen);
  }
}
