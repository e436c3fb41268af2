package dev.selvedge.dotdigital.account;

import dev.selvedge.dotdigital.answer.Acknowledged;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.Caller;
import dev.selvedge.dotdigital.answer.Expect;
import dev.selvedge.dotdigital.http.Payload;
import dev.selvedge.dotdigital.http.Request;
import dev.selvedge.dotdigital.http.Target;
import dev.selvedge.dotdigital.json.Moments;
import dev.selvedge.dotdigital.json.Unreadable;
import java.time.Instant;

/// The calls about the account the credentials belong to. Safe for use by many threads.
public final class Accounts {
  private static final Target ACCOUNT = Target.of("/v2/account-info");
  private static final Target TIME = Target.of("/v2/server-time");

  private static final Target EMPTY_BIN = Target.of("/v2/accounts/empty-recycle-bin/");

  private final Caller caller;

  public Accounts(Caller caller) {
    this.caller = caller;
  }

  /// Works at the European endpoint for an account of any region (Dotdigital docs: API end points).
  public Answer<Account> get() {
    return caller.call(Request.get(ACCOUNT), Expect.json(Account::read));
  }

  /// Starts to delete for good what lies in the recycle bin: all of it, whosever it is. Until then
  /// a deleted contact can be restored, and is, by the next write with one of its identifiers.
  public Answer<Acknowledged> emptyRecycleBin() {
    return caller.call(Request.post(EMPTY_BIN, Payload.none()), Expect.nothing());
  }

  /// What time it is at Dotdigital: the clock by which "since" questions should be asked.
  public Answer<Instant> serverTime() {
    return caller.call(
        Request.get(TIME),
        Expect.text(
            text ->
                Moments.read(text).orElseThrow(() -> new Unreadable("the body is not a time"))));
  }
}
