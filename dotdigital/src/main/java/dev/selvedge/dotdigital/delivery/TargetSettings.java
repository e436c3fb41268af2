package dev.selvedge.dotdigital.delivery;

import dev.selvedge.mapping.FieldType;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// How a project uses its account. Immutable.
///
/// @param dataFields the contact data fields the project writes, with their types; missing ones are
///     created
/// @param ordersCollection the insight-data collection of orders, created when missing
/// @param list the name of a list every contact is added to, created when missing; empty for none
/// @param contactBatch contacts in one import at most
/// @param insightBatch records in one import at most
/// @param batchBytes bytes in one import at most; the vendor's limit is 50 MB
/// @param askEvery how often a running import is asked after
public record TargetSettings(
    Map<String, FieldType> dataFields,
    String ordersCollection,
    String list,
    int contactBatch,
    int insightBatch,
    int batchBytes,
    Duration askEvery) {
  private static final int CONTACTS = 10_000;
  private static final int RECORDS = 5_000;
  private static final int BYTES = 40_000_000;

  public TargetSettings {
    dataFields = Collections.unmodifiableSortedMap(new TreeMap<>(dataFields));
  }

  /// With the usual batch sizes.
  public static TargetSettings of(Map<String, FieldType> dataFields, String ordersCollection) {
    return new TargetSettings(
        dataFields,
        ordersCollection,
        "",
        CONTACTS,
        RECORDS,
        BYTES,
        DotdigitalTarget.ADVISED_ASK_EVERY);
  }

  public TargetSettings withBatches(int contacts, int records) {
    return new TargetSettings(
        dataFields, ordersCollection, list, contacts, records, batchBytes, askEvery);
  }

  public TargetSettings withAskEvery(Duration every) {
    return new TargetSettings(
        dataFields, ordersCollection, list, contactBatch, insightBatch, batchBytes, every);
  }

  public TargetSettings withList(String name) {
    return new TargetSettings(
        dataFields, ordersCollection, name, contactBatch, insightBatch, batchBytes, askEvery);
  }
}
