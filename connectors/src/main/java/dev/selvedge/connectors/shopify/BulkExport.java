package dev.selvedge.connectors.shopify;

import dev.selvedge.Payload;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.shopify.api.AdminApi;
import dev.selvedge.connectors.shopify.api.CostBudget.Urgency;
import dev.selvedge.connectors.shopify.api.Queries;
import dev.selvedge.connectors.shopify.api.Subject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A feed's first reading by a bulk operation: the shop writes all records into a file, which is
/// fetched in parts, so that it may be larger than our memory and is read on after a restart where
/// it was left. Keeps nothing between calls but where the file is.
///
/// Whatever goes wrong for good (the operation is refused, fails, takes days; the file is not of
/// the kind we know) the feed is read page by page from its beginning: that always works.
final class BulkExport implements BulkReading {
  private static final Duration LONGEST = Duration.ofDays(2);

  /// Shopify keeps files for seven days.
  private static final Duration KEPT = Duration.ofDays(6);

  private static final int BYTES_A_RECORD = 4 * 1024;
  private static final int LEAST = 64 * 1024;
  private static final int MOST = 32 * 1024 * 1024;
  private static final int WHOLE = 200;
  private static final int PART = 206;
  private static final int BEYOND = 416;
  private static final int SERVER_FAULT = 500;

  private final Subject subject;
  private final int from;
  private final AdminApi api;
  private final Queries queries;
  private final Wholes wholes;
  private final Map<String, URI> files = new ConcurrentHashMap<>();

  /// @param from how many records are worth an operation
  BulkExport(Subject subject, int from, AdminApi api, Queries queries) {
    this.subject = subject;
    this.from = from;
    this.api = api;
    this.queries = queries;
    this.wholes = new Wholes(api);
  }

  @Override
  public Optional<Bookmark.InBulk> begin(Instant now) {
    if (from == 0 || subject.count().isEmpty() || count() < from) {
      return Optional.empty();
    }
    ObjectNode variables = AdminApi.variables();
    variables.put("query", queries.inBulk(subject));
    variables.put("grouped", !children().isEmpty());
    return switch (api.ask(Queries.RUN_BULK, variables, Urgency.PATIENT)) {
      case AdminApi.Answer.Content content -> {
        JsonNode operation = content.data().path("bulkOperationRunQuery").path("bulkOperation");
        String id = operation.path("id").asString("");
        Instant asked =
            Element.instant(operation.path("createdAt")).filter(now::isAfter).orElse(now);
        yield id.isEmpty() ? Optional.empty() : Optional.of(new Bookmark.InBulk(id, asked, 0));
      }
      case AdminApi.Answer.Failed _, AdminApi.Answer.BadArgument _, AdminApi.Answer.TooHeavy _ ->
          Optional.empty();
    };
  }

  private int count() {
    ObjectNode variables = AdminApi.variables().put("limit", from);
    return api.data(queries.count(subject), variables, Urgency.PATIENT)
        .path(subject.count())
        .path("count")
        .asInt(0);
  }

  private String children() {
    return subject == Subject.CUSTOMER ? "" : "variants";
  }

  @Override
  public Progress read(Bookmark.InBulk operation, int limit, Instant now) {
    if (now.isAfter(operation.asked().plus(KEPT))) {
      return new Progress.GivenUp();
    }
    URI known = files.get(operation.id());
    if (known != null) {
      return fetched(known, operation, limit);
    }
    ObjectNode variables = AdminApi.variables().put("id", operation.id());
    JsonNode state = api.data(Queries.BULK, variables, Urgency.PATIENT).path("bulkOperation");
    return switch (state.path("status").asString("")) {
      case "CREATED", "RUNNING" ->
          now.isAfter(operation.asked().plus(LONGEST))
              ? new Progress.GivenUp()
              : new Progress.Waiting();
      case "COMPLETED" -> completed(state.path("url").asString(""), operation, limit);
      default -> new Progress.GivenUp();
    };
  }

  /// An operation that found nothing has no file.
  private Progress completed(String url, Bookmark.InBulk operation, int limit) {
    if (url.isEmpty()) {
      return new Progress.Complete();
    }
    URI file;
    try {
      file = URI.create(url);
    } catch (IllegalArgumentException noAddress) {
      return new Progress.GivenUp();
    }
    files.put(operation.id(), file);
    return fetched(file, operation, limit);
  }

  private Progress fetched(URI file, Bookmark.InBulk operation, int limit) {
    long size = Math.clamp((long) limit * BYTES_A_RECORD, LEAST, MOST);
    while (true) {
      long begin = operation.offset();
      HttpReply reply = api.fetch(file, "bytes=" + begin + "-" + (begin + size - 1));
      Optional<Chunk> chunk = chunk(reply, operation);
      if (chunk.isEmpty()) {
        return new Progress.Complete();
      }
      switch (BulkFile.read(chunk.get().bytes().toBytes(), children(), chunk.get().last(), limit)) {
        case BulkFile.Part.Unreadable _ -> {
          return new Progress.GivenUp();
        }
        case BulkFile.Part.Records(List<ObjectNode> nodes, int bytes) -> {
          if (!nodes.isEmpty() || chunk.get().last()) {
            return records(nodes, begin + bytes);
          }
        }
      }
      if (size >= MOST) {
        return new Progress.GivenUp();
      }
      size = Math.min(MOST, size * 4);
    }
  }

  /// A part of the file.
  ///
  /// @param last whether the file ends with it
  private record Chunk(Payload bytes, boolean last) {}

  /// Nothing behind the file's end.
  private Optional<Chunk> chunk(HttpReply reply, Bookmark.InBulk operation) {
    byte[] body = reply.body().toBytes();
    return switch (reply.status()) {
      case PART -> {
        String range = reply.header("Content-Range").orElse("");
        String total = range.substring(range.indexOf('/') + 1);
        boolean last = total.equals(Long.toString(operation.offset() + body.length));
        yield Optional.of(new Chunk(reply.body(), last));
      }
      case WHOLE -> {
        int from = (int) Math.min(body.length, operation.offset());
        yield from == body.length
            ? Optional.empty()
            : Optional.of(new Chunk(Payload.of(Arrays.copyOfRange(body, from, body.length)), true));
      }
      case BEYOND -> Optional.empty();
      default -> throw unreadable(reply.status(), operation);
    };
  }

  /// The address ends after a week; the shop gives another while the file is there.
  private SourceException unreadable(int status, Bookmark.InBulk operation) {
    if (status < SERVER_FAULT) {
      files.remove(operation.id());
    }
    return new SourceException(
        api.system() + ": the file of a bulk operation cannot be fetched (HTTP " + status + ")");
  }

  private Progress records(List<ObjectNode> nodes, long offset) {
    List<Element> elements = new ArrayList<>();
    for (ObjectNode node : nodes) {
      Optional<Wholes.GlobalId> id = Wholes.GlobalId.of(node.path("id").asString(""));
      Optional<Instant> stamp = Element.instant(node.path("updatedAt"));
      if (id.isEmpty() || stamp.isEmpty()) {
        return new Progress.GivenUp();
      }
      String key = id.get().key();
      elements.add(
          switch (wholes.make(node)) {
            case Wholes.Made.Whole(ObjectNode whole) ->
                new Element.Whole(stamp.get(), Element.pieces(subject, key, whole));
            case Wholes.Made.Failed(String why) -> new Element.Broken(stamp.get(), key, why);
          });
    }
    return elements.isEmpty() ? new Progress.Complete() : new Progress.Records(elements, offset);
  }
}
