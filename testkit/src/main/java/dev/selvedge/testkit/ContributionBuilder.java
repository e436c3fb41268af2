package dev.selvedge.testkit;

import dev.selvedge.ContentHash;
import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.ItemClaim;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.ItemPart;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.Version;
import dev.selvedge.person.StoredContribution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Builds contributions, alone or stored; what a test does not name is a customer of `shop` with
/// an address and nothing else to say.
public final class ContributionBuilder {
  private RecordRef ref = RecordRef.parse("shop/customer/1");
  private Instant changedAt = Instant.parse("2026-03-01T10:00:00Z");
  private Instant observedAt = Instant.parse("2026-03-01T10:00:05Z");
  private String email = "ada@example.com";
  private String owner = "";
  private boolean gone;
  private String phone = "";
  private final Map<String, Value> fields = new TreeMap<>();
  private final Set<String> erased = new TreeSet<>();
  private final List<ConsentClaim> consents = new ArrayList<>();
  private ItemClaim item = new ItemClaim.NoItem();
  private Contribution.OrderClaim order = new Contribution.OrderClaim.NoOrder();

  private ContributionBuilder() {}

  public static ContributionBuilder aContribution() {
    return new ContributionBuilder();
  }

  /// Names the record, `system/kind/key`.
  public ContributionBuilder of(String recordRef) {
    ref = RecordRef.parse(recordRef);
    return this;
  }

  public ContributionBuilder changedAt(Instant changed) {
    changedAt = changed;
    return this;
  }

  public ContributionBuilder observedAt(Instant observed) {
    observedAt = observed;
    return this;
  }

  /// Whose it says it is; empty for nobody.
  public ContributionBuilder email(String address) {
    email = address;
    return this;
  }

  /// The record it belongs to, `system/kind/key`.
  public ContributionBuilder ownedBy(String recordRef) {
    owner = recordRef;
    return this;
  }

  /// By which number it finds its person where it has no address.
  public ContributionBuilder phone(String e164) {
    phone = e164;
    return this;
  }

  public ContributionBuilder gone() {
    gone = true;
    return this;
  }

  public ContributionBuilder field(String name, Value value) {
    fields.put(name, value);
    return this;
  }

  public ContributionBuilder field(String name, String text) {
    return field(name, new Value.Text(text));
  }

  /// Says that a field is empty.
  public ContributionBuilder erases(String name) {
    erased.add(name);
    return this;
  }

  public ContributionBuilder consent(ConsentClaim claim) {
    consents.add(claim);
    return this;
  }

  public ContributionBuilder about(String orderKey, OrderPart... parts) {
    order = new Contribution.OrderClaim.About(new OrderKey(orderKey), List.of(parts));
    return this;
  }

  /// Speaks of a product.
  public ContributionBuilder product(String key, Map<String, Value> values) {
    return item(ItemKey.product(key), new ItemPart(values, Map.of()));
  }

  /// Speaks of an item.
  public ContributionBuilder item(ItemKey key, ItemPart part) {
    item = new ItemClaim.About(key, part);
    return this;
  }

  public Contribution build() {
    ContentHash content =
        ContentHash.of(
            ref + email + owner + gone + phone + fields + erased + consents + order + item);
    return new Contribution(
        ref,
        new Version(changedAt, observedAt, content),
        new Contribution.Identity(email, owner, gone, phone),
        fields,
        consents,
        order,
        erased,
        item);
  }

  /// As stored for a person.
  public StoredContribution heldBy(PersonId person) {
    return new StoredContribution(build(), 1, new StoredContribution.Holder.Known(person));
  }

  /// As stored for nobody yet.
  public StoredContribution heldByNobody() {
    return new StoredContribution(build(), 1, new StoredContribution.Holder.Nobody());
  }
}
