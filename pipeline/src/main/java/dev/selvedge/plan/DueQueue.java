package dev.selvedge.plan;

import dev.selvedge.Lane;
import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;

/// What waits together at a target: the due items of one facet, lane and flow that may share an
/// import. Flows queue apart, so that none can starve another. Immutable.
///
/// @param together how many may share an import; [#ANY] unless an import was refused as a whole and
///     its items are tried in ever smaller company until the culprit is alone
public record DueQueue(Facet facet, Lane lane, int together, Feed flow)
    implements Comparable<DueQueue> {
  /// No limit but the batch's own.
  public static final int ANY = 0;

  public DueQueue {
    if (together < 0) {
      throw new IllegalArgumentException("company cannot be less than nobody: " + together);
    }
  }

  /// `CONTACT/NORMAL/0/shop/customer`, as stored and sorted.
  public String text() {
    return facet + "/" + lane + "/" + together + "/" + flow;
  }

  /// Reads what [#text] wrote.
  ///
  /// @throws IllegalArgumentException for anything else
  public static DueQueue parse(String text) {
    String[] parts = text.split("/", 5);
    if (parts.length != 5) {
      throw new IllegalArgumentException("not a queue: " + text);
    }
    return new DueQueue(
        Facet.valueOf(parts[0]),
        Lane.valueOf(parts[1]),
        Integer.parseInt(parts[2]),
        new Feed(new SystemName(parts[3]), new RecordKind(parts[4])));
  }

  @Override
  public int compareTo(DueQueue other) {
    return text().compareTo(other.text());
  }
}
