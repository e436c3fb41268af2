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
  private final long created;
  private final long updated;
  private final byte[] json;

  InsightRecord(String key, int owner, long created, long updated, byte[] json) {
    this.key = key;
    this.owner = owner;
    this.created = created;
    this.updated = updated;
    this.json = json;
  }

  public String key() {
    return key;
  }

  /// The id of the contact it belongs to.
  public int owner() {
    return owner;
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
