package dev.selvedge.connectors.medusa;

import dev.selvedge.RecordRef;
import dev.selvedge.Secret;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.walk.Entry.Gone;
import dev.selvedge.connectors.walk.Entry.Whole;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What a subscriber in the shop tells: Medusa's own events, which name what changed and nothing
/// else, so that it is read; deletions, which nothing else tells; and carts, which the admin API
/// does not have, whole. Safe for use by many threads.
///
/// The body is `{"name", "data": {"id", "order_id", "product_id"}, "cart", "read_at"}`, signed by
/// HMAC-SHA256 over its raw bytes, in Base64. Events that are of no use to the feeds are taken all
/// the same.
final class ShopEvents implements WebhookSource {
  /// The last part of the address.
  static final String KIND = "medusa";

  static final String SIGNATURE = "X-Selvedge-Signature";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int NOT_GENUINE = 401;
  private static final int NOT_READABLE = 400;
  private static final int NO_SUCH_KIND = 404;

  private final SystemName system;
  private final MedusaSettings settings;

  ShopEvents(SystemName system, MedusaSettings settings) {
    this.system = system;
    this.settings = settings;
  }

  @Override
  public Reading read(Call call) {
    if (!call.kind().equals(KIND)) {
      return new Reading.Refused(
          NO_SUCH_KIND, "All of this shop's events go to the address that ends in /" + KIND + ".");
    }
    Optional<String> given = Optional.ofNullable(call.headers().get(SIGNATURE));
    if (given.isEmpty()) {
      return new Reading.Refused(NOT_GENUINE, "The signature header " + SIGNATURE + " is missing.");
    }
    byte[] body = call.body().toBytes();
    if (!isGenuine(body, given.get())) {
      return new Reading.Refused(
          NOT_GENUINE,
          "The signature in "
              + SIGNATURE
              + " does not match the body; check 'events.secret' and the subscriber's own.");
    }
    try {
      JsonNode event = AdminApi.JSON.readTree(body);
      return event.isObject() ? understood(event, call) : refused("The body is no JSON object.");
    } catch (JacksonException notJson) {
      return refused("The body is not JSON.");
    }
  }

  private Reading understood(JsonNode event, Call call) {
    String name = event.path("name").asString("");
    if (name.isEmpty()) {
      return refused("The body has no 'name' of an event.");
    }
    String id = event.path("data").path("id").asString("");
    String order = event.path("data").path("order_id").asString("");
    // By its first word: 'order.placed', 'shipment.created'.
    return switch (name.substring(0, Math.max(name.indexOf('.'), 0))) {
      case "customer" -> changed(Subject.CUSTOMER, name, id, call);
      case "product" -> changed(Subject.PRODUCT, name, id, call);
      case "product-variant" -> {
        String product = event.path("data").path("product_id").asString("");
        yield product.isEmpty() ? nothing() : changed(Subject.PRODUCT, name, product, call);
      }
      case "order" -> changed(Subject.ORDER, name, order.isEmpty() ? id : order, call);
      // A payment or a parcel of something else than an order, of a cart for one.
      case "shipment", "delivery", "payment" ->
          order.isEmpty() ? nothing() : changed(Subject.ORDER, name, order, call);
      case "cart" -> cart(event, call);
      default -> nothing();
    };
  }

  private Reading changed(Subject subject, String name, String id, Call call) {
    if (id.isEmpty()) {
      return refused("The event '" + name + "' has no id of what changed.");
    }
    if (!settings.subjects().contains(subject)) {
      return nothing();
    }
    // The event has no time of its own; what comes later has a stamp again.
    return name.equals(subject.kind() + ".deleted")
        ? new Reading.Records(
            List.of(
                new Gone(id, Optional.empty())
                    .record(new Feed(system, subject.kind()), call.receivedAt())))
        : new Reading.Hints(List.of(new RecordRef(system, subject.kind(), id)));
  }

  /// A line that is taken out leaves no time behind: all that remain are of before it came
  /// (observed on Medusa 2.21.2). So a cart is as new as the subscriber's reading of it.
  private Reading cart(JsonNode event, Call call) {
    JsonNode cart = event.path("cart");
    String id = cart.path("id").asString("");
    Optional<Instant> read = Stamps.instant(event.path("read_at"));
    Optional<Instant> stamp =
        Stamps.latest(cart).map(changed -> read.filter(changed::isBefore).orElse(changed));
    return id.isEmpty() || stamp.isEmpty()
        ? refused("The event brings no whole 'cart', with its id and times.")
        : new Reading.Records(
            List.of(
                new Whole(id, stamp, cart)
                    .record(
                        new Feed(system, MedusaConnector.CART),
                        call.receivedAt(),
                        SourceRecord.Pace.LIVE)));
  }

  private static Reading nothing() {
    return new Reading.Records(List.of());
  }

  private static Reading refused(String sentence) {
    return new Reading.Refused(NOT_READABLE, sentence);
  }

  /// Every secret is tried, so that the time taken tells nothing.
  private boolean isGenuine(byte[] body, String signature) {
    byte[] given;
    try {
      given = Base64.getDecoder().decode(signature.strip());
    } catch (IllegalArgumentException malformed) {
      given = new byte[0];
    }
    boolean matches = false;
    for (Secret secret : settings.secrets()) {
      matches |= MessageDigest.isEqual(expected(secret, body), given);
    }
    return matches;
  }

  private static byte[] expected(Secret secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
