package dev.selvedge.sandbox.page;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.contact.Contact;
import dev.selvedge.sandbox.contact.ContactJson;
import dev.selvedge.sandbox.insight.Collection;
import dev.selvedge.sandbox.insight.InsightRecord;
import dev.selvedge.sandbox.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The pages that show what the account holds: contacts, one contact, insight records.
public final class ContactPages {
  private static final String HOME = "/__sandbox";
  private static final String RECORDS = "/__sandbox/page/records";
  private static final int ROWS = 50;

  private final Account account;

  public ContactPages(Account account) {
    this.account = account;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("GET", HOME, Tier.UNLIMITED, this::contacts),
        Route.of("GET", HOME + "/page/contact/{id}", Tier.UNLIMITED, this::contact),
        Route.of("GET", RECORDS, Tier.UNLIMITED, this::records));
  }

  private Answer contacts(Call call) {
    String search = call.query().first("search").orElse("").strip().toLowerCase(Locale.ROOT);
    long after = call.query().first("after").flatMap(Json::whole).orElse(0L);
    Html html = Html.page(HOME, "Contacts");
    html.raw("<form method=\"get\"><label>E-mail or number contains")
        .raw("<input name=\"search\" value=\"")
        .text(search)
        .raw("\"></label><button>Search</button></form><p class=\"quiet\">")
        .text(account.contacts().book().size())
        .raw(" contacts in all</p>")
        .tableOf("Id", "E-mail", "Mobile", "E-mail status", "SMS status", "Changed");
    Contact contact = next(after, search);
    long last = 0;
    for (int row = 0; contact != null && row < ROWS; row++) {
      last = contact.id();
      html.raw("<tr><td>").link(HOME + "/page/contact/" + contact.id(), contact.id()).raw("</td>");
      cell(html, contact.email().orElse(""));
      cell(html, contact.mobile().orElse(""));
      cell(html, contact.emailStatus().wire());
      cell(html, contact.sms().wire());
      cell(html, contact.updated());
      html.raw("</tr>");
      contact = next(contact.id(), search);
    }
    html.endTable();
    if (contact != null) {
      html.raw("<p>").link(HOME + "?search=" + encoded(search) + "&after=" + last, "More");
      html.raw("</p>");
    }
    return html.answer();
  }

  private static void cell(Html html, Object value) {
    html.raw("<td>").text(value).raw("</td>");
  }

  private @Nullable Contact next(long after, String search) {
    Contact contact = account.contacts().book().after(after);
    while (contact != null && !matches(contact, search)) {
      contact = account.contacts().book().after(contact.id());
    }
    return contact;
  }

  private static boolean matches(Contact contact, String search) {
    return search.isEmpty()
        || contact.email().orElse("").toLowerCase(Locale.ROOT).contains(search)
        || contact.mobile().orElse("").contains(search);
  }

  private Answer contact(Call call) {
    Contact contact = account.contacts().book().findByIdOrEmail(call.variable("id"));
    if (contact == null) {
      return Html.page(HOME, "There is no such contact").answer();
    }
    Html html = Html.page(HOME, contact.email().orElse("Contact " + contact.id()));
    html.raw("<pre>").text(pretty(new ContactJson(account.contacts()).whole(contact)));
    html.raw("</pre>");
    for (Collection collection : account.insight().all()) {
      List<InsightRecord> records = collection.of(contact.id());
      if (!records.isEmpty()) {
        html.raw("<h2>").text(collection.name()).raw("</h2>").tableOf("Key", "Record");
        records.stream().limit(ROWS).forEach(record -> row(html, record));
        html.endTable();
      }
    }
    return html.answer();
  }

  private Answer records(Call call) {
    String chosen = call.query().first("collection").orElse("");
    int skip = call.query().first("skip").flatMap(Json::whole).orElse(0L).intValue();
    Html html =
        Html.page(RECORDS, "Insight data").tableOf("Collection", "Type", "Scope", "Records");
    for (Collection collection : account.insight().all()) {
      html.raw("<tr><td>")
          .link(RECORDS + "?collection=" + encoded(collection.name()), collection.name())
          .raw("</td>");
      cell(html, collection.type());
      cell(html, collection.scope().wire());
      cell(html, collection.size());
      html.raw("</tr>");
    }
    html.endTable();
    account.insight().find(chosen).ifPresent(collection -> list(html, collection, skip));
    return html.answer();
  }

  private static void list(Html html, Collection collection, int skip) {
    html.raw("<h2>").text(collection.name()).raw("</h2>").tableOf("Key", "Record");
    List<InsightRecord> records = collection.records();
    records.stream().skip(Math.max(0, skip)).limit(ROWS).forEach(record -> row(html, record));
    html.endTable();
    if (records.size() > skip + ROWS) {
      html.link(
          RECORDS + "?collection=" + encoded(collection.name()) + "&skip=" + (skip + ROWS), "More");
    }
  }

  private static void row(Html html, InsightRecord record) {
    html.raw("<tr><td>").text(record.key()).raw("</td><td><code>");
    html.text(record.json()).raw("</code></td></tr>");
  }

  private static String pretty(JsonNode json) {
    return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
