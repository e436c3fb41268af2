package dev.selvedge.connectors.file;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connectors.file.FileSettings.Columns;
import dev.selvedge.connectors.file.FileSettings.Empty;
import dev.selvedge.connectors.file.FileSettings.Format;
import dev.selvedge.connectors.value.DottedPath;
import dev.selvedge.connectors.value.StorableText;
import dev.selvedge.connectors.value.TimeText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Makes a source record of a row, or says why it cannot. Immutable.
record RowMaker(Feed feed, Format format, Columns columns, Header header) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// How Excel is made to keep leading zeros.
  private static final Pattern EXCEL_TEXT = Pattern.compile("=\"(.*)\"", Pattern.DOTALL);

  /// A record or the reason why there is none.
  sealed interface Made {
    record Good(SourceRecord made) implements Made {}

    record Bad(String why) implements Made {}
  }

  Made make(RawRow row, Instant now, Pace pace) {
    if (!row.fault().isEmpty()) {
      return new Made.Bad(row.fault());
    }
    return switch (format) {
      case CSV, XLSX -> csv(row, now, pace);
      case JSONL -> json(row, now, pace);
    };
  }

  private Made csv(RawRow row, Instant now, Pace pace) {
    int wanted = header.names().size();
    List<String> fields = row.fields();
    boolean onlyBlankBeyond =
        fields.size() > wanted
            && fields.subList(wanted, fields.size()).stream().allMatch(String::isBlank);
    if (fields.size() != wanted && !onlyBlankBeyond) {
      return new Made.Bad(
          "the row has " + fields.size() + " fields where the header has " + wanted);
    }
    ObjectNode node = JSON.createObjectNode();
    for (int i = 0; i < wanted; i++) {
      String text = plain(fields.get(i));
      String name = header.names().get(i);
      if (columns.nulls().contains(text) || (text.isEmpty() && columns.empty() == Empty.NULL)) {
        node.putNull(name);
      } else {
        node.put(name, text);
      }
    }
    return made(node, node.toString(), now, pace);
  }

  private static String plain(String field) {
    Matcher excel = EXCEL_TEXT.matcher(field);
    return excel.matches() ? excel.group(1) : field;
  }

  private Made json(RawRow row, Instant now, Pace pace) {
    String text = row.fields().getFirst().strip();
    try {
      JsonNode node = JSON.readTree(text);
      return node.isObject()
          ? made(node, text, now, pace)
          : new Made.Bad("the line is not a JSON object");
    } catch (JacksonException notJson) {
      return new Made.Bad("the line is not JSON");
    }
  }

  private Made made(JsonNode node, String body, Instant now, Pace pace) {
    List<String> parts = new ArrayList<>();
    for (String column : columns.key()) {
      Optional<String> part = scalar(node, column);
      if (part.isEmpty()) {
        return new Made.Bad("the row has no '" + column + "', which is its key");
      }
      parts.add(part.get());
    }
    String key = key(parts);
    if (!StorableText.is(key)) {
      return new Made.Bad(
          "the row's key has a sign that cannot be stored (NUL, or half of a pair)");
    }
    if (key.length() > RecordRef.MAX_KEY) {
      return new Made.Bad("the row's key is longer than " + RecordRef.MAX_KEY + " characters");
    }
    return new Made.Good(
        new SourceRecord(
            new RecordRef(feed.system(), feed.kind(), key),
            stamp(node),
            now,
            Change.UPSERT,
            pace,
            Payload.ofText(body)));
  }

  private static String key(List<String> parts) {
    return parts.size() == 1
        ? parts.getFirst()
        : String.join(
            "/", parts.stream().map(part -> part.replace("%", "%25").replace("/", "%2F")).toList());
  }

  private Stamp stamp(JsonNode node) {
    return columns.stamp().isEmpty()
        ? Stamp.absent()
        : TimeText.read(value(node, columns.stamp()), columns.zone())
            .map(Stamp::at)
            .orElseGet(Stamp::absent);
  }

  private Optional<String> scalar(JsonNode node, String column) {
    return switch (format) {
      case CSV, XLSX ->
          Optional.of(node.path(column).asString("").strip()).filter(text -> !text.isEmpty());
      case JSONL -> new DottedPath(column).scalar(node, node);
    };
  }

  private JsonNode value(JsonNode node, String column) {
    return switch (format) {
      case CSV, XLSX -> node.path(column);
      case JSONL -> new DottedPath(column).in(node, node);
    };
  }
}
