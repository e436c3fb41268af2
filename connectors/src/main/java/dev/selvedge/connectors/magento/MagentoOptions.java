package dev.selvedge.connectors.magento;

import dev.selvedge.Secret;
import dev.selvedge.connectors.oauth.OAuthSignature;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// The checked options of one shop. Immutable.
///
/// @param api where the version is, with a slash at its end
/// @param subjects what is read
/// @param scope which stores and websites
/// @param zone of the stamps
/// @param timeout how long an answer may take
record MagentoOptions(
    URI api,
    Access access,
    List<Subject> subjects,
    Scope scope,
    ZoneId zone,
    Reading reading,
    Duration timeout) {
  MagentoOptions {
    subjects = List.copyOf(subjects);
  }

  /// How the shop knows us. Printing it shows no secret.
  sealed interface Access {
    /// An integration whose calls are signed.
    record Signed(OAuthSignature.Keys keys) implements Access {}

    /// An integration whose access token is shown, which a shop has to allow.
    record Bearer(Secret token) implements Access {}
  }

  /// The ids of what is read; empty for all.
  record Scope(List<String> stores, List<String> websites) {
    Scope {
      stores = List.copyOf(stores);
      websites = List.copyOf(websites);
    }

    List<String> of(Subject.Catalogue catalogue) {
      return switch (catalogue.scope()) {
        case "store_id" -> stores;
        case "website_id" -> websites;
        default -> List.of();
      };
    }
  }

  /// How lists are read.
  ///
  /// @param pageSize rows a call, 2 to 300
  /// @param overlap how late a stamp may become visible
  /// @param recent how far back orders are read again, and carts at the first reading
  /// @param recheckEvery how often recent orders are read again
  /// @param sweepEvery how often all customers are read
  /// @param newsletter whether customers are asked singly for what the search does not tell
  record Reading(
      int pageSize,
      Duration overlap,
      Duration recent,
      Duration recheckEvery,
      Duration sweepEvery,
      boolean newsletter) {}

  /// How late a stamp may become visible, by the stamps' own clock. One of a zone with summer time
  /// goes back by an hour in autumn, and what happens then has the stamps of the hour before.
  Duration overlap() {
    return zone.getRules().isFixedOffset()
        ? reading.overlap()
        : reading.overlap().plus(Duration.ofHours(1));
  }

  /// The same shop, known to it as somebody else.
  MagentoOptions as(Access other) {
    return new MagentoOptions(api, other, subjects, scope, zone, reading, timeout);
  }

  /// The earliest stamp a shop can have, and no time that its database refuses to compare.
  static Instant earliest() {
    return Instant.parse("2000-01-01T00:00:00Z");
  }
}
