package dev.selvedge.sandbox;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.v2.AccountCalls;
import dev.selvedge.sandbox.v2.FieldCalls;
import dev.selvedge.sandbox.v2.ImportCalls;
import dev.selvedge.sandbox.v2.ListCalls;
import dev.selvedge.sandbox.v2.MessageCalls;
import dev.selvedge.sandbox.v2.OldContactCalls;
import dev.selvedge.sandbox.v2.PreferenceCalls;
import dev.selvedge.sandbox.v2.ProgramCalls;
import dev.selvedge.sandbox.v2.SubscriptionCalls;
import dev.selvedge.sandbox.v3.ConfigurationCalls;
import dev.selvedge.sandbox.v3.ContactCalls;
import dev.selvedge.sandbox.v3.ContactImports;
import dev.selvedge.sandbox.v3.ContactLists;
import dev.selvedge.sandbox.v3.EventCalls;
import dev.selvedge.sandbox.v3.ExportCalls;
import dev.selvedge.sandbox.v3.InsightCollections;
import dev.selvedge.sandbox.v3.InsightImports;
import dev.selvedge.sandbox.v3.InsightRecords;
import dev.selvedge.sandbox.v3.MarketingCalls;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The table of all Dotdigital operations of the sandbox.
final class Api {
  private Api() {}

  static List<Route> routes(Account account, Supplier<String> url) {
    OldContactCalls contacts = new OldContactCalls(account);
    SubscriptionCalls subscriptions = new SubscriptionCalls(account, contacts);
    return Stream.of(
            new ContactCalls(account).routes(),
            new ContactImports(account).routes(),
            new ContactLists(account, url).routes(),
            new InsightImports(account).routes(),
            new InsightCollections(account).routes(),
            new InsightRecords(account, url).routes(),
            new AccountCalls(account, url).routes(),
            contacts.routes(),
            subscriptions.routes(),
            new ListCalls(account, contacts, subscriptions).routes(),
            new FieldCalls(account).routes(),
            new ProgramCalls(account).routes(),
            new ImportCalls(account).routes(),
            new PreferenceCalls(account, contacts).routes(),
            new MessageCalls(account).routes(),
            new EventCalls(account).routes(),
            new ExportCalls(account).routes(),
            new ConfigurationCalls(account).routes(),
            new MarketingCalls(account).routes())
        .flatMap(List::stream)
        .toList();
  }
}
