package dev.selvedge.sandbox.insight;

import dev.selvedge.sandbox.contact.Contact;
import dev.selvedge.sandbox.contact.ContactBook;
import dev.selvedge.sandbox.job.ItemFate;
import dev.selvedge.sandbox.job.JobFate;
import dev.selvedge.sandbox.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// One bulk import of insight records: what was wanted until it runs, its report from then on.
///
/// Guarded by the account's lock.
public final class InsightImport {
  private final InsightBook book;
  private final ContactBook contacts;
  private final Collection collection;
  private final JobFate fate;
  private final int total;
  private int stored;
  private List<Item> wanted;
  private final List<Refusal> refusals = new ArrayList<>();

  public InsightImport(InsightBook book, ContactBook contacts, Collection collection, Order order) {
    this.book = book;
    this.contacts = contacts;
    this.collection = collection;
    this.wanted = order.items;
    this.fate = order.fate;
    this.total = order.items.size();
  }

  /// What is to be imported, and what a fault script decided about it.
  public record Order(List<Item> items, JobFate fate) {}

  /// One record as sent; identifier and value are empty for account scope.
  public record Item(String identifier, String value, String key, JsonNode json) {
    /// Whether its owner, its key or any value in it is this.
    public boolean holds(String text) {
      return value.equalsIgnoreCase(text) || key.equals(text) || holds(json, text);
    }

    private static boolean holds(JsonNode node, String text) {
      if (node.isContainer()) {
        return node.valueStream().anyMatch(inner -> holds(inner, text));
      }
      return Json.scalar(node).filter(text::equals).isPresent();
    }
  }

  /// One record that was refused, and why.
  public record Refusal(Item item, Rejection rejection) {}

  /// Stores everything in the given order.
  public void run(long now) {
    for (Item item : wanted) {
      ItemFate decided = fate.item(item.key);
      if (decided.written()) {
        carryOut(item, decided, now);
      } else if (decided.listed()) {
        refuse(item, decided.code(), "Refused by the fault script");
      }
    }
    wanted = List.of();
  }

  private void carryOut(Item item, ItemFate decided, long now) {
    int before = refusals.size();
    if (collection.scope() == Scope.ACCOUNT) {
      store(item, InsightRecord.ACCOUNT, now);
    } else {
      storeForContact(item, now);
    }
    if (!decided.listed()) {
      refusals.subList(before, refusals.size()).clear();
    } else if (refusals.size() == before) {
      stored++;
      if (!decided.code().isEmpty()) {
        refuse(item, decided.code(), "Stored, and complained about by the fault script");
      }
    }
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
    JsonNode json = book.merged(collection, owner, item.key, item.json);
    switch (book.store(collection, owner, item.key, json, now)) {
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

  /// How many the report says were stored.
  public int stored() {
    return stored;
  }

  public int total() {
    return total;
  }

  public List<Refusal> refusals() {
    return Collections.unmodifiableList(refusals);
  }
}
