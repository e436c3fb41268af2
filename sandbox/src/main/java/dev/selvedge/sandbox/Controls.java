package dev.selvedge.sandbox;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Query;
import dev.selvedge.sandbox.call.Refused;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Router;
import dev.selvedge.sandbox.http.Operations;
import dev.selvedge.sandbox.job.JobFate;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.page.DeskPages;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Everything under `/__sandbox`, whether asked for over HTTP or in the same process.
///
/// Safe for use by several threads.
final class Controls {
  private final Account account;
  private final Operations operations;
  private final Router acts;
  private final Router desk;
  private final List<String> names;

  /// @param acts what is kept in the state file
  /// @param desk what is not
  Controls(Account account, Operations operations, List<Route> acts, List<Route> desk) {
    this.account = account;
    this.operations = operations;
    this.acts = new Router(acts);
    this.desk = new Router(desk);
    this.names =
        Stream.concat(acts.stream(), desk.stream())
            .map(Route::operation)
            .filter(operation -> !operation.contains(DeskPages.PAGES))
            .toList();
  }

  /// The names of all endpoints, without the pages.
  List<String> names() {
    return names;
  }

  Answer answer(Call call) {
    return acts.find(call)
        .map(operations::perform)
        .or(() -> desk.find(call).map(this::perform))
        .orElseGet(
            () -> Answer.json(404, Json.object().put("error", "There is nothing at this path")));
  }

  private Answer perform(Router.Match match) {
    try {
      return account.locked(match.call().now(), match.route().handler().prepare(match.call()));
    } catch (Refused refused) {
      return refused.answer();
    }
  }

  /// Does what a call would do, and returns the body of its answer.
  JsonNode perform(String method, String path, JsonNode body, Instant now) {
    Answer answer =
        answer(
            new Call(
                new Call.Target(method, path, Query.parse("")),
                Json.MAPPER.writeValueAsBytes(body),
                "application/json",
                new Call.Moment(now, JobFate.ORDINARY)));
    if (!answer.success()) {
      // without the middle of the path, which may be an address
      String last = path.substring(path.lastIndexOf('/') + 1);
      throw new IllegalArgumentException(last + " was refused with status " + answer.status());
    }
    return Json.MAPPER.readTree(answer.bytes());
  }
}
