package dev.selvedge.connectors.webhook;

import dev.selvedge.RecordKind;
import dev.selvedge.connector.Feed;
import dev.selvedge.connectors.push.KindRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The checked options of one calling system. Immutable.
///
/// @param pings how bodies begin that say nothing and are not signed
record WebhookSettings(
    SignatureRule signature, int maxBody, List<String> pings, Map<RecordKind, KindRule> kinds) {
  WebhookSettings {
    pings = List.copyOf(pings);
    kinds = Map.copyOf(kinds);
  }

  /// How a call proves who made it.
  ///
  /// @param keys the current secret, and perhaps the one before
  /// @param template of what is signed, around `{body}`
  /// @param idHeader empty when the sender gives no id
  /// @param timestampHeader empty when the sender gives no time
  record SignatureRule(
      List<SigningKey> keys,
      String header,
      Algorithm algorithm,
      Encoding encoding,
      String prefix,
      String template,
      String idHeader,
      String timestampHeader,
      Duration window) {
    SignatureRule {
      keys = List.copyOf(keys);
    }
  }

  /// The kinds of records that calls tell.
  List<RecordKind> told() {
    return kinds.entrySet().stream()
        .filter(entry -> entry.getValue().reads().isEmpty())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /// The feeds of which calls say what changed.
  Set<Feed> hinted() {
    return kinds.values().stream()
        .flatMap(rule -> rule.reads().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  enum Algorithm {
    HMAC_SHA256("HmacSHA256"),
    HMAC_SHA512("HmacSHA512"),
    HMAC_SHA1("HmacSHA1");

    private final String standardName;

    Algorithm(String standardName) {
      this.standardName = standardName;
    }

    String standardName() {
      return standardName;
    }
  }

  enum Encoding {
    BASE64,
    HEX
  }

  enum SecretForm {
    TEXT,
    BASE64
  }

  Optional<KindRule> kind(String name) {
    return kinds.entrySet().stream()
        .filter(entry -> entry.getKey().value().equals(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
