package dev.selvedge.connectors.shopify.api;

import dev.selvedge.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The checked options of one shop. Immutable.
///
/// @param admin where its Admin API is
/// @param version of the API, such as `2026-10`
public record ShopifySettings(
    URI admin,
    String version,
    Access access,
    Wanted wanted,
    Reading reading,
    Optional<Hooks> hooks) {

  /// How the shop knows us: by a token, or by an app that fetches one.
  public sealed interface Access {
    /// A token that does not end.
    record Token(Secret secret) implements Access {}

    /// An app of the shop's own organisation, which fetches tokens that end.
    record App(String id, Secret secret) implements Access {}
  }

  /// What is read.
  ///
  /// @param products whether products are, as they stand in the shop
  /// @param variants whether their variants are, each with its product
  /// @param checkouts whether abandoned checkouts are, as carts
  public record Wanted(
      boolean products,
      boolean variants,
      boolean checkouts,
      List<Metafield> customerFields,
      List<Metafield> orderFields,
      List<Metafield> productFields) {
    /// With copies of the lists.
    public Wanted {
      customerFields = List.copyOf(customerFields);
      orderFields = List.copyOf(orderFields);
      productFields = List.copyOf(productFields);
    }
  }

  /// A field that a shop has made for itself.
  public record Metafield(String namespace, String key) {}

  /// How it is read.
  ///
  /// @param pageSize records a page at most
  /// @param overlap how late a change may be committed
  /// @param recheckDays orders made within so many days are read again
  /// @param bulkFrom a first reading of so many records is a bulk operation; 0 for never
  /// @param timeout how long an answer may take
  public record Reading(
      int pageSize,
      Duration overlap,
      int recheckDays,
      Duration recheckEvery,
      int bulkFrom,
      Duration timeout) {}

  /// What calls us.
  ///
  /// @param url under which the hub is reached from outside; empty when nobody shall look whether
  ///     webhooks are registered
  /// @param secrets one of which signs every delivery
  /// @param topics as the API spells them
  /// @param register whether the check-up registers what is missing
  public record Hooks(String url, List<Secret> secrets, List<Topic> topics, boolean register) {
    /// With copies of the lists.
    public Hooks {
      secrets = List.copyOf(secrets);
      topics = List.copyOf(topics);
    }
  }

  /// Where questions go.
  public URI endpoint() {
    return admin.resolve("/admin/api/" + version + "/graphql.json");
  }

  /// Where an app fetches its tokens.
  public URI tokens() {
    return admin.resolve("/admin/oauth/access_token");
  }

  /// As another app or with another token.
  public ShopifySettings as(Access other) {
    return new ShopifySettings(admin, version, other, wanted, reading, hooks);
  }
}
