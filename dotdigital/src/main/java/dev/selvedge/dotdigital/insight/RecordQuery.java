package dev.selvedge.dotdigital.insight;

import dev.selvedge.dotdigital.http.Target;
import dev.selvedge.dotdigital.json.Moments;
import java.time.Instant;

/// Which records to list. Immutable. A page may be shorter than the limit though more follow, since
/// the vendor's schema caps pages at 1000 whatever is asked for.
public final class RecordQuery {
  private final int limit;
  private final String modified;

  private RecordQuery(int limit, String modified) {
    this.limit = limit;
    this.modified = modified;
  }

  public static RecordQuery all() {
    return new RecordQuery(1000, "");
  }

  public RecordQuery modifiedSince(Instant instant) {
    return new RecordQuery(limit, "gte::" + Moments.since(instant));
  }

  public RecordQuery limit(int records) {
    if (records < 1 || records > 5000) {
      throw new IllegalArgumentException("a page holds 1 to 5000 records");
    }
    return new RecordQuery(records, modified);
  }

  Target on(Target target) {
    Target limited = target.query("limit", String.valueOf(limit));
    return modified.isEmpty() ? limited : limited.query("~modified", modified);
  }
}
