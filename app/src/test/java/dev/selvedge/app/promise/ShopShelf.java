package dev.selvedge.app.promise;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.TargetedSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The customers of the shop, as they are there now.
final class ShopShelf implements TargetedSource {
  final Map<String, SourceRecord> records = new LinkedHashMap<>();
  boolean down;

  @Override
  public Feed feed() {
    return new Feed(new SystemName("shop"), new RecordKind("customer"));
  }

  @Override
  public int most() {
    return 50;
  }

  @Override
  public Found read(List<String> keys, Instant now) {
    if (down) {
      throw new SourceException("the shop does not answer");
    }
    List<SourceRecord> found = new ArrayList<>();
    Map<String, String> missing = new LinkedHashMap<>();
    for (String key : keys) {
      SourceRecord there = records.get(key);
      if (there == null) {
        missing.put(key, "is not there");
      } else {
        found.add(
            new SourceRecord(
                there.ref(), there.stamp(), now, there.change(), there.pace(), there.body()));
      }
    }
    return new Found(found, missing);
  }
}
