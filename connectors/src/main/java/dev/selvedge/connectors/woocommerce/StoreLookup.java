package dev.selvedge.connectors.woocommerce;

import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.TargetedSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Single records of a shop, by their ids. Keeps nothing between calls.
final class StoreLookup implements TargetedSource {
  private static final int MOST = 20;
  private static final Pattern KEY = Pattern.compile("[1-9]\\d{0,18}");

  private final Feed feed;
  private final Subject subject;
  private final ListReader reader;

  StoreLookup(Feed feed, Subject subject, ListReader reader) {
    this.feed = feed;
    this.subject = subject;
    this.reader = reader;
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public int most() {
    return MOST;
  }

  @Override
  public Found read(List<String> keys, Instant now) {
    Map<String, String> missing = new HashMap<>();
    List<String> possible = new ArrayList<>();
    for (String key : keys) {
      boolean known = KEY.matcher(key).matches();
      missing.put(key, known ? "is not there" : "has a key that no record can have");
      if (known) {
        possible.add(key);
      }
    }
    List<SourceRecord> records = new ArrayList<>();
    for (Piece piece : pieces(possible, missing)) {
      records.add(piece.record(feed, now, Pace.LIVE));
      missing.remove(piece.key());
    }
    return new Found(records, missing);
  }

  private List<Piece> pieces(List<String> keys, Map<String, String> missing) {
    if (keys.isEmpty()) {
      return List.of();
    }
    List<ListReader.Several> all =
        subject == Subject.VARIANT
            ? keys.stream().map(reader::sold).toList()
            : List.of(reader.several(subject, keys));
    for (ListReader.Several several : all) {
      several.broken().forEach(key -> missing.put(key, "cannot be read: the shop fails on it"));
    }
    return all.stream().flatMap(several -> several.found().stream()).toList();
  }
}
