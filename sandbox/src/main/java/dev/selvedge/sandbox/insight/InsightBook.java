package dev.selvedge.sandbox.insight;

import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.setting.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// All collections of the account; names are unique over both scopes and compared without case.
///
/// Guarded by the account's lock.
public final class InsightBook {
  /// Dotdigital docs: insight data.
  private static final int MOST_COLLECTIONS = 1000;

  private static final Pattern NAME = Pattern.compile("[-A-Za-z_][-A-Za-z0-9_]{1,254}");
  private static final List<String> TYPES =
      List.of(
          "cartInsight",
          "catalog",
          "consentInsight",
          "custom",
          "easyEditorExtensions",
          "nostoEmailCampaigns",
          "orders",
          "productCategories",
          "webInsight",
          "wishList");

  private final Settings.Source settings;
  private final Map<String, Collection> collections = new LinkedHashMap<>();

  public InsightBook(Settings.Source settings) {
    this.settings = settings;
    create("CartInsight", "cartInsight", Scope.CONTACT);
    create("Integrations", "custom", Scope.ACCOUNT);
    create("Catalog_Default", "catalog", Scope.ACCOUNT);
  }

  public static boolean validName(String name) {
    return NAME.matcher(name).matches();
  }

  /// The specified spelling of a collection type, whatever the case it was sent in.
  public static Optional<String> type(String text) {
    return TYPES.stream().filter(type -> type.equalsIgnoreCase(text)).findFirst();
  }

  public Optional<Collection> find(String name) {
    return Optional.ofNullable(collections.get(name.toLowerCase(Locale.ROOT)));
  }

  public java.util.Collection<Collection> all() {
    return java.util.Collections.unmodifiableCollection(collections.values());
  }

  public boolean full() {
    return collections.size() >= MOST_COLLECTIONS;
  }

  public Collection create(String name, String type, Scope scope) {
    Collection collection = new Collection(name, type, scope);
    collections.put(name.toLowerCase(Locale.ROOT), collection);
    return collection;
  }

  /// Deletes a collection with its schema.
  public int delete(Collection collection) {
    collections.remove(collection.name().toLowerCase(Locale.ROOT));
    return collection.size();
  }

  public int empty(Collection collection) {
    return collection.clear();
  }

  public int empty(Collection collection, int owner) {
    return collection.clear(owner);
  }

  public Optional<InsightRecord> record(Collection collection, int owner, String key) {
    return collection.find(owner, key, keysPerContact());
  }

  public boolean remove(Collection collection, int owner, String key) {
    return collection.remove(owner, key, keysPerContact());
  }

  /// Stores a record, or says which rule refuses it; the first record decides the types.
  public Stored store(Collection collection, int owner, String key, JsonNode json, long now) {
    Optional<Rejection> rejection = new RecordRules(settings.get().records()).check(key, json);
    if (rejection.isPresent()) {
      return new Stored.Rejected(rejection.get());
    }
    Optional<InsightRecord> holder = collection.holder(owner, key, keysPerContact());
    if (holder.isPresent() && holder.get().owner() != owner) {
      return new Stored.Rejected(
          new Rejection("KeyExistingForDifferentContact", "Another contact has this key"));
    }
    Optional<String> clash = collection.schema().clash(json);
    if (clash.isPresent()) {
      return new Stored.Rejected(
          new Rejection(
              "JsonValueIncompatibleWithSchema",
              "The type of '" + clash.get() + "' is not the one the collection has"));
    }
    collection.schema().learn(json);
    byte[] bytes = Json.MAPPER.writeValueAsBytes(json);
    if (holder.isPresent()) {
      holder.get().replace(bytes, now);
      return new Stored.Replaced();
    }
    collection.add(owner, key, keysPerContact(), bytes, now);
    return new Stored.Created();
  }

  /// What an import makes of a record: it replaces the old one, or is laid over it by a switch.
  JsonNode merged(Collection collection, int owner, String key, JsonNode json) {
    if (!settings.get().switches().insightImportsMerge()) {
      return json;
    }
    JsonNode old = record(collection, owner, key).map(InsightRecord::json).orElse(json);
    if (old instanceof ObjectNode object && json instanceof ObjectNode laidOver) {
      laidOver.properties().forEach(one -> object.set(one.getKey(), one.getValue()));
      return object;
    }
    return json;
  }

  private boolean keysPerContact() {
    return settings.get().switches().keysPerContact();
  }
}
