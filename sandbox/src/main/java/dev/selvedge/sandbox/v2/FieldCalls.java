package dev.selvedge.sandbox.v2;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.call.V2Error;
import dev.selvedge.sandbox.contact.FieldBook;
import dev.selvedge.sandbox.contact.FieldDefinition;
import dev.selvedge.sandbox.contact.FieldType;
import dev.selvedge.sandbox.json.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Contact data fields; a field's type and name are fixed once it exists.
public final class FieldCalls {
  private final Account account;

  public FieldCalls(Account account) {
    this.account = account;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("GET", "/v2/data-fields", Tier.HIGH, _ -> list()),
        Route.of("POST", "/v2/data-fields", Tier.MEDIUM, this::create),
        Route.of("DELETE", "/v2/data-fields/{name}", Tier.MEDIUM, this::delete));
  }

  private Answer list() {
    ArrayNode json = Json.array();
    account.contacts().fields().all().forEach(field -> json.add(json(field)));
    return Answer.ok(json);
  }

  private Answer create(Call call) {
    JsonNode body = Requests.object(call);
    String name =
        Json.text(body, "name")
            .filter(FieldBook::validName)
            .orElseThrow(() -> V2Error.refused(400, "ERROR_DATAFIELD_INVALID"));
    FieldType type =
        Json.text(body, "type")
            .flatMap(FieldType::read)
            .orElseThrow(() -> V2Error.refused(400, "ERROR_DATAFIELD_INVALID"));
    if (account.contacts().fields().find(name) != null) {
      throw V2Error.refused(400, "Field already exists.", "ERROR_NON_UNIQUE_DATAFIELD");
    }
    String visibility =
        Json.text(body, "visibility").filter("public"::equalsIgnoreCase).isPresent()
            ? "Public"
            : "Private";
    String usual = Json.text(body, "defaultValue").orElse("");
    return Answer.json(201, json(account.contacts().fields().add(name, type, visibility, usual)));
  }

  private Answer delete(Call call) {
    String name = call.variable("name");
    if (name.equalsIgnoreCase(FieldBook.LAST_SUBSCRIBED)) {
      ObjectNode blocked = Json.object();
      blocked.putArray("dependencies").add("Kept by the platform");
      return Answer.ok(blocked.put("result", false));
    }
    if (account.contacts().fields().remove(name).isEmpty()) {
      throw V2Error.refused(404, "ERROR_DATAFIELD_NOTFOUND");
    }
    return Answer.ok(Json.object().putNull("dependencies").put("result", true));
  }

  private static ObjectNode json(FieldDefinition field) {
    ObjectNode json =
        Json.object()
            .put("name", field.name())
            .put("type", field.type().wire())
            .put("visibility", field.visibility());
    return field.defaultValue().isEmpty()
        ? json.putNull("defaultValue")
        : json.put("defaultValue", field.defaultValue());
  }
}
