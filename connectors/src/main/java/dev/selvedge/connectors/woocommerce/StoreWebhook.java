package dev.selvedge.connectors.woocommerce;

import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.push.BodySignature;
import dev.selvedge.connectors.woocommerce.WooSettings.Hooks;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What a shop tells us of its own accord. Safe for use by many threads.
///
/// A body is what the API would say at the moment it is sent, which may be long after the event it
/// is named for; so it is taken by its stamp, whatever the event. An order with refunds and a
/// product lack a part and are read. A deletion is an id and nothing else, and only such a body
/// deletes: the signature covers the body and not the topic.
///
/// WooCommerce does not repeat what failed, and switches a webhook off after some failures in a
/// row. So whatever is genuine and of no use is taken: the error document that it sends, signed, in
/// place of a record that has gone meanwhile.
final class StoreWebhook implements WebhookSource {
  /// The last part of the address.
  static final String KIND = "woocommerce";

  private static final Pattern PING = Pattern.compile("webhook_id=\\d{1,19}");
  private static final Pattern HOST = Pattern.compile("https?://([^/:?#\\s]+)");
  private static final String SIGNATURE = "X-WC-Webhook-Signature";
  private static final String TOPIC = "X-WC-Webhook-Topic";
  private static final int LONGEST_PING = 40;
  private static final int NOT_GENUINE = 401;
  private static final int NOT_READABLE = 400;
  private static final int NO_SUCH_KIND = 404;

  private final SystemName system;
  private final Hooks hooks;
  private final Contents contents;
  private final List<Subject> subjects;
  private final BodySignature signature;

  StoreWebhook(SystemName system, WooSettings settings, Hooks hooks, Contents contents) {
    this.system = system;
    this.hooks = hooks;
    this.contents = contents;
    this.subjects = List.copyOf(WooConnector.subjects(settings));
    this.signature = new BodySignature(hooks.secrets());
  }

  @Override
  public Reading read(Call call) {
    if (!call.kind().equals(KIND)) {
      return new Reading.Refused(
          NO_SUCH_KIND,
          "All of this shop's webhooks go to the address that ends in /" + KIND + ".");
    }
    byte[] body = call.body().toBytes();
    Optional<String> given = header(call, SIGNATURE);
    if (given.isEmpty()) {
      return isPing(call, body)
          ? nothing()
          : new Reading.Refused(NOT_GENUINE, "The signature header " + SIGNATURE + " is missing.");
    }
    if (!signature.isGenuine(body, given.get())) {
      return new Reading.Refused(
          NOT_GENUINE,
          "The signature in "
              + SIGNATURE
              + " does not match the body; check 'webhooks.secret' and the webhook's own.");
    }
    if (isOfAnotherShop(call)) {
      return refused(
          "This delivery is of another shop than "
              + system
              + ", perhaps of a copy of it; check 'webhooks.source'.");
    }
    return parsed(call, body);
  }

  /// When a webhook is saved the shop asks, unsigned, whether anybody is there.
  private static boolean isPing(Call call, byte[] body) {
    return header(call, TOPIC).isEmpty()
        && body.length <= LONGEST_PING
        && PING.matcher(new String(body, StandardCharsets.UTF_8)).matches();
  }

  private static Reading nothing() {
    return new Reading.Records(List.of());
  }

  private static Optional<String> header(Call call, String name) {
    return Optional.ofNullable(call.headers().get(name)).filter(value -> !value.isBlank());
  }

  private boolean isOfAnotherShop(Call call) {
    return header(call, "X-WC-Webhook-Source")
        .map(StoreWebhook::host)
        .filter(theirs -> !theirs.equals(bare(hooks.source())))
        .isPresent();
  }

  /// Hosts may have names that are none to Java, such as one with an underscore.
  private static String host(String address) {
    Matcher host = HOST.matcher(address.strip());
    return host.lookingAt() ? bare(host.group(1)) : "";
  }

  private static String bare(String host) {
    return host.toLowerCase(Locale.ROOT).replaceFirst("^www\\.", "");
  }

