package dev.selvedge.testkit;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.SourceRecord;
import java.time.Instant;

/// Builds source records; what a test does not name is a live customer of `shop`.
public final class SourceRecordBuilder {
  private RecordRef ref = RecordRef.parse("shop/customer/1");
  private SourceRecord.Stamp stamp = SourceRecord.Stamp.at(Instant.parse("2026-03-01T10:00:00Z"));
  private Instant observedAt = Instant.parse("2026-03-01T10:00:05Z");
  private SourceRecord.Change change = SourceRecord.Change.UPSERT;
  private SourceRecord.Pace pace = SourceRecord.Pace.LIVE;
  private Payload body = Payload.ofText("{\"email\":\"ada@example.com\"}");

  private SourceRecordBuilder() {}

  public static SourceRecordBuilder aSourceRecord() {
    return new SourceRecordBuilder();
  }

  /// Names the record, `system/kind/key`.
  public SourceRecordBuilder of(String recordRef) {
    ref = RecordRef.parse(recordRef);
    return this;
  }

  public SourceRecordBuilder changedAt(Instant changed) {
    stamp = SourceRecord.Stamp.at(changed);
    return this;
  }

  public SourceRecordBuilder unstamped() {
    stamp = SourceRecord.Stamp.absent();
    return this;
  }

  public SourceRecordBuilder observedAt(Instant observed) {
    observedAt = observed;
    return this;
  }

  public SourceRecordBuilder deleted() {
    change = SourceRecord.Change.DELETE;
    return this;
  }

  public SourceRecordBuilder backfilled() {
    pace = SourceRecord.Pace.BACKFILL;
    return this;
  }

  public SourceRecordBuilder ofThePastFirst() {
    pace = SourceRecord.Pace.PAST_FIRST;
    return this;
  }

  public SourceRecordBuilder saying(String text) {
    body = Payload.ofText(text);
    return this;
  }

  public SourceRecordBuilder saying(Payload payload) {
    body = payload;
    return this;
  }

  public SourceRecord build() {
    return new SourceRecord(ref, stamp, observedAt, change, pace, body);
  }
}
