package dev.selvedge.connectors.woocommerce;

import dev.selvedge.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The checked options of one shop. Immutable.
record WooSettings(Site site, Keys keys, Wanted wanted, Reading reading, Optional<Hooks> hooks) {

  /// Where the API is.
  ///
  /// @param address of the shop, ends in a slash
  /// @param version such as `wc/v3`
  record Site(URI address, Permalinks permalinks, String version) {
    /// @param route behind the API's root, such as `/wc/v3/orders`
    URI at(String route, String query) {
      String rest = query.isEmpty() ? "" : (permalinks == Permalinks.PLAIN ? "&" : "?") + query;
      return permalinks == Permalinks.PLAIN
          ? address.resolve("?rest_route=" + route + rest)
          : address.resolve("wp-json" + route + rest);
    }
  }

  /// How the site writes its addresses.
  enum Permalinks {
    PRETTY,
    PLAIN
  }

  /// What we log in with.
  record Keys(Auth auth, String consumerKey, Secret consumerSecret) {}

  /// How the keys are sent.
  enum Auth {
    /// The header where the address is `https`, OAuth where it is not.
    AUTO,
    HEADER,
    QUERY,
    OAUTH
  }

  /// What is read.
  ///
  /// @param products whether products are, each with its variations
  /// @param variants whether what is sold is, each with its product
  /// @param carts whether begun checkouts are
  /// @param customerMeta keys of metadata that are kept
  record Wanted(
      boolean products,
      boolean variants,
      boolean carts,
      Set<String> customerMeta,
      Set<String> orderMeta,
      Set<String> productMeta) {
    /// By which a line of a refund names the line of its order.
    private static final String REFUNDED_LINE = "_refunded_item_id";

    Wanted {
      customerMeta = Set.copyOf(customerMeta);
      orderMeta =
          Stream.concat(orderMeta.stream(), Stream.of(REFUNDED_LINE))
              .collect(Collectors.toUnmodifiableSet());
      productMeta = Set.copyOf(productMeta);
    }

    Set<String> meta(Subject subject) {
      return switch (subject) {
        case CUSTOMER -> customerMeta;
        case ORDER, CART -> orderMeta;
        case PRODUCT, VARIANT -> productMeta;
      };
    }
  }

  /// How it is read.
  ///
  /// @param pageSize records a page at most
  /// @param overlap how late a change may be committed
  /// @param recheckDays orders made within so many days are read again
  /// @param sweepEvery how often all customers and products are read
  /// @param timeout how long an answer may take
  record Reading(
      int pageSize,
      Duration overlap,
      int recheckDays,
      Duration recheckEvery,
      Duration sweepEvery,
      Duration timeout) {}

  /// What calls us.
  ///
  /// @param url under which the hub is reached from outside; empty when nobody shall look whether
  ///     webhooks are registered
  /// @param secrets one of which signs every delivery
  /// @param source the host that deliveries name
  /// @param register whether the check-up registers what is missing
  record Hooks(String url, List<Secret> secrets, String source, boolean register) {
    Hooks {
      secrets = List.copyOf(secrets);
    }
  }

  /// With other keys.
  WooSettings with(Keys other) {
    return new WooSettings(site, other, wanted, reading, hooks);
  }
}
