package dev.selvedge.connectors.rest;

import dev.selvedge.ContentHash;
import dev.selvedge.Masking;
import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.rest.Listing.Row;
import dev.selvedge.connectors.rest.RestSettings.FeedRule;
import dev.selvedge.connectors.rest.RestSettings.PagingKind;
import dev.selvedge.connectors.rest.RestSettings.RowRule;
import dev.selvedge.connectors.value.TimeText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Finds records in the answers of one feed. Immutable.
record RowReader(Feed feed, FeedRule rule) {
  private static final Pattern LINK =
      Pattern.compile("<([^>]{1,8000})>[^,<]*;\\s*rel=\"?next\"?", Pattern.CASE_INSENSITIVE);
  private static final int NAMES_SHOWN = 8;
  private static final int LONGEST_NAME = 40;
  private static final int NAME_SIGNS = 8;
  private static final int LONGEST_NEXT = 8000;

  /// @throws SourceException when the answer has another shape than was described
  Listing listing(JsonNode root, HttpReply reply) {
    List<Row> rows = new ArrayList<>();
    for (JsonNode item : array(root)) {
      rows.add(row(root, item));
    }
    return new Listing(rows, next(root, reply), more(root), total(root));
  }

  private JsonNode array(JsonNode root) {
    JsonNode found = rule.rows().records().in(root, root);
    if (found.isArray() || found.isNull()) {
      return found;
    }
    throw new SourceException(
        feed
            + ": the answer has no list at '"
            + rule.rows().records().text()
            + "'; "
            + shape(root)
            + ". Correct 'records', or look whether it is an error");
  }

  /// What an answer consists of, without its values.
  private static String shape(JsonNode root) {
    if (!root.isObject()) {
      return root.isArray() ? "it is a list itself" : "it is a single value";
    }
    return "it has "
        + root.propertyNames().stream()
            .limit(NAMES_SHOWN)
            .map(name -> name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name)
            .map(Masking::maskAddresses)
            .collect(Collectors.joining(", "));
  }

  Row row(JsonNode root, JsonNode item) {
    RowRule rows = rule.rows();
    String key =
        item.isObject()
            ? rows.key()
                .scalar(root, item)
                .filter(text -> text.length() <= RecordRef.MAX_KEY)
                .orElse("")
            : "";
    return new Row(
        key,
        stamp(root, item),
        item,
        rows.deleted().filter(sign -> sign.in(root, item)).isPresent());
  }

  private Optional<Instant> stamp(JsonNode root, JsonNode item) {
    return rule.rows().stamp().text().isEmpty()
        ? Optional.empty()
        : TimeText.read(rule.rows().stamp().in(root, item), rule.rows().zone());
  }

  private String next(JsonNode root, HttpReply reply) {
    if (rule.paging().kind() == PagingKind.LINK) {
      Matcher link = LINK.matcher(reply.header("Link").orElse(""));
      return link.find() ? link.group(1) : "";
    }
    String next =
        rule.paging().next().text().isEmpty()
            ? ""
            : rule.paging().next().scalar(root, root).orElse("");
    if (next.length() > LONGEST_NEXT) {
      throw new SourceException(
          feed
              + ": what stands at '"
              + rule.paging().next().text()
              + "' has "
              + next.length()
              + " characters; that is no token and no address");
    }
    return next;
  }

  private Optional<Boolean> more(JsonNode root) {
    if (rule.paging().more().text().isEmpty()) {
      return Optional.empty();
    }
    JsonNode more = rule.paging().more().in(root, root);
    return Optional.of(more.asString("").equalsIgnoreCase("true") || more.asBoolean(false));
  }

  private Optional<Long> total(JsonNode root) {
    return rule.paging().total().text().isEmpty()
        ? Optional.empty()
        : rule.paging()
            .total()
            .scalar(root, root)
            .filter(text -> text.matches("\\d{1,12}"))
            .map(Long::valueOf);
  }

  SourceRecord sourceRecord(Row row, Instant now, Pace pace) {
    return new SourceRecord(
        new RecordRef(feed.system(), feed.kind(), row.key()),
        row.stamp().map(Stamp::at).orElseGet(Stamp::absent),
        now,
        row.gone() ? Change.DELETE : Change.UPSERT,
        pace,
        Payload.ofText(row.content().toString()));
  }

  /// Named by its content: the same row is the same parked item however often it is read.
  Page.Refused refused(Row row) {
    return new Page.Refused(
        feed + ", record " + ContentHash.of(row.content()).value().substring(0, NAME_SIGNS),
        "The record has no usable key at '"
            + rule.rows().key().text()
            + "': expected a text or number of 1 to "
            + RecordRef.MAX_KEY
            + " characters.",
        row.content().toString());
  }
}
