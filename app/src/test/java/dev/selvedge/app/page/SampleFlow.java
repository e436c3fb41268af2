package dev.selvedge.app.page;

import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.app.flow.FlowPage;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.inbox.Inbox;
import dev.selvedge.trail.ParkedItems;
import dev.selvedge.watch.FlowReading;
import dev.selvedge.watch.freshness.Bounds;
import dev.selvedge.watch.freshness.Burn;
import dev.selvedge.watch.freshness.Freshness;
import dev.selvedge.watch.freshness.FreshnessLog;
import dev.selvedge.watch.freshness.Goal;
import dev.selvedge.watch.freshness.Histogram;
import dev.selvedge.watch.freshness.Matter;
import dev.selvedge.watch.freshness.Share;
import dev.selvedge.watch.freshness.Strand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A flow that had a bad half hour.
final class SampleFlow {
  static final String NAME = "shop/order";

  private final Instant now;

  SampleFlow(Instant now) {
    this.now = now;
  }

  FlowPage page(FlowPage.Window window) {
    return new FlowPage(
        now,
        NAME,
        "dotdigital",
        window,
        new FlowPage.Totals(312_455, 311_020, 3, 1_204, 60),
        List.of(
            part(Matter.CONSENT, new Goal(9900, Duration.ofSeconds(60)), new Share(1_200, 4)),
            part(Matter.ORDER, new Goal(9950, Duration.ofMinutes(5)), new Share(9_000, 1_400))),
        Optional.of(new FreshnessLog.Stamps(NAME, now, 30_120, 44)),
        List.of(
            new ParkedItems.Group(
                SampleViews.HOSTILE,
                3,
                now.minusSeconds(9000),
                now.minusSeconds(60),
                "It is faulty.")),
        List.of(arrival(7, false), arrival(6, true)),
        Optional.of(
            new FlowPage.MappingFile("mappings/shop.order.yaml", "order:\n  key: id # <b>\n")),
        Optional.of(new FlowReading(NAME, now.minusSeconds(130), false, "", Instant.EPOCH)),
        history(window));
  }

  private static Freshness part(Matter matter, Goal goal, Share share) {
    long[] counts = new long[Bounds.buckets()];
    counts[Bounds.bucket(Duration.ofMillis(900))] = share.met();
    counts[Bounds.bucket(Duration.ofMinutes(12))] = share.missed() / 2;
    boolean burns = share.missed() > 100;
    return new Freshness(
        new Strand(NAME, "dotdigital", matter),
        goal,
        Histogram.of(counts),
        share,
        share,
        Burn.of(goal, window -> share),
        burns ? Map.of(FreshnessLog.Why.DUE, 640L, FreshnessLog.Why.HELD, 60L) : Map.of());
  }

  private Inbox.Arrival arrival(long id, boolean stamped) {
    return new Inbox.Arrival(
        id,
        new RecordRef(new SystemName("shop"), new RecordKind("order"), "WEB-100" + id),
        stamped ? SourceRecord.Stamp.at(now.minusSeconds(90)) : SourceRecord.Stamp.absent(),
        SourceRecord.Change.UPSERT,
        !stamped,
        now.minusSeconds(80),
        !stamped);
  }

  private FlowPage.History history(FlowPage.Window window) {
    List<FlowPage.Point> points = new ArrayList<>();
    for (int i = 0; i < window.length(); i++) {
      boolean bad = i > window.length() * 7 / 10 && i < window.length() * 8 / 10;
      long told = bad ? 4 : 40 + (i * 7) % 13;
      long middle = bad ? 200_000 : 700 + (i * 97) % 300;
      points.add(
          new FlowPage.Point(
              window.from(now).plus(window.grain().length().multipliedBy(i)),
              told,
              bad ? told / 2 : 0,
              45,
              List.of(
                  Duration.ofMillis(middle),
                  Duration.ofMillis(middle * 2),
                  Duration.ofMillis(middle * 3))));
    }
    return new FlowPage.History(points);
  }
}
