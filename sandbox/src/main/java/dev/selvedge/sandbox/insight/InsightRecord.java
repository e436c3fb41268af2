package dev.selvedge.sandbox.insight;

import dev.selvedge.sandbox.json.Json;
import tools.jackson.databind.JsonNode;

/// One stored record; its JSON is kept as bytes.
///
/// Guarded by the account's lock.
public final class InsightRecord {
  /// The owner of account-scoped records.
  public static final int ACCOUNT = -1;

  private final String key;
  private final int owner;
  private final int slot;
  private final long created;
  private long updated;
  private byte[] json;

  InsightRecord(String key, int owner, int slot, long now, byte[] json) {
    this.key = key;
    this.owner = owner;
    this.slot = slot;
    this.created = now;
    this.updated = now;
    this.json = json;
  }

  void replace(byte[] newJson, long now) {
    json = newJson;
    updated = now;
  }

  public String key() {
    return key;
  }

  /// The id of the contact it belongs to.
  public int owner() {
    return owner;
  }

  /// Its place in the order of first storing.
  int slot() {
    return slot;
  }

  public long created() {
    return created;
  }

  public long updated() {
    return updated;
  }

  public JsonNode json() {
    return Json.MAPPER.readTree(json);
  }
}
