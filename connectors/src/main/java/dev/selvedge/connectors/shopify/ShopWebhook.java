package dev.selvedge.connectors.shopify;

import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.push.BodySignature;
import dev.selvedge.connectors.shopify.api.ShopifySettings;
import dev.selvedge.connectors.shopify.api.ShopifySettings.Hooks;
import dev.selvedge.connectors.shopify.api.Subject;
import dev.selvedge.connectors.shopify.api.Topic;
import dev.selvedge.connectors.value.TimeText;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a shop tells us of its own accord. Safe for use by many threads.
///
/// One address takes all topics; a header names them, and the signature is over the body alone. So
/// a body must look like one of its topic ([SignedShape]): one that was signed for another deletes
/// nothing. Deliveries may come twice, late and in any order: what is read is read as
/// it is now, and what is whole has the time of its change as its version.
final class ShopWebhook implements WebhookSource {
  /// The last part of the address.
  static final String KIND = "shopify";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  /// What the shops' own addresses end in.
  static final String OWN_DOMAIN = ".myshopify.com";

  private static final Pattern KEY = Pattern.compile("\\d{1,19}");
  private static final String GLOBAL_ID = "admin_graphql_api_id";
  private static final int MOST_HINTS = 1000;
  private static final int NOT_GENUINE = 401;
  private static final int NOT_READABLE = 400;
  private static final int NO_SUCH_KIND = 404;

  private final SystemName system;
  private final ShopifySettings settings;
  private final Set<Topic> topics;
  private final Set<Subject> subjects;
  private final BodySignature signature;

  ShopWebhook(SystemName system, ShopifySettings settings, Hooks hooks) {
    this.system = system;
    this.settings = settings;
    this.topics = Set.copyOf(hooks.topics());
    this.subjects = Set.copyOf(ShopifyConnector.subjects(settings));
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
    Optional<String> given = header(call, "Hmac-Sha256");
    if (given.isEmpty()) {
      return new Reading.Refused(
          NOT_GENUINE, "The signature header X-Shopify-Hmac-Sha256 is missing.");
    }
    if (!signature.isGenuine(body, given.get())) {
      return new Reading.Refused(
          NOT_GENUINE,
          "The signature in X-Shopify-Hmac-Sha256 does not match the body; check 'webhooks.secret'.");
    }
    if (isOfAnotherShop(call)) {
      return refused("This delivery is of another shop than " + system + ".");
    }
    return parsed(call, body);
  }

  private static Optional<String> header(Call call, String name) {
    return Optional.ofNullable(call.headers().get("X-Shopify-" + name))
        .or(() -> Optional.ofNullable(call.headers().get("Shopify-" + name)))
        .filter(value -> !value.isBlank());
  }

  private boolean isOfAnotherShop(Call call) {
    String ours = host();
    return ours.endsWith(OWN_DOMAIN)
        && header(call, "Shop-Domain")
            .filter(theirs -> !theirs.strip().toLowerCase(Locale.ROOT).equals(ours))
            .isPresent();
  }

  private Reading parsed(Call call, byte[] body) {
    JsonNode root;
    try {
      root = JSON.readTree(body);
    } catch (JacksonException notJson) {
      return refused("The body is not JSON.");
    }
    if (!root.isObject()) {
      return refused("The body is not a JSON object.");
    }
    Optional<String> name = header(call, "Topic");
    if (name.isEmpty()) {
      return refused("The header X-Shopify-Topic is missing.");
    }
    return Topic.of(name.get().strip())
        .map(
            topic ->
                SignedShape.objection(topic, root, host())
                    .map(ShopWebhook::refused)
                    .orElseGet(() -> meant(call, topic, root)))
        .orElseGet(() -> new Reading.Records(List.of()));
  }

  private String host() {
    return settings.admin().getHost().toLowerCase(Locale.ROOT);
  }

  private Reading meant(Call call, Topic topic, JsonNode root) {
    return switch (topic.meaning()) {
      case Topic.Meaning.Changed changed -> hints(changed, root);
      case Topic.Meaning.Deleted deleted -> deletion(call, deleted.subject(), root);
      case Topic.Meaning.Merged _ -> merger(call, root);
      case Topic.Meaning.Consent consent -> decision(call, topic, consent, root);
      case Topic.Meaning.Privacy _ -> privacy(topic, root);
      case Topic.Meaning.Uninstalled _ ->
          note(
              topic,
              "",
              "The shop "
                  + system
                  + " has uninstalled the hub's app: nothing can be read there any more, and nothing"
                  + " told. Install it again, or take the system out of the project.");
      case Topic.Meaning.Nothing _ -> new Reading.Records(List.of());
    };
  }

  private Reading hints(Topic.Meaning.Changed changed, JsonNode root) {
    Optional<String> key = key(root, changed.field(), changed.subject().type());
    if (key.isEmpty()) {
      return noId(changed.field());
    }
    List<RecordRef> records = new ArrayList<>();
    if (subjects.contains(changed.subject())) {
      records.add(ref(changed.subject().kind(), key.get()));
    }
    if (changed.subject() == Subject.PRODUCT && subjects.contains(Subject.VARIANT)) {
      for (JsonNode variant : root.path("variants")) {
        key(variant, "id", Subject.VARIANT.type())
            .ifPresent(id -> records.add(ref(Subject.VARIANT.kind(), id)));
      }
    }
    if (records.isEmpty()) {
      return new Reading.Records(List.of());
    }
    return new Reading.Hints(
        records.stream().distinct().limit(MOST_HINTS).collect(Collectors.toUnmodifiableList()));
  }

