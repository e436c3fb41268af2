package dev.selvedge.commerce;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.mapping.CartNames;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.ItemClaim;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.ItemPart;
import dev.selvedge.mapping.OrderPart.When;
import dev.selvedge.mapping.Value;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.person.StoredContribution.Holder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A cart as all systems together tell it: what the newest record says that speaks of it, whose it
/// is by the newest that knows, and bought once any of them says so or an order names it. A pure
/// function of its contributions. Immutable.
///
/// @param origin the record that counts
/// @param lastChanged when somebody last put something in or took it out
/// @param total with tax and delivery; the sum of the lines where no system tells it
/// @param converted whether an order came of it
/// @param told everything that is told of it, by the names in its record
public record Cart(
    ItemKey key,
    RecordRef origin,
    Holder owner,
    When created,
    Instant lastChanged,
    String currency,
    String url,
    BigDecimal total,
    List<Line> lines,
    boolean converted,
    ItemPart told) {
  private static final Comparator<StoredContribution> NEWEST_FIRST =
      Comparator.comparing((StoredContribution stored) -> stored.contribution().version())
          .thenComparing(stored -> stored.contribution().ref())
          .reversed();

  public Cart {
    lines = List.copyOf(lines);
  }

  /// A line.
  ///
  /// @param sku in the safe alphabet
  public record Line(
      String sku,
      String name,
      BigDecimal quantity,
      BigDecimal unitPrice,
      BigDecimal total,
      String url,
      String image) {
    private static Line of(Map<String, Value> values) {
      BigDecimal quantity = number(values, CartNames.QUANTITY);
      BigDecimal price = number(values, CartNames.UNIT_PRICE);
      BigDecimal total =
          values.containsKey(CartNames.LINE_TOTAL)
              ? number(values, CartNames.LINE_TOTAL)
              : price.multiply(quantity);
      return new Line(
          text(values, CartNames.SKU),
          text(values, CartNames.NAME),
          quantity,
          price,
          total,
          text(values, CartNames.PRODUCT_URL),
          text(values, CartNames.IMAGE_URL));
    }
  }

  /// Joins what is known of one cart.
  ///
  /// @param stored of [dev.selvedge.person.Contributions#ofItems]: also the orders that name it
  /// @return empty where no record speaks of it (any more)
  public static Optional<Cart> of(ItemKey key, Collection<StoredContribution> stored) {
    List<StoredContribution> speaking =
        stored.stream()
            .filter(one -> part(one.contribution(), key).isPresent())
            .sorted(NEWEST_FIRST)
            .toList();
    if (speaking.isEmpty()) {
      return Optional.empty();
    }
    Holder owner =
        speaking.stream()
            .map(StoredContribution::holder)
            .filter(Holder.Known.class::isInstance)
            .findFirst()
            .orElseGet(Holder.Nobody::new);
    boolean converted =
        speaking.stream()
                .flatMap(one -> part(one.contribution(), key).stream())
                .anyMatch(part -> flag(part.values(), CartNames.CONVERTED))
            || stored.stream()
                .anyMatch(
                    one ->
                        one.contribution().order().cart().filter(key.value()::equals).isPresent());
    return part(speaking.getFirst().contribution(), key)
        .map(part -> of(key, speaking.getFirst().contribution(), part, owner, converted));
  }

  private static Cart of(
      ItemKey key, Contribution newest, ItemPart part, Holder owner, boolean converted) {
    Map<String, Value> values = part.values();
    List<Line> lines =
        part.groups().getOrDefault(CartNames.LINES, List.of()).stream().map(Line::of).toList();
    BigDecimal sum = lines.stream().map(Line::total).reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Cart(
        key,
        newest.ref(),
        owner,
        values.get(CartNames.CREATED) instanceof Value.Date(Instant at)
            ? new When.At(at)
            : new When.NotKnown(),
        values.get(CartNames.MODIFIED) instanceof Value.Date(Instant at)
            ? at
            : newest.version().changedAt(),
        text(values, CartNames.CURRENCY),
        text(values, CartNames.URL),
        values.containsKey(CartNames.TOTAL) ? number(values, CartNames.TOTAL) : sum,
        flag(values, CartNames.EMPTIED) ? List.of() : lines,
        converted,
        part);
  }

  /// Whose it is; nobody's as long as they did not say who they are.
  public Optional<PersonId> person() {
    return switch (owner) {
      case Holder.Known(PersonId person) -> Optional.of(person);
      case Holder.Nobody ignored -> Optional.empty();
    };
  }

  /// Whether it holds no line.
  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /// Whether somebody could still come back to it.
  public boolean isOpen() {
    return !converted && !isEmpty();
  }

  private static Optional<ItemPart> part(Contribution contribution, ItemKey key) {
    return contribution.item() instanceof ItemClaim.About(ItemKey about, ItemPart part)
            && about.equals(key)
        ? Optional.of(part)
        : Optional.empty();
  }

  private static boolean flag(Map<String, Value> values, String name) {
    return values.get(name) instanceof Value.Flag(boolean flag) && flag;
  }

  private static String text(Map<String, Value> values, String name) {
    return values.get(name) instanceof Value.Text(String text) ? text : "";
  }

  private static BigDecimal number(Map<String, Value> values, String name) {
    return values.get(name) instanceof Value.Decimal(BigDecimal number) ? number : BigDecimal.ZERO;
  }
}
