package dev.selvedge.connectors.rest;

import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.rest.Listing.Row;
import dev.selvedge.connectors.rest.RestSettings.ByKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Single records of one feed, by their keys: a call for each. Keeps nothing between calls.
final class RestLookup implements TargetedSource {
  private static final int MOST = 20;
  private static final String NOT_THERE = "is not there";

  private final RestApi api;
  private final RowReader reader;
  private final ByKey rule;

  RestLookup(RestApi api, RowReader reader, ByKey rule) {
    this.api = api;
    this.reader = reader;
    this.rule = rule;
  }

  @Override
  public Feed feed() {
    return reader.feed();
  }

  @Override
  public int most() {
    return MOST;
  }

  @Override
  public Found read(List<String> keys, Instant now) {
    List<SourceRecord> records = new ArrayList<>();
    Map<String, String> missing = new HashMap<>();
    for (String key : keys) {
      Optional<HttpCall> call =
          rule.question()
              .filled(api.base(), Map.of("key", JsonNodeFactory.instance.stringNode(key)));
      if (call.isEmpty()) {
        missing.put(key, "has a key that no record can have");
        continue;
      }
      Optional<Row> row = row(call.get());
      row.ifPresentOrElse(
          found -> records.add(reader.sourceRecord(found, now, Pace.LIVE)),
          () -> missing.put(key, NOT_THERE));
    }
    return new Found(records, missing);
  }

  private Optional<Row> row(HttpCall call) {
    return switch (api.ask(call)) {
      case RestApi.Answer.Unknown ignored -> Optional.empty();
      case RestApi.Answer.Found found -> {
        JsonNode item = rule.record().in(found.root(), found.root());
        JsonNode one = item.isArray() ? item.path(0) : item;
        if (!one.isObject()) {
          yield Optional.empty();
        }
        Row row = reader.row(found.root(), one);
        if (!row.usable()) {
          throw new SourceException(
              reader.feed()
                  + ": a record asked for by its key has none at '"
                  + reader.rule().rows().key().text()
                  + "'; check 'by_key.record'");
        }
        yield Optional.of(row);
      }
    };
  }
}
