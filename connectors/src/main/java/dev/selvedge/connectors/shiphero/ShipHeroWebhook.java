package dev.selvedge.connectors.shiphero;

import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.Secret;
import dev.selvedge.SystemName;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.push.BodySignature;
import dev.selvedge.connectors.push.PushedBody;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What ShipHero tells of its own accord. Safe for use by many threads.
///
/// One address takes all types; the body names its own (`webhook_type`). A *Shipment Update* says
/// which shipment changed, and is read, so that it does not matter how often, how late or in what
/// order it comes, nor that some of its fields are kept for old times' sake only. The header
/// `X-Shiphero-Message-ID`, by which a repeat could be known, is not needed for that. Other types
/// are taken and say nothing.
final class ShipHeroWebhook implements WebhookSource {
  /// The last part of the address.
  static final String KIND = "shiphero";

  private static final String RECEIPT = "{\"code\":\"200\",\"Status\":\"Success\"}";
  private static final String HEADER = "x-shiphero-hmac-sha256";
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,17}");
  private static final Pattern GLOBAL_ID = Pattern.compile("Shipment:([1-9]\\d{0,17})");
  private static final int NOT_GENUINE = 401;
  private static final int NOT_READABLE = 400;
  private static final int NO_SUCH_KIND = 404;

  private final SystemName system;
  private final RecordKind shipment;
  private final BodySignature signature;

  ShipHeroWebhook(SystemName system, RecordKind shipment, List<Secret> secrets) {
    this.system = system;
    this.shipment = shipment;
    this.signature = new BodySignature(secrets);
  }

  @Override
  public Optional<String> receipt() {
    return Optional.of(RECEIPT);
  }

  @Override
  public Reading read(Call call) {
    if (!call.kind().equals(KIND)) {
      return new Reading.Refused(
          NO_SUCH_KIND, "All of ShipHero's webhooks go to the address that ends in /" + KIND + ".");
    }
    byte[] body = call.body().toBytes();
    String given = call.headers().getOrDefault(HEADER, "");
    if (given.isBlank()) {
      return new Reading.Refused(NOT_GENUINE, "The signature header " + HEADER + " is missing.");
    }
    if (!signature.isGenuine(body, given)) {
      return new Reading.Refused(
          NOT_GENUINE,
          "The signature in " + HEADER + " does not match the body; check 'webhook_secrets'.");
    }
    return switch (PushedBody.read(body)) {
      case PushedBody.Read.Json(JsonNode root) -> meant(root);
      case PushedBody.Read.Broken(String sentence) -> refused(sentence);
    };
  }

  private Reading meant(JsonNode root) {
    String type = root.path("webhook_type").asString("");
    if (type.isEmpty()) {
      return refused("The body has no webhook_type.");
    }
    boolean trial = root.path("test").asString("0").equals("1");
    if (trial || !type.equals("Shipment Update")) {
      return new Reading.Records(List.of());
    }
    JsonNode told = root.path("fulfillment");
    return key(told)
        .<Reading>map(key -> new Reading.Hints(List.of(new RecordRef(system, shipment, key))))
        .orElseGet(() -> refused("The body has no usable id at fulfillment.shipment_id."));
  }

  /// As a number, or else within the API's own id.
  private static Optional<String> key(JsonNode told) {
    JsonNode id = told.path("shipment_id");
    String number = id.isIntegralNumber() ? id.bigIntegerValue().toString() : id.asString("");
    return NUMBER.matcher(number).matches()
        ? Optional.of(number)
        : inside(told.path("shipment_uuid").asString(""));
  }

  private static Optional<String> inside(String globalId) {
    try {
      Matcher id =
          GLOBAL_ID.matcher(
              new String(Base64.getDecoder().decode(globalId), StandardCharsets.UTF_8));
      return id.matches() ? Optional.of(id.group(1)) : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static Reading refused(String sentence) {
    return new Reading.Refused(NOT_READABLE, sentence);
  }
}
