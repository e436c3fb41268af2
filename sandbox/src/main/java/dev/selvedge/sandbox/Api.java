package dev.selvedge.sandbox;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.v2.AccountCalls;
import dev.selvedge.sandbox.v3.ContactCalls;
import dev.selvedge.sandbox.v3.ContactImports;
import dev.selvedge.sandbox.v3.ContactLists;
import dev.selvedge.sandbox.v3.InsightCollections;
import dev.selvedge.sandbox.v3.InsightImports;
import dev.selvedge.sandbox.v3.InsightRecords;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The table of all Dotdigital operations of the sandbox.
final class Api {
  private Api() {}

  static List<Route> routes(Account account, Supplier<String> url) {
    return Stream.of(
            new ContactCalls(account).routes(),
            new ContactImports(account).routes(),
            new ContactLists(account, url).routes(),
            new InsightImports(account).routes(),
            new InsightCollections(account).routes(),
            new InsightRecords(account, url).routes(),
            new AccountCalls(account, url).routes())
        .flatMap(List::stream)
        .toList();
  }
}
