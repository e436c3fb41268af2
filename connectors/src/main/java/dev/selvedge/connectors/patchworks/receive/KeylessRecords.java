package dev.selvedge.connectors.patchworks.receive;

import dev.selvedge.RecordRef;
import dev.selvedge.connector.Holding;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connectors.push.KindRule;
import dev.selvedge.connectors.push.PushedBody;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Holds back what came without a key until somebody has written one in. Pure and thread-safe.
public final class KeylessRecords implements Holding {
  /// How the names of such records begin.
  static final String MARK = "no-key-";

  private final ReceiveSettings settings;

  public KeylessRecords(ReceiveSettings settings) {
    this.settings = settings;
  }

  @Override
  public Verdict look(SourceRecord sourceRecord) {
    RecordRef ref = sourceRecord.ref();
    Optional<KindRule> rule = settings.kind(ref.kind().value());
    if (rule.isEmpty() || !ref.key().startsWith(MARK)) {
      return new Verdict.Free(sourceRecord);
    }
    return key(rule.get(), sourceRecord)
        .<Verdict>map(
            key ->
                new Verdict.Free(
                    new SourceRecord(
                        new RecordRef(ref.system(), ref.kind(), key),
                        sourceRecord.stamp(),
                        sourceRecord.observedAt(),
                        sourceRecord.change(),
                        sourceRecord.pace(),
                        sourceRecord.body())))
        .orElseGet(() -> held(rule.get(), ref));
  }

  private static Optional<String> key(KindRule rule, SourceRecord sourceRecord) {
    return switch (PushedBody.read(sourceRecord.body().toBytes())) {
      case PushedBody.Read.Json(JsonNode root) when root.isObject() ->
          PushedBody.key(rule, root, root);
      case PushedBody.Read.Json ignored -> Optional.empty();
      case PushedBody.Read.Broken ignored -> Optional.empty();
    };
  }

  private static Verdict held(KindRule rule, RecordRef ref) {
    return new Verdict.Held(
        "patchworks.no-key",
        rule.key().text(),
        "Patchworks sent a record of the kind '"
            + ref.kind()
            + "' that has no usable key at "
            + rule.key().text()
            + " (a text or number of 1 to "
            + RecordRef.MAX_KEY
            + " characters). Write the key in and replay it; or correct the flow, send it again and"
            + " discard this one.");
  }
}