  private Reading parsed(Call call, byte[] body) {
    JsonNode root;
    try {
      root = StoreApi.JSON.readTree(body);
    } catch (JacksonException notJson) {
      return refused("The body is not JSON.");
    }
    if (!root.isObject()) {
      return refused("The body is not a JSON object.");
    }
    if (isGone(root)) {
      return nothing();
    }
    Optional<String> name = header(call, TOPIC);
    if (name.isEmpty()) {
      return refused("The header " + TOPIC + " is missing.");
    }
    return Topic.of(name.get().strip())
        .map(topic -> meant(call, topic, root))
        .orElseGet(StoreWebhook::nothing);
  }

  /// The shop's own error document, sent in place of what has gone meanwhile. Its deletion is told
  /// by a delivery of its own.
  private static boolean isGone(JsonNode root) {
    return Contents.text(root, "code").startsWith("woocommerce_rest_")
        && root.path("data").path("status").isIntegralNumber();
  }

  private Reading meant(Call call, Topic topic, JsonNode root) {
    Optional<String> key = Piece.id(root, "id");
    if (key.isEmpty()) {
      return refused(
          "The body has no usable id; the webhook's API version must be 'WP REST API Integration"
              + " v3'.");
    }
    if (topic.isDeletion()) {
      return root.size() == 1
          ? gone(call, topic, key.get())
          : refused("The body is that of a record which is there, and not of a deletion.");
    }
    if (root.size() == 1 || !topic.thing().isLike(root)) {
      return refused(
          "The body is not one of " + topic.header() + ": nothing is done for its sake.");
    }
    return switch (topic.thing()) {
      case CUSTOMER -> whole(call, topic, root);
      // Without a time there is no telling how old it is.
      case ORDER ->
          root.path("refunds").isEmpty() && Piece.changed(root).isPresent()
              ? whole(call, topic, root)
              : hints(topic, key.get());
      case PRODUCT -> products(call, topic, root, key.get());
    };
  }

  private Reading gone(Call call, Topic topic, String key) {
    List<SourceRecord> records = new ArrayList<>();
    for (Subject subject : concerned(topic)) {
      // What was restored since has a stamp of its own, so the time of the call is no version.
      records.add(
          Piece.gone(key, Optional.empty()).record(feed(subject), call.receivedAt(), Pace.LIVE));
    }
    return new Reading.Records(records);
  }

  private Reading whole(Call call, Topic topic, JsonNode root) {
    List<SourceRecord> records = new ArrayList<>();
    for (Subject subject : concerned(topic)) {
      for (Piece piece : contents.pieces(subject, root)) {
        records.add(piece.record(feed(subject), call.receivedAt(), Pace.LIVE));
      }
    }
    return new Reading.Records(records);
  }

  private Reading hints(Topic topic, String key) {
    return hints(concerned(topic).stream().map(subject -> ref(subject, key)).toList());
  }

  /// A variation is told like a product, with its product's id. What lies in the bin cannot be
  /// read.
  private Reading products(Call call, Topic topic, JsonNode root, String key) {
    if (Contents.text(root, "status").equals("trash")) {
      return whole(call, topic, root);
    }
    List<RecordRef> records = new ArrayList<>();
    if (subjects.contains(Subject.PRODUCT)) {
      records.add(ref(Subject.PRODUCT, Piece.id(root, "parent_id").orElse(key)));
    }
    if (subjects.contains(Subject.VARIANT)) {
      List<JsonNode> variations = root.path("variations").valueStream().toList();
      if (variations.isEmpty() && !Contents.text(root, "type").equals("variable")) {
        records.add(ref(Subject.VARIANT, key));
      }
      variations.stream()
          .filter(JsonNode::isIntegralNumber)
          .forEach(id -> records.add(ref(Subject.VARIANT, id.bigIntegerValue().toString())));
    }
    return hints(records);
  }

  private static Reading hints(List<RecordRef> records) {
    return records.isEmpty() ? nothing() : new Reading.Hints(records);
  }

  private List<Subject> concerned(Topic topic) {
    return topic.thing().subjects().stream().filter(subjects::contains).toList();
  }

  private Feed feed(Subject subject) {
    return new Feed(system, subject.kind());
  }

  private RecordRef ref(Subject subject, String key) {
    return new RecordRef(system, subject.kind(), key);
  }

  private static Reading refused(String sentence) {
    return new Reading.Refused(NOT_READABLE, sentence);
  }
}
