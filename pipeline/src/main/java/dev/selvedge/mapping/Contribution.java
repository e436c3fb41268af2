package dev.selvedge.mapping;

import dev.selvedge.RecordRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The mapped form of one source record: all that this record has to say. Immutable.
///
/// @param ref which record
/// @param version how new
/// @param identity by what its person is found
/// @param fields profile fields of the person, by canonical name
/// @param consents decisions it claims
/// @param order the order it speaks of, with its parts; `NoOrder` when none
/// @param erased profile fields of which it says that they are empty; about all others that it has
///     no value for it says nothing
/// @param item the item it speaks of, and what it says of it
public record Contribution(
    RecordRef ref,
    Version version,
    Identity identity,
    Map<String, Value> fields,
    List<ConsentClaim> consents,
    OrderClaim order,
    Set<String> erased,
    ItemClaim item) {
  private static final int LONGEST_PARCEL = 100;

  public Contribution {
    fields = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    consents = List.copyOf(consents);
    erased = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(erased));
  }

  /// One that speaks of no item.
  public Contribution(
      RecordRef ref,
      Version version,
      Identity identity,
      Map<String, Value> fields,
      List<ConsentClaim> consents,
      OrderClaim order,
      Set<String> erased) {
    this(ref, version, identity, fields, consents, order, erased, new ItemClaim.NoItem());
  }

  /// One that erases nothing.
  public Contribution(
      RecordRef ref,
      Version version,
      Identity identity,
      Map<String, Value> fields,
      List<ConsentClaim> consents,
      OrderClaim order) {
    this(ref, version, identity, fields, consents, order, Set.of());
  }

  /// By what the person of a record is found.
  ///
  /// @param email normalised, or empty when the record has none
  /// @param owner the record this one belongs to (an order's customer), text form, or empty; where
  ///     that record is known and has an address, its person wins over `email`
  /// @param gone the source deleted the record: it says nothing any more
  /// @param phone as E.164, where the project finds people by it, else empty: whose the record is
  ///     where no address says so
  public record Identity(String email, String owner, boolean gone, String phone) {
    public static final Identity NONE = new Identity("", "", false);
    public static final Identity GONE = new Identity("", "", true);

    /// One without a number.
    public Identity(String email, String owner, boolean gone) {
      this(email, owner, gone, "");
    }

    /// The same person with a phone number by which they may be found.
    public Identity withPhone(String number) {
      return new Identity(email, owner, gone, number);
    }

    /// The record whose person it is; empty where the record names none.
    public Optional<RecordRef> ownerRef() {
      return owner.isEmpty() ? Optional.empty() : Optional.of(RecordRef.parse(owner));
    }
  }

  /// Whether and what the record says about an order.
  public sealed interface OrderClaim {
    /// The cart that the order came of, where its header names one.
    default Optional<String> cart() {
      return switch (this) {
        case NoOrder ignored -> Optional.empty();
        case About about ->
            about.parts().stream()
                .filter(OrderPart.Header.class::isInstance)
                .map(part -> ((OrderPart.Header) part).details().cart())
                .filter(cart -> !cart.isEmpty())
                .findFirst();
      };
    }

    record NoOrder() implements OrderClaim {}

    record About(OrderKey key, List<OrderPart> parts) implements OrderClaim {
      public About {
        parts = List.copyOf(parts);
      }
    }
  }

  /// The item that it speaks of: of an order also the cart that it names.
  public Optional<ItemKey> itemKey() {
    return switch (item) {
      case ItemClaim.NoItem ignored -> order.cart().map(ItemKey::cart);
      case ItemClaim.About about -> Optional.of(about.key());
    };
  }

  /// The SKU that a product or a wish is found by, cleaned; empty for all else.
  public String itemSku() {
    return switch (item) {
      case ItemClaim.NoItem ignored -> "";
      case ItemClaim.About(ItemKey key, ItemPart part) ->
          switch (key.kind()) {
            case PRODUCT ->
                part.values().get(WishNames.SKU) instanceof Value.Text(String sku)
                    ? sku
                    : key.value();
            case WISH ->
                part.values().get(WishNames.SKU) instanceof Value.Text(String sku) ? sku : "";
            case CART, RECORD -> "";
          };
    };
  }

  /// The numbers of the parcels that it tells of, as people look for them. What is longer than any
  /// such number is none.
  public Set<String> parcels() {
    return switch (order) {
      case OrderClaim.NoOrder ignored -> Set.of();
      case OrderClaim.About(OrderKey key, List<OrderPart> parts) ->
          parts.stream()
              .filter(OrderPart.Fulfilment.class::isInstance)
              .map(part -> OrderPart.Fulfilment.sought(((OrderPart.Fulfilment) part).tracking()))
              .filter(number -> isSought(number))
              .collect(Collectors.toUnmodifiableSet());
    };
  }

  /// A database has no NUL in a text.
  private static boolean isSought(String number) {
    return !number.isEmpty() && number.length() <= LONGEST_PARCEL && number.indexOf('\0') < 0;
  }

  /// The order that it is about, or a part of; empty where it says nothing of one.
  public Optional<OrderKey> orderKey() {
    return switch (order) {
      case OrderClaim.NoOrder ignored -> Optional.empty();
      case OrderClaim.About about -> Optional.of(about.key());
    };
  }
}
