package dev.selvedge.sandbox.control;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Refused;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.program.Program;
import dev.selvedge.sandbox.program.Program.Status;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a marketer does to programs in the app, kept in the state file; and who went into them.
public final class ProgramActs {
  private static final String PROGRAMS = "/__sandbox/programs";

  private final Account account;

  public ProgramActs(Account account) {
    this.account = account;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("POST", PROGRAMS, Tier.UNLIMITED, this::add),
        Route.of("PATCH", PROGRAMS + "/{id}", Tier.UNLIMITED, this::change),
        Route.of("GET", PROGRAMS + "/{id}/contacts", Tier.UNLIMITED, this::contacts));
  }

  private Answer add(Call call) {
    JsonNode body = Acts.body(call);
    String name = Json.text(body, "name").orElseThrow(() -> Acts.bad("There is no 'name'"));
    Program added =
        account
            .programs()
            .add(
                name,
                status(body, Status.ACTIVE),
                Json.truth(body, "once").orElse(false),
                call.now());
    return Answer.json(201, json(added));
  }

  private Answer change(Call call) {
    Program program = existing(call);
    JsonNode body = Acts.body(call);
    return Answer.ok(
        json(
            account
                .programs()
                .change(
                    program,
                    status(body, program.status()),
                    Json.truth(body, "once").orElse(program.once()))));
  }

  private Answer contacts(Call call) {
    ArrayNode json = Json.array();
    account
        .programs()
        .attendances(existing(call).id())
        .forEach(
            (contact, attendance) ->
                json.addObject()
                    .put("contactId", contact)
                    .put("asked", attendance.asked())
                    .put("entered", attendance.entered()));
    return Answer.ok(json);
  }

  private Program existing(Call call) {
    return Json.whole(call.variable("id"))
        .flatMap(account.programs()::find)
        .orElseThrow(() -> new Refused(Acts.error(404, "There is no such program")));
  }

  private static Status status(JsonNode body, Status usual) {
    return Json.text(body, "status")
        .map(
            text ->
                Status.read(text)
                    .orElseThrow(() -> Acts.bad("There is no program status '" + text + "'")))
        .orElse(usual);
  }

  private static ObjectNode json(Program program) {
    return Json.object()
        .put("id", program.id())
        .put("name", program.name())
        .put("status", program.status().wire())
        .put("once", program.once());
  }
}
