package dev.selvedge.sandbox;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.control.Acts;
import dev.selvedge.sandbox.control.CampaignActs;
import dev.selvedge.sandbox.control.Desk;
import dev.selvedge.sandbox.control.ProgramActs;
import dev.selvedge.sandbox.control.StrangerDesk;
import dev.selvedge.sandbox.fault.FaultScript;
import dev.selvedge.sandbox.fault.Outages;
import dev.selvedge.sandbox.page.ContactPages;
import dev.selvedge.sandbox.page.DeskPages;
import dev.selvedge.sandbox.page.MessagePages;
import dev.selvedge.sandbox.stranger.Strangers;
import dev.selvedge.sandbox.time.MovableClock;
import dev.selvedge.sandbox.traffic.CallLog;
import java.util.List;
import java.util.stream.Stream;

/// What a sandbox consists of, apart from the way calls take through it.
///
/// @param account the account
/// @param clock its clock
/// @param faults what goes wrong with single calls
/// @param outages what goes wrong with all of them
/// @param strangers who else uses the account
/// @param log the calls so far
record Parts(
    Account account,
    MovableClock clock,
    FaultScript faults,
    Outages outages,
    Strangers strangers,
    CallLog log) {

  static Parts of(SandboxConfig config) {
    MovableClock clock = new MovableClock(config.clock());
    Account account = new Account(config.settings(), clock.instant());
    FaultScript faults = new FaultScript(config.seed());
    config.faults().forEach(faults::add);
    return new Parts(
        account,
        clock,
        faults,
        new Outages(clock),
        new Strangers(account, clock),
        new CallLog(config.callsKept(), config.bodiesKept()));
  }

  /// Control endpoints that change the account and are kept in the state file.
  List<Route> acts() {
    return Stream.of(
            new Acts(account, clock).routes(),
            new ProgramActs(account).routes(),
            new CampaignActs(account).routes())
        .flatMap(List::stream)
        .toList();
  }

  /// Control endpoints and pages whose doings nobody remembers.
  List<Route> desk() {
    return Stream.of(
            new Desk(account, faults, log, clock).routes(),
            new StrangerDesk(account, strangers, clock).routes(),
            new ContactPages(account).routes(),
            new MessagePages(account).routes(),
            new DeskPages(account, faults, log).routes())
        .flatMap(List::stream)
        .toList();
  }

  /// A fresh account, nothing wrong, nobody else, no calls.
  void reset() {
    account.reset(clock.instant());
    faults.clear();
    outages.lift();
    log.clear();
  }
}