  private Reading deletion(Call call, Subject subject, JsonNode root) {
    Optional<String> key = key(root, "id", subject.type());
    if (key.isEmpty()) {
      return noId("id");
    }
    return subjects.contains(subject)
        ? new Reading.Records(List.of(gone(call, subject, key.get())))
        : new Reading.Records(List.of());
  }

  /// The one that is left changes, and is told by a topic of its own.
  private Reading merger(Call call, JsonNode root) {
    Optional<Wholes.GlobalId> deleted = customer(root, "admin_graphql_api_customer_deleted_id");
    Optional<Wholes.GlobalId> kept = customer(root, "admin_graphql_api_customer_kept_id");
    if (deleted.isEmpty() || kept.isEmpty()) {
      return noId("admin_graphql_api_customer_deleted_id");
    }
    boolean done = root.path("status").asString("").toLowerCase(Locale.ROOT).equals("completed");
    return done && !kept.equals(deleted)
        ? new Reading.Records(List.of(gone(call, Subject.CUSTOMER, deleted.get().key())))
        : new Reading.Records(List.of());
  }

  private static Optional<Wholes.GlobalId> customer(JsonNode root, String field) {
    return Wholes.GlobalId.of(root.path(field).asString(""))
        .filter(id -> id.type().equals(Subject.CUSTOMER.type()));
  }

  private Reading decision(Call call, Topic topic, Topic.Meaning.Consent consent, JsonNode root) {
    Optional<String> key = key(root, consent.field(), Subject.CUSTOMER.type());
    JsonNode part = root.path(consent.part());
    if (key.isEmpty()) {
      return noId(consent.field());
    }
    if (!part.isObject()) {
      return refused("The body has nothing at " + consent.part() + ".");
    }
    if (!topics.contains(topic)) {
      return new Reading.Records(List.of());
    }
    Stamp stamp =
        TimeText.read(part.path("consent_updated_at"), ZoneOffset.UTC)
            .map(Stamp::at)
            .orElseGet(() -> triggered(call));
    return new Reading.Records(
        List.of(
            new SourceRecord(
                ref(consent.recordKind(), key.get()),
                stamp,
                call.receivedAt(),
                Change.UPSERT,
                Pace.LIVE,
                call.body())));
  }

  private Reading privacy(Topic topic, JsonNode root) {
    String customer = key(root.path("customer"), "id", Subject.CUSTOMER.type()).orElse("");
    if (topic != Topic.SHOP_REDACT && customer.isEmpty()) {
      return noId("customer.id");
    }
    String who = "customer " + customer + " of " + system;
    String request = key(root.path("data_request"), "id", "").orElse("");
    return switch (topic) {
      case CUSTOMERS_DATA_REQUEST ->
          note(
              topic,
              customer + "/" + request,
              "Shopify passes on that "
                  + who
                  + " asks what is held of them"
                  + (request.isEmpty() ? "" : " (request " + request + ")")
                  + ". Look up their address, run 'selvedge person export' and send it to the shop's"
                  + " owner.");
      case CUSTOMERS_REDACT ->
          note(
              topic,
              customer,
              "Shopify asks that "
                  + who
                  + " be forgotten. Look up their address under that customer in the hub and run"
                  + " 'selvedge person erase'.");
      default ->
          note(
              topic,
              "",
              "Shopify asks that everything of the shop "
                  + system
                  + " be forgotten: its app was uninstalled two days ago. Erase what is not known"
                  + " from elsewhere and take the system out of the project.");
    };
  }

  private Reading note(Topic topic, String key, String sentence) {
    Feed feed = new Feed(system, Subject.CUSTOMER.kind());
    return new Reading.Notes(List.of(new Note(feed, topic.header() + "/" + key, sentence)));
  }

  private SourceRecord gone(Call call, Subject subject, String key) {
    return new SourceRecord(
        ref(subject.kind(), key),
        triggered(call),
        call.receivedAt(),
        Change.DELETE,
        Pace.LIVE,
        call.body());
  }

  private static Stamp triggered(Call call) {
    return header(call, "Triggered-At")
        .flatMap(text -> TimeText.read(text, ZoneOffset.UTC))
        .map(Stamp::at)
        .orElseGet(Stamp::absent);
  }

  private RecordRef ref(RecordKind kind, String key) {
    return new RecordRef(system, kind, key);
  }

  /// The global id where there is one: the vendor's own examples show numbers of 18 digits rounded.
  /// One of another type is that of another thing.
  private static Optional<String> key(JsonNode node, String field, String type) {
    if (field.equals("id") && node.path(GLOBAL_ID).isString()) {
      return Wholes.GlobalId.of(node.path(GLOBAL_ID).stringValue())
          .filter(id -> id.type().equals(type))
          .map(Wholes.GlobalId::key);
    }
    JsonNode value = node.path(field);
    String text =
        value.isIntegralNumber() ? value.bigIntegerValue().toString() : value.asString("");
    return Optional.of(text).filter(id -> KEY.matcher(id).matches());
  }

  private static Reading noId(String field) {
    return refused("The body has no usable id at " + field + ".");
  }

  private static Reading refused(String sentence) {
    return new Reading.Refused(NOT_READABLE, sentence);
  }
}
