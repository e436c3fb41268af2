package dev.selvedge.plan;

import dev.selvedge.Lane;
import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import java.util.Comparator;

/// What waits together at a target: the due items of one facet, lane and flow that may share an
/// import. Flows queue apart, so that none can starve another. Immutable.
///
/// @param together how many may share an import; [#ANY] unless an import was refused as a whole and
///     its items are tried in ever smaller company until the culprit is alone
/// @param channel what they are done with, where only what shares it may share a call: a program, a
///     campaign; [#COMMON] where all of the facet may
public record DueQueue(Facet facet, Lane lane, int together, Feed flow, String channel)
    implements Comparable<DueQueue> {
  /// All of the facet may share a call.
  public static final String COMMON = "";

  /// No limit but the batch's own.
  public static final int ANY = 0;

  private static final Comparator<DueQueue> ORDER =
      Comparator.comparing(DueQueue::text).thenComparing(DueQueue::channel);

  /// One in which all of the facet may share a call.
  public DueQueue(Facet facet, Lane lane, int together, Feed flow) {
    this(facet, lane, together, flow, COMMON);
  }

  public DueQueue {
    if (together < 0) {
      throw new IllegalArgumentException("company cannot be less than nobody: " + together);
    }
  }

  /// `CONTACT/NORMAL/0/shop/customer`, as stored and sorted; the channel stands beside it.
  public String text() {
    return facet + "/" + lane + "/" + together + "/" + flow;
  }

  /// Reads what [#text] wrote.
  ///
  /// @param channel what stands beside it
  /// @throws IllegalArgumentException for anything else
  public static DueQueue parse(String text, String channel) {
    String[] parts = text.split("/", 5);
    if (parts.length != 5) {
      throw new IllegalArgumentException("not a queue: " + text);
    }
    return new DueQueue(
        Facet.valueOf(parts[0]),
        Lane.valueOf(parts[1]),
        Integer.parseInt(parts[2]),
        new Feed(new SystemName(parts[3]), new RecordKind(parts[4])),
        channel);
  }

  @Override
  public int compareTo(DueQueue other) {
    return ORDER.compare(this, other);
  }
}
