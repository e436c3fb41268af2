package dev.selvedge.dotdigital.delivery.action;

import dev.selvedge.automation.Automations;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.delivery.account.SchemaReading;
import dev.selvedge.dotdigital.message.Campaign;
import dev.selvedge.dotdigital.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Looks whether an account has the programs and campaigns that a project's automations name, and
/// whether they let anybody in. Changes nothing there.
public final class ActionCheck {
  private static final String TRIGGERED = "Triggered";

  private final Dotdigital account;
  private final String title;

  /// @param title what sentences call the account
  public ActionCheck(Dotdigital account, String title) {
    this.account = account;
    this.title = title;
  }

  /// Whether the programs, campaigns, fields and collections that automations name are there and as
  /// they are used.
  public List<Finding> findings(Automations automations) {
    List<Finding> findings = new ArrayList<>();
    List<String> good = new ArrayList<>();
    for (int number : new TreeSet<>(automations.programs())) {
      program(number, good, findings);
    }
    for (int number : new TreeSet<>(automations.campaigns())) {
      campaign(number, good, findings);
    }
    if (!good.isEmpty()) {
      findings.add(new Finding(true, title + ": automations find " + String.join(", ", good), ""));
    }
    return findings;
  }

  private void program(int number, List<String> good, List<Finding> findings) {
    String what = "program " + number;
    switch (account.programs().get(number)) {
      case Answer.Ok<Program> ok when ok.value().isActive() ->
          good.add(what + " (" + ok.value().name() + ")");
      case Answer.Ok<Program> ok ->
          findings.add(
              bad(
                  what + " (" + ok.value().name() + ") is not active",
                  "activate it there; until then who is to be started in it is parked"));
      case Answer.NotFound<Program> ignored ->
          findings.add(missing(what, "the number is in the program's address"));
      case Answer<Program> ignored -> findings.add(unknown(what));
    }
  }

  private void campaign(int number, List<String> good, List<Finding> findings) {
    String what = "campaign " + number;
    switch (account.messages().campaign(number)) {
      // Whether every account tells it is not documented: what is not told is no reason to worry.
      case Answer.Ok<Campaign> ok
          when ok.value().status().isNone() || ok.value().status().is(TRIGGERED) ->
          good.add(what + " (" + ok.value().name() + ")");
      case Answer.Ok<Campaign> ok ->
          findings.add(
              bad(
                  what
                      + " ("
                      + ok.value().name()
                      + ") is no triggered campaign, but "
                      + ok.value().status(),
                  "make it a triggered campaign there, or name another"));
      case Answer.NotFound<Campaign> ignored ->
          findings.add(missing(what, "the number is in the campaign's address"));
      case Answer<Campaign> ignored -> findings.add(unknown(what));
    }
  }

  private Finding missing(String what, String where) {
    return bad("there is no " + what, "correct it in automations.yaml; " + where);
  }

  /// The account may not let the API user look, and do all the same.
  private Finding unknown(String what) {
    return new Finding(true, title + ": whether there is a " + what + SchemaReading.NOT_READ, "");
  }

  private Finding bad(String what, String advice) {
    return new Finding(false, title + ": " + what, advice);
  }
}
