package dev.selvedge.connectors.vendure;

import dev.selvedge.connectors.walk.Entry;
import dev.selvedge.connectors.walk.Leg;
import dev.selvedge.connectors.walk.OffsetWalk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One list of a shop, walked for a feed.
final class ShopList implements Leg<OffsetWalk> {
  private final Queries.Listing listing;
  private final Way way;
  private final ListReader reader;
  private final VendureOptions options;

  private ShopList(Queries.Listing listing, Way way, ListReader reader, VendureOptions options) {
    this.listing = listing;
    this.way = way;
    this.reader = reader;
    this.options = options;
  }

  /// How a list is walked.
  private enum Way {
    /// All of it, then what changes.
    EVERYTHING,
    /// What changes, and nothing of long ago.
    RECENT,
    /// Its recent part again and again: not all that happens to an order moves its stamp.
    AGAIN
  }

  static List<ShopList> customers(ListReader reader, VendureOptions options) {
    return List.of(
        new ShopList(Queries.Listing.CUSTOMERS_CHANGED, Way.EVERYTHING, reader, options));
  }

  /// By change, by placing, and again through what was placed recently.
  static List<ShopList> orders(ListReader reader, VendureOptions options) {
    return List.of(
        new ShopList(Queries.Listing.ORDERS_CHANGED, Way.EVERYTHING, reader, options),
        new ShopList(Queries.Listing.ORDERS_PLACED, Way.RECENT, reader, options),
        new ShopList(Queries.Listing.ORDERS_PLACED, Way.AGAIN, reader, options));
  }

  /// Carts of long ago wait for nobody.
  static List<ShopList> carts(ListReader reader, VendureOptions options) {
    return List.of(new ShopList(Queries.Listing.CARTS_CHANGED, Way.RECENT, reader, options));
  }

  @Override
  public OffsetWalk first(Instant now) {
    return way == Way.EVERYTHING
        ? OffsetWalk.after(Instant.EPOCH, now)
        : OffsetWalk.after(recent(now), now).rest();
  }

  @Override
  public Optional<Duration> every() {
    return way == Way.AGAIN ? Optional.of(options.recheckEvery()) : Optional.empty();
  }

  @Override
  public OffsetWalk anew(Instant now) {
    return OffsetWalk.after(recent(now), now);
  }

  @Override
  public boolean readsFirst() {
    return way == Way.EVERYTHING;
  }

  @Override
  public Sheet<OffsetWalk> read(OffsetWalk at, int take, Instant now) {
    List<ListReader.Element> elements = reader.read(listing, at, take);
    List<OffsetWalk.Row> rows = elements.stream().map(ListReader.Element::row).toList();
    OffsetWalk.Step step = at.read(rows, take, now, options.overlap());
    List<Entry> found =
        elements.stream().skip(step.firstNew()).map(ListReader.Element::entry).toList();
    return new Sheet<>(found, step.next());
  }

  private Instant recent(Instant now) {
    return now.minus(Duration.ofDays(options.recheckDays()));
  }
}
