package dev.selvedge.person;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.OrderKey;
import java.util.Collection;
import java.util.List;

/// The port to the newest contribution of every source record. Every method runs inside the
/// caller's transaction; results come in the order of their refs.
public interface Contributions {
  List<StoredContribution> find(Collection<RecordRef> refs);

  List<StoredContribution> ofPersons(Collection<PersonId> persons);

  List<StoredContribution> ofOrders(Collection<OrderKey> orders);

  List<StoredContribution> ofItems(Collection<ItemKey> items);

  /// Those that say something of these SKUs as items of one kind: the products, or the wishes for
  /// them. For what few can be of.
  List<StoredContribution> withSkus(ItemKey.Kind kind, Collection<String> skus);

  /// Of those with one SKU so many, in pages: there may be any number of wishes for a product.
  ///
  /// @param after the last ref of the page before; empty for the first
  List<StoredContribution> withSku(ItemKey.Kind kind, String sku, String after, int most);

  /// Those whose identity names one of these records as their owner.
  List<StoredContribution> ownedBy(Collection<RecordRef> owners);

  /// Those with one of these phone numbers, of each number at most the first `most` by their refs.
  List<StoredContribution> withPhones(Collection<String> phones, int most);

  /// Those that tell of a parcel with this number, at most the first `most` by their refs.
  ///
  /// @param number as [dev.selvedge.mapping.OrderPart.Fulfilment#sought] writes it
  List<StoredContribution> withParcel(String number, int most);

  /// The numbers of orders that begin with this text, in their order: for people who look for one.
  List<OrderKey> ordersFrom(String prefix, int most);

  /// Which orders the records name, in the order of the numbers, then of the refs, both by code
  /// point: to go through all of them page by page.
  ///
  /// @param order the last order of the page before; empty for the first page
  /// @param ref the last record of the page before
  List<Naming> naming(String order, String ref, int limit);

  /// An order, and a record that says something of it.
  ///
  /// @param ref in its text form
  record Naming(String order, String ref) {}

  /// Inserts or replaces by ref.
  void save(Collection<StoredContribution> contributions);
}
