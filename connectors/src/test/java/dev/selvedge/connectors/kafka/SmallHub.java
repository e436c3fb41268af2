package dev.selvedge.connectors.kafka;

import dev.selvedge.connector.Page;
import dev.selvedge.connector.SourceRecord;
import java.util.BitSet;

/// A process that reads a topic as a hub does, and counts: started with a small heap by a test.
final class SmallHub {
  private static final int PAGE = 500;
  private static final int MOST_PAGES = 10_000;

  private SmallHub() {}

  public static void main(String[] arguments) {
    BitSet keys = new BitSet();
    long records = 0;
    long refused = 0;
    try (TopicReader reader =
        TopicReader.at(arguments[0], "{ topic: %s }".formatted(arguments[1]))) {
      boolean more = true;
      for (int pages = 0; more && pages < MOST_PAGES; pages++) {
        Page page = reader.page(PAGE);
        for (SourceRecord each : page.records()) {
          keys.set(Integer.parseInt(each.ref().key()));
        }
        records += page.records().size();
        refused += page.refused().size();
        reader.records.clear();
        more = page.more();
      }
    }
    System.out.println(
        records + " records of " + keys.cardinality() + " keys, " + refused + " refused");
  }
}
