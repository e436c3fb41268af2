package dev.selvedge.commerce;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.ItemClaim;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.WishNames;
import dev.selvedge.person.StoredContribution;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// That somebody wants to hear when a product is there again, or cheaper: the newest record that
/// says so. A pure function of its contributions. Immutable.
///
/// @param origin the record that counts
/// @param sku in the safe alphabet, as the product's
/// @param askedAt when they asked
/// @param seen the price that they saw; empty where nobody tells
public record Wish(
    ItemKey key,
    RecordRef origin,
    Optional<PersonId> person,
    String sku,
    Purpose purpose,
    Instant askedAt,
    Optional<BigDecimal> seen) {
  private static final Comparator<StoredContribution> NEWEST =
      Comparator.comparing((StoredContribution stored) -> stored.contribution().version())
          .thenComparing(stored -> stored.contribution().ref());

  /// What they wait for.
  public enum Purpose {
    STOCK,
    PRICE;

    /// {@return the purpose of this name in any case}
    public static Optional<Purpose> of(String name) {
      return switch (name.strip().toLowerCase(Locale.ROOT)) {
        case "stock" -> Optional.of(STOCK);
        case "price" -> Optional.of(PRICE);
        default -> Optional.empty();
      };
    }
  }

  /// Joins what is known of one wish.
  ///
  /// @return empty where no record speaks of it (any more)
  public static Optional<Wish> of(ItemKey key, Collection<StoredContribution> stored) {
    return stored.stream()
        .filter(
            one ->
                one.contribution().item() instanceof ItemClaim.About about
                    && about.key().equals(key))
        .max(NEWEST)
        .map(newest -> of(key, newest));
  }

  private static Wish of(ItemKey key, StoredContribution stored) {
    Contribution contribution = stored.contribution();
    Map<String, Value> values =
        contribution.item() instanceof ItemClaim.About about ? about.part().values() : Map.of();
    return new Wish(
        key,
        contribution.ref(),
        stored.person(),
        text(values, WishNames.SKU),
        Purpose.of(text(values, WishNames.PURPOSE)).orElse(Purpose.STOCK),
        values.get(WishNames.ASKED_AT) instanceof Value.Date(Instant at)
            ? at
            : contribution.version().changedAt(),
        values.get(WishNames.PRICE_SEEN) instanceof Value.Decimal(BigDecimal seen)
            ? Optional.of(seen)
            : Optional.empty());
  }

  private static String text(Map<String, Value> values, String name) {
    return values.get(name) instanceof Value.Text(String text) ? text : "";
  }
}
