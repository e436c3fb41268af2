package dev.selvedge.sandbox.v3;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.call.V3Error;
import dev.selvedge.sandbox.contact.ContactBook;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.time.Times;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Custom identifiers of contacts.
public final class ConfigurationCalls {
  private static final String PATH = "/configuration/v3/customIdentifiers";
  private static final String PREFIX = "customIdentifiers";
  private static final int NAME_LENGTH = 50;

  private final Account account;

  public ConfigurationCalls(Account account) {
    this.account = account;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("GET", PATH, Tier.HIGH, _ -> list()),
        Route.of("POST", PATH, Tier.MEDIUM, this::create),
        Route.of("DELETE", PATH + "/{name}", Tier.MEDIUM, this::delete));
  }

  private Answer list() {
    ArrayNode json = Json.array();
    book().customIdentifiers().forEach(name -> json.add(json(name)));
    return Answer.ok(json);
  }

  private Answer create(Call call) {
    String name = Json.text(Bodies.object(call, PREFIX), "name").orElse("");
    if (name.length() > NAME_LENGTH) {
      throw V3Error.refused(400, "customIdentifiers:nameTooLong", "At most 50 characters");
    }
    if (!name.matches("[-A-Za-z0-9_]+")) {
      throw V3Error.refused(400, "customIdentifiers:badRequest", "The name is not valid");
    }
    if (book().knows(name)) {
      throw V3Error.refused(409, "customIdentifiers:nameAlreadyExists", "The name exists");
    }
    book().addCustomIdentifier(name, call.now().toEpochMilli());
    return Answer.json(201, json(name));
  }

  private Answer delete(Call call) {
    String name = call.variable("name");
    if (!book().customIdentifiers().contains(name)) {
      throw V3Error.refused(404, "customIdentifiers:notExist", "There is no such identifier");
    }
    if (book().customInUse(name)) {
      throw V3Error.refused(400, "customIdentifiers:inUse", "Contacts have this identifier");
    }
    book().removeCustomIdentifier(name);
    return Answer.empty(204);
  }

  private ObjectNode json(String name) {
    String created = Times.wire(book().customCreated(name));
    return Json.object().put("name", name).put("created", created).put("updated", created);
  }

  private ContactBook book() {
    return account.contacts().book();
  }
}
