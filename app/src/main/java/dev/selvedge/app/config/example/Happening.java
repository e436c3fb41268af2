package dev.selvedge.app.config.example;

import dev.selvedge.mapping.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One line of an example's history. Immutable.
///
/// @param key what it happened to: an order's number, a cart's id, a SKU; empty for the person
/// @param at when it happened
/// @param told when the hub is told of it
/// @param firstSync whether a first sync tells it
/// @param said what else is said of it, by name
/// @param fields of the person, where it is about them
/// @param yes whether they agreed, where it is about consent
public record Happening(
    Kind kind,
    String key,
    Instant at,
    Instant told,
    boolean firstSync,
    Map<String, List<String>> said,
    Map<String, Value> fields,
    boolean yes) {
  public Happening {
    said = Map.copyOf(said);
    fields = Map.copyOf(fields);
  }

  /// What may happen. Each is the key that says so.
  public enum Kind {
    PLACED(
        "an order was placed; as much is said of it as the rule looks at",
        "total",
        "currency",
        "status",
        "store",
        "channel",
        "payment",
        "country",
        "delivery_method",
        "coupons",
        "skus",
        "categories",
        "from_cart"),
    PAID("the order was paid"),
    SHIPPED("a parcel of the order left", "parcel", "carrier", "tracking", "tracking_url"),
    DELIVERED("a parcel of the order arrived", "parcel"),
    REFUNDED("money was given back for the order", "refund", "amount", "reason"),
    CANCELLED("the whole order was cancelled"),
    CART("something was changed in the cart of this id", "total", "currency", "url", "skus"),
    EMPTIED("the cart of this id was emptied"),
    WISH("they asked to be told of the product of this SKU", "for", "price_seen"),
    PRODUCT(
        "what is known of the product of this SKU changed",
        "stock",
        "price",
        "special_price",
        "name",
        "url"),
    FIELDS("fields of the person became these: `fields: { tier: gold }`"),
    CONSENT("they agreed to marketing e-mail (`true`) or declined it (`false`)");

    static final Set<String> NUMBERS =
        Set.of("total", "amount", "price_seen", "stock", "price", "special_price");
    static final Set<String> LISTS = Set.of("coupons", "skus", "categories");

    private final String meaning;
    private final String more;

    Kind(String meaning, String... more) {
      this.meaning = meaning;
      this.more = String.join(" ", more);
    }

    /// As it is written.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// For docs.
    public String meaning() {
      return meaning;
    }

    /// What else may be said of it.
    public List<String> more() {
      return more.isEmpty() ? List.of() : List.of(more.split(" ", -1));
    }

    static List<String> words() {
      return Arrays.stream(values()).map(Kind::word).toList();
    }
  }

  /// What is said under a name, or else this.
  public String text(String name, String otherwise) {
    List<String> texts = said.getOrDefault(name, List.of());
    return texts.isEmpty() ? otherwise : texts.getFirst();
  }

  public List<String> texts(String name) {
    return said.getOrDefault(name, List.of());
  }

  public Optional<BigDecimal> number(String name) {
    return texts(name).stream().findFirst().map(BigDecimal::new);
  }
}
