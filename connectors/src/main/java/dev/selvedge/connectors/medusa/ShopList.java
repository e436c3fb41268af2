package dev.selvedge.connectors.medusa;

import dev.selvedge.connectors.medusa.ListReader.Order;
import dev.selvedge.connectors.walk.Leg;
import dev.selvedge.connectors.walk.OffsetWalk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One list of a shop, walked for a feed.
///
/// @param again whether it is walked again and again, by when records were made: not all that
///     happens to an order or to a product's variants moves its stamp. Of orders, the recent part
record ShopList(Subject subject, boolean again, ListReader reader, MedusaSettings.Reading reading)
    implements Leg<OffsetWalk> {

  static List<ShopList> of(Subject subject, ListReader reader, MedusaSettings.Reading reading) {
    ShopList changed = new ShopList(subject, false, reader, reading);
    return switch (subject) {
      case CUSTOMER -> List.of(changed);
      case ORDER, PRODUCT -> List.of(changed, new ShopList(subject, true, reader, reading));
    };
  }

  @Override
  public OffsetWalk first(Instant now) {
    return again ? anew(now).rest() : OffsetWalk.after(Instant.EPOCH, now);
  }

  @Override
  public Optional<Duration> every() {
    Duration every = subject == Subject.PRODUCT ? reading.productsEvery() : reading.recheckEvery();
    return again ? Optional.of(every) : Optional.empty();
  }

  @Override
  public OffsetWalk anew(Instant now) {
    Instant from =
        subject == Subject.PRODUCT
            ? Instant.EPOCH
            : now.minus(Duration.ofDays(reading.recheckDays()));
    return OffsetWalk.after(from, now);
  }

  @Override
  public boolean readsFirst() {
    return !again;
  }

  @Override
  public Sheet<OffsetWalk> read(OffsetWalk at, int take, Instant now) {
    Order order = again ? Order.CREATED_AT : Order.UPDATED_AT;
    List<ListReader.Element> elements = reader.read(subject, order, at, take);
    List<OffsetWalk.Row> rows = elements.stream().map(ListReader.Element::row).toList();
    OffsetWalk.Step step = at.read(rows, take, now, reading.overlap());
    return new Sheet<>(
        elements.stream().skip(step.firstNew()).map(ListReader.Element::entry).toList(),
        step.next());
  }
}
