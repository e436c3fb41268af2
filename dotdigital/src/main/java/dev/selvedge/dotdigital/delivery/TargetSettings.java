package dev.selvedge.dotdigital.delivery;

import dev.selvedge.mapping.FieldType;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How a project uses its account. Immutable.
///
/// @param dataFields the contact data fields the project writes, with their types; missing ones are
///     created
/// @param ordersCollection the insight-data collection of orders, created when missing
/// @param lists ids of lists every contact is added to
/// @param contactBatch contacts in one import at most
/// @param insightBatch records in one import at most
/// @param batchBytes bytes in one import at most; the vendor's limit is 50 MB
/// @param askEvery how often a running import is asked after
public record TargetSettings(
    Map<String, FieldType> dataFields,
    String ordersCollection,
    List<Integer> lists,
    int contactBatch,
    int insightBatch,
    int batchBytes,
    Duration askEvery) {
  private static final int CONTACTS = 10_000;
  private static final int RECORDS = 5_000;
  private static final int BYTES = 40_000_000;

  public TargetSettings {
    dataFields = Collections.unmodifiableSortedMap(new TreeMap<>(dataFields));
    lists = List.copyOf(lists);
  }

  /// With the usual batch sizes.
  public static TargetSettings of(Map<String, FieldType> dataFields, String ordersCollection) {
    return new TargetSettings(
        dataFields,
        ordersCollection,
        List.of(),
        CONTACTS,
        RECORDS,
        BYTES,
        DotdigitalTarget.ADVISED_ASK_EVERY);
  }

  public TargetSettings withBatches(int contacts, int records) {
    return new TargetSettings(
        dataFields, ordersCollection, lists, contacts, records, batchBytes, askEvery);
  }

  public TargetSettings withAskEvery(Duration every) {
    return new TargetSettings(
        dataFields, ordersCollection, lists, contactBatch, insightBatch, batchBytes, every);
  }

  public TargetSettings withLists(List<Integer> ids) {
    return new TargetSettings(
        dataFields, ordersCollection, ids, contactBatch, insightBatch, batchBytes, askEvery);
  }
}
