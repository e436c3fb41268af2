package dev.selvedge.connectors.mintsoft;

import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.push.PushedBody;
import dev.selvedge.connectors.warehouse.SecretAddress;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What Mintsoft tells of its own accord: the order as `GET /api/Order/{id}` gives it, and no
/// signature. Safe for use by many threads.
///
/// Who may call is known by the address that is called. Of the body only the order's number is
/// used, and the order is read, so that it does not matter what else the body says, nor how often
/// or in what order calls come.
///
/// @param order the kind of record
record MintsoftWebhook(SystemName system, RecordKind order, SecretAddress address)
    implements WebhookSource {
  private static final int NOT_READABLE = 400;
  private static final int NO_SUCH_ADDRESS = 404;

  @Override
  public Reading read(Call call) {
    if (!address.isMeant(call)) {
      return new Reading.Refused(
          NO_SUCH_ADDRESS, "There is no webhook at this address; see 'webhook_token'.");
    }
    return switch (PushedBody.read(call.body().toBytes())) {
      case PushedBody.Read.Json(JsonNode root) -> meant(root.path("ID"));
      case PushedBody.Read.Broken(String sentence) -> new Reading.Refused(NOT_READABLE, sentence);
    };
  }

  private Reading meant(JsonNode id) {
    if (!id.isIntegralNumber() || !id.canConvertToLong() || id.longValue() < 1) {
      return new Reading.Refused(NOT_READABLE, "The body has no usable number at ID.");
    }
    return new Reading.Hints(List.of(new RecordRef(system, order, Long.toString(id.longValue()))));
  }
}
