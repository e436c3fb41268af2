package dev.selvedge.connectors.shipstation;

import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.push.PushedBody;
import dev.selvedge.connectors.warehouse.SecretAddress;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What ShipStation tells of its own accord: an address at its own API where something changed, and
/// no signature. Safe for use by many threads.
///
/// Who may call is known by the address that is called. What is read is read at the API, whatever
/// the body says, so the worst that somebody else could do is to have it read once more.
final class ShipStationWebhook implements WebhookSource {
  private static final int NOT_READABLE = 400;
  private static final int NO_SUCH_ADDRESS = 404;

  private final SystemName system;
  private final ShipStationSettings settings;
  private final SecretAddress address;

  ShipStationWebhook(SystemName system, ShipStationSettings settings, SecretAddress address) {
    this.system = system;
    this.settings = settings;
    this.address = address;
  }

  @Override
  public Reading read(Call call) {
    if (!address.isMeant(call)) {
      return new Reading.Refused(
          NO_SUCH_ADDRESS, "There is no webhook at this address; see 'webhook_token'.");
    }
    return switch (PushedBody.read(call.body().toBytes())) {
      case PushedBody.Read.Json(JsonNode root) -> meant(root);
      case PushedBody.Read.Broken(String sentence) -> refused(sentence);
    };
  }

  private Reading meant(JsonNode root) {
    String type = root.path("resource_type").asString("");
    String told = root.path("resource_url").asString("");
    if (type.isEmpty() || told.isEmpty()) {
      return refused("The body has no resource_url and resource_type.");
    }
    if (!type.contains("SHIP")) {
      return new Reading.Records(List.of());
    }
    Optional<ResourcePath> path = ResourcePath.at(settings.url(), told);
    if (path.isEmpty()) {
      return refused("The resource_url does not lead to shipments at the address in 'url'.");
    }
    return settings.subjects().stream()
        .filter(subject -> path.get().leadsTo(subject))
        .findFirst()
        .<Reading>map(
            subject ->
                new Reading.Hints(
                    List.of(new RecordRef(system, subject.kind(), path.get().text()))))
        .orElseGet(() -> new Reading.Records(List.of()));
  }

  private static Reading refused(String sentence) {
    return new Reading.Refused(NOT_READABLE, sentence);
  }
}
