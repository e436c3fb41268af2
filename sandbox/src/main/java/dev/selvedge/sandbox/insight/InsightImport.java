package dev.selvedge.sandbox.insight;

import dev.selvedge.sandbox.contact.Contact;
import dev.selvedge.sandbox.contact.ContactBook;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// One bulk import of insight records: what was wanted until it runs, its report from then on.
///
/// Guarded by the account's lock.
public final class InsightImport {
  private final InsightBook book;
  private final ContactBook contacts;
  private final Collection collection;
  private final Map<String, String> failing;
  private final int total;
  private List<Item> wanted;
  private final List<Refusal> refusals = new ArrayList<>();

  public InsightImport(InsightBook book, ContactBook contacts, Collection collection, Order order) {
    this.book = book;
    this.contacts = contacts;
    this.collection = collection;
    this.wanted = order.items;
    this.failing = order.failing;
    this.total = order.items.size();
  }

  /// What is to be imported, and which keys must fail.
  public record Order(List<Item> items, Map<String, String> failing) {}

  /// One record as sent; identifier and value are empty for account scope.
  public record Item(String identifier, String value, String key, JsonNode json) {}

  /// One record that was refused, and why.
  public record Refusal(Item item, Rejection rejection) {}

  /// Stores everything in the given order.
  public void run(long now) {
    for (Item item : wanted) {
      String forced = failing.get(item.key);
      if (forced != null) {
        refuse(item, forced, "Refused by the fault script");
      } else if (collection.scope() == Scope.ACCOUNT) {
        store(item, InsightRecord.ACCOUNT, now);
      } else {
        storeForContact(item, now);
      }
    }
    wanted = List.of();
  }

  private void storeForContact(Item item, long now) {
    if (item.identifier.isEmpty() || !contacts.knows(item.identifier)) {
      refuse(item, "InvalidContactIdentifier", "The contact identity is missing or unknown");
      return;
    }
    Contact contact = contacts.findLive(item.identifier, item.value);
    if (contact == null) {
      refuse(item, missing(item.identifier), "There is no such contact");
    } else {
      store(item, contact.id(), now);
    }
  }

  private static String missing(String identifier) {
    return switch (identifier.toLowerCase(Locale.ROOT)) {
      case "email" -> "ContactEmailDoesNotExist";
      case "contactid" -> "ContactIdDoesNotExist";
      case "mobilenumber" -> "ContactPhoneNumberDoesNotExist";
      default -> "ContactCustomIdentifierValueDoesNotExist";
    };
  }

  private void store(Item item, int owner, long now) {
    switch (book.store(collection, owner, item.key, item.json, now)) {
      case Stored.Created _, Stored.Replaced _ -> {}
      case Stored.Rejected(Rejection rejection) -> refusals.add(new Refusal(item, rejection));
    }
  }

  private void refuse(Item item, String reason, String detail) {
    refusals.add(new Refusal(item, new Rejection(reason, detail)));
  }

  public Collection collection() {
    return collection;
  }

  public int total() {
    return total;
  }

  public List<Refusal> refusals() {
    return Collections.unmodifiableList(refusals);
  }
}
