package dev.selvedge.connectors.magento;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.walk.Entry;
import dev.selvedge.connectors.walk.FewerAtOnce;
import dev.selvedge.connectors.walk.KeysetWalk;
import dev.selvedge.connectors.walk.Leg;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// One list of a shop, walked for a feed by its rows' stamps, and all it leads to read whole.
///
/// @param way what it is walked for
/// @param records reads the rows
/// @param fewer what is asked for where the shop fails on a page
record ShopList(
    Subject subject, Way way, Records records, MagentoOptions options, FewerAtOnce fewer)
    implements Leg<KeysetWalk> {

  /// What a list is walked for.
  sealed interface Way {
    /// What changed.
    record Changes() implements Way {}

    /// What changed in a part, and so in the record that it belongs to.
    record OfPart(Subject.Part part) implements Way {}

    /// What may have changed without a stamp.
    ///
    /// @param back how far back by its stamp; empty for everything
    record Again(Duration every, Optional<Duration> back) implements Way {}
  }

  /// All that have to be walked for a feed.
  static List<ShopList> of(Subject subject, Records records, MagentoOptions options) {
    List<Way> ways = new ArrayList<>(List.of(new Way.Changes()));
    subject.parts().forEach(part -> ways.add(new Way.OfPart(part)));
    MagentoOptions.Reading reading = options.reading();
    switch (subject) {
      case CUSTOMER -> ways.add(new Way.Again(reading.sweepEvery(), Optional.empty()));
      case ORDER -> ways.add(new Way.Again(reading.recheckEvery(), Optional.of(reading.recent())));
      case PRODUCT, CART -> {
        // Their own stamps tell all there is to know.
      }
    }
    return ways.stream()
        .map(way -> new ShopList(subject, way, records, options, new FewerAtOnce()))
        .toList();
  }

  @Override
  public KeysetWalk first(Instant now) {
    return switch (way) {
      case Way.Changes _ ->
          KeysetWalk.from(
              subject == Subject.CART
                  ? now.minus(options.reading().recent())
                  : MagentoOptions.earliest(),
              now);
      // The parts of today's orders are read with them.
      case Way.OfPart _ -> KeysetWalk.from(now.minus(options.overlap()), now);
      case Way.Again _ -> anew(now).rest();
    };
  }

  @Override
  public KeysetWalk anew(Instant now) {
    return way instanceof Way.Again(Duration _, Optional<Duration> back)
        ? KeysetWalk.from(back.map(now::minus).orElseGet(MagentoOptions::earliest), now)
        : first(now);
  }

  @Override
  public Optional<Duration> every() {
    return way instanceof Way.Again(Duration every, Optional<Duration> _)
        ? Optional.of(every)
        : Optional.empty();
  }

  @Override
  public boolean readsFirst() {
    return way instanceof Way.Changes;
  }

  private Subject.Catalogue catalogue() {
    return way instanceof Way.OfPart(Subject.Part part) ? part.catalogue() : subject.catalogue();
  }

  @Override
  public Sheet<KeysetWalk> read(KeysetWalk at, int take, Instant now) {
    return fewer.read(take, new Place(this, at, now));
  }

  /// What is asked for from one place on.
  private record Place(ShopList of, KeysetWalk at, Instant now)
      implements FewerAtOnce.Questions<Sheet<KeysetWalk>, Sheet<KeysetWalk>> {
    @Override
    public Sheet<KeysetWalk> page(int take) {
      Map<KeysetWalk.Row, JsonNode> rows = of.records.behind(of.catalogue(), at, take);
      return sheet(rows, rows.size() < take);
    }

    @Override
    public Optional<Sheet<KeysetWalk>> row(int further) {
      Map<KeysetWalk.Row, JsonNode> row = of.records.single(of.catalogue(), at, further);
      return row.isEmpty() ? Optional.empty() : Optional.of(sheet(row, false));
    }

    @Override
    public boolean answers() {
      return of.records.answers(of.catalogue());
    }

    @Override
    public Sheet<KeysetWalk> beyond(int hidden, Optional<Sheet<KeysetWalk>> shown) {
      List<Entry> entries = new ArrayList<>();
      if (hidden > 0) {
        entries.add(broken(shown.map(row -> row.next().id())));
      }
      shown.ifPresent(row -> entries.addAll(row.entries()));
      return new Sheet<>(entries, shown.map(Sheet::next).orElseGet(this::resting));
    }

    /// A shop gives its last row again and again: where that is one it cannot show, there seem to
    /// be many behind this place.
    @Override
    public Sheet<KeysetWalk> stuck(SourceException failure) {
      if (of.records.showsLast(of.catalogue(), at)) {
        throw failure;
      }
      return new Sheet<>(List.of(broken(Optional.empty())), resting());
    }

    private Entry.Broken broken(Optional<String> before) {
      return Entry.Broken.between(
          of.catalogue().path(), at.id(), before, "See the shop's var/log/exception.log.");
    }

    private KeysetWalk resting() {
      return at.past(List.of(), true, now, of.options.overlap());
    }

    private Sheet<KeysetWalk> sheet(Map<KeysetWalk.Row, JsonNode> rows, boolean end) {
      KeysetWalk next = at.past(List.copyOf(rows.keySet()), end, now, of.options.overlap());
      return new Sheet<>(of.entries(List.copyOf(rows.values())), next);
    }
  }

  private List<Entry> entries(List<JsonNode> rows) {
    if (!(way instanceof Way.OfPart)) {
      return records.completed(subject, rows);
    }
    Set<String> orders = new LinkedHashSet<>();
    rows.forEach(row -> Records.id(row, "order_id").ifPresent(orders::add));
    return records.whole(subject, orders);
  }
}
