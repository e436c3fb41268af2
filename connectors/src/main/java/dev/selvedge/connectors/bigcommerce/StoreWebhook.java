package dev.selvedge.connectors.bigcommerce;

import dev.selvedge.RecordRef;
import dev.selvedge.Secret;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.bigcommerce.BigOptions.Hooks;
import dev.selvedge.connectors.sign.StandardWebhooks;
import dev.selvedge.connectors.walk.Entry.Gone;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a store tells us: which record changed. Safe for use by many threads.
///
/// Nothing in a call is believed but the record's name, so a repeat or one out of order makes a
/// record be read once more, and that is all. A deletion is told by the scope, which is signed.
final class StoreWebhook implements WebhookSource {
  /// The last part of the address.
  static final String KIND = "bigcommerce";

  /// Our own header, registered with each webhook.
  static final String TOKEN_HEADER = "X-Selvedge-Token";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int NOT_GENUINE = 401;
  private static final int NOT_READABLE = 400;
  private static final int NO_SUCH_KIND = 404;

  private final SystemName system;
  private final BigOptions options;
  private final Hooks hooks;
  private final StandardWebhooks signature;

  StoreWebhook(SystemName system, BigOptions options, Hooks hooks) {
    this.system = system;
    this.options = options;
    this.hooks = hooks;
    this.signature = new StandardWebhooks(hooks.secrets(), hooks.oldest());
  }

  @Override
  public Reading read(Call call) {
    if (!call.kind().equals(KIND)) {
      return new Reading.Refused(
          NO_SUCH_KIND, "This store's webhooks go to the address that ends in /" + KIND + ".");
    }
    byte[] body = call.body().toBytes();
    Optional<String> objection = objection(call, body);
    return objection.isPresent()
        ? new Reading.Refused(NOT_GENUINE, objection.get())
        : parsed(call, body);
  }

  private Optional<String> objection(Call call, byte[] body) {
    String given = call.headers().getOrDefault(TOKEN_HEADER, "");
    if (hooks.token().isPresent() && !same(hooks.token().get(), given)) {
      return Optional.of("The header " + TOKEN_HEADER + " is missing or wrong.");
    }
    return hooks.secrets().isEmpty() ? Optional.empty() : signature.objection(call, body);
  }

  private static boolean same(Secret token, String given) {
    return MessageDigest.isEqual(
        token.reveal().getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private Reading parsed(Call call, byte[] body) {
    JsonNode root;
    try {
      root = JSON.readTree(body);
    } catch (JacksonException notJson) {
      return refused("The body is not JSON.");
    }
    String scope = root.path("scope").asString("");
    if (scope.isEmpty() || !root.path("data").isObject()) {
      return refused("The body has no 'scope' with its 'data'.");
    }
    String producer = root.path("producer").asString("");
    if (!producer.equals("stores/" + options.hash())) {
      return refused("The call is of another store than " + system + "; check 'store_hash'.");
    }
    return Topic.of(scope)
        .filter(topic -> options.subjects().contains(topic.subject()))
        .map(topic -> meant(call, topic, scope, root.path("data")))
        .orElseGet(() -> new Reading.Records(List.of()));
  }

  private Reading meant(Call call, Topic topic, String scope, JsonNode data) {
    Optional<String> key = topic.key(data);
    if (key.isEmpty()) {
      return refused("The body names no record of " + topic.subject().kind().value() + ".");
    }
    if (topic.isDeletion(scope)) {
      Feed feed = new Feed(system, topic.subject().kind());
      return new Reading.Records(
          List.of(new Gone(key.get(), Optional.empty()).record(feed, call.receivedAt())));
    }
    return new Reading.Hints(List.of(new RecordRef(system, topic.subject().kind(), key.get())));
  }

  private static Reading refused(String sentence) {
    return new Reading.Refused(NOT_READABLE, sentence);
  }
}
