package dev.selvedge.sandbox.v2;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.call.V2Error;
import dev.selvedge.sandbox.contact.Contact;
import dev.selvedge.sandbox.contact.Preference;
import dev.selvedge.sandbox.contact.PreferenceBook;
import dev.selvedge.sandbox.contact.PreferenceChoice;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.time.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Marketing preferences: the tree of them, and what contacts chose.
public final class PreferenceCalls {
  private static final int MOST = 1000;

  private final Account account;
  private final OldContactCalls contactCalls;

  public PreferenceCalls(Account account, OldContactCalls contactCalls) {
    this.account = account;
    this.contactCalls = contactCalls;
  }

  public List<Route> routes() {
    List<Route> routes =
        new ArrayList<>(
            List.of(
                Route.of("GET", "/v2/preferences", Tier.HIGH, _ -> Answer.ok(tree(NOBODY))),
                Route.of("POST", "/v2/preferences", Tier.MEDIUM, this::create),
                Route.of("PUT", "/v2/preferences/{id}", Tier.MEDIUM, this::change),
                Route.of("DELETE", "/v2/preferences/{id}", Tier.MEDIUM, this::delete),
                Route.of(
                    "GET",
                    "/v2/contacts/with-preference/{id}/opt-ins-since/{date}",
                    Tier.LOW,
                    this::optInsSince)));
    // The vendor's own connector uses the singular path too.
    for (String path : List.of("/v2/contacts/{id}/preferences", "/v2/contact/{id}/preferences")) {
      routes.add(Route.of("GET", path, Tier.HIGH, this::chosen));
      routes.add(Route.of("PUT", path, Tier.MEDIUM, this::choose));
    }
    return routes;
  }

  /// Who has chosen a preference; nobody in particular for the plain tree.
  private interface Chooser {
    Optional<Boolean> choice(int preference);
  }

  private static final Chooser NOBODY = _ -> Optional.empty();

  private ArrayNode tree(Chooser chooser) {
    ArrayNode json = Json.array();
    for (Preference top : book().all()) {
      if (top.category() == 0) {
        ObjectNode node = json(top, chooser);
        if (!top.real()) {
          ArrayNode children = node.putArray("preferences");
          for (Preference child : book().all()) {
            if (child.category() == top.id()) {
              children.add(json(child, chooser));
            }
          }
        }
        json.add(node);
      }
    }
    return json;
  }

  private ObjectNode json(Preference preference, Chooser chooser) {
    ObjectNode json = Json.object().put("id", preference.id());
    json.put("publicName", preference.publicName()).put("privateName", preference.privateName());
    json.put("isPreference", preference.real()).put("order", "0");
    json.put("isPublic", preference.visible()).put("categoryId", preference.category());
    long children = book().all().stream().filter(p -> p.category() == preference.id()).count();
    json.put("preferenceCount", children);
    json.put("created", Times.wire(preference.created()));
    json.put("lastModified", Times.wire(preference.modified()));
    if (preference.real()) {
      chooser.choice(preference.id()).ifPresent(optedIn -> json.put("isOptedIn", optedIn));
    }
    return json;
  }

  private Answer create(Call call) {
    Preference wanted = read(call, 0, call.now());
    return Answer.json(201, json(book().add(wanted), NOBODY));
  }

  private Answer change(Call call) {
    Preference known = existing(call);
    Preference changed = read(call, known.id(), known.created());
    book().replace(changed);
    return Answer.ok(json(changed, NOBODY));
  }

  private Preference read(Call call, int id, Instant created) {
    JsonNode body = Requests.object(call);
    String publicName = Json.text(body, "publicName").orElse("");
    String privateName = Json.text(body, "privateName").orElse("");
    boolean real = Json.truth(body, "isPreference").orElse(true);
    int category = Json.whole(body, "categoryId").orElse(0L).intValue();
    boolean nested = category != 0;
    if (publicName.isBlank()
        || privateName.isBlank()
        || (nested && !real)
        || (nested && book().find(category).filter(found -> !found.real()).isEmpty())) {
      throw V2Error.refused(400, "ERROR_PREFERENCE_INVALID");
    }
    boolean visible = Json.truth(body, "isPublic").orElse(true);
    return new Preference(
        id, publicName, privateName, real, visible, category, created, call.now());
  }

  private Answer delete(Call call) {
    book().remove(existing(call).id());
    return Answer.text(200, "text/plain; charset=utf-8", "");
  }

  private Answer chosen(Call call) {
    Contact contact = contactCalls.existing(call.variable("id"));
    return Answer.ok(tree(of(contact)));
  }

  private static Chooser of(Contact contact) {
    return id ->
        Optional.of(
            contact.preferences().stream()
                .anyMatch(choice -> choice.preference() == id && choice.optedIn()));
  }

  private Answer choose(Call call) {
    Contact contact = contactCalls.existing(call.variable("id"));
    apply(contact, Requests.array(call), call);
    return Answer.ok(tree(of(contact)));
  }

  private void apply(Contact contact, JsonNode choices, Call call) {
    for (JsonNode choice : choices) {
      JsonNode children = Json.find(choice, "preferences");
      if (children != null && children.isArray()) {
        apply(contact, children, call);
      }
      Optional<Boolean> optedIn = Json.truth(choice, "isOptedIn");
      if (optedIn.isPresent()) {
        Preference preference =
            Json.whole(choice, "id")
                .flatMap(id -> book().find(id))
                .orElseThrow(() -> V2Error.refused(400, "ERROR_PREFERENCE_NOT_FOUND"));
        account
            .contacts()
            .statuses()
            .choose(contact, preference.id(), optedIn.get(), call.now().toEpochMilli());
      }
    }
  }

  /// Whose choice of a preference changed since, in order of their ids.
  private Answer optInsSince(Call call) {
    Preference preference = existing(call);
    long from = Requests.date(call).toEpochMilli();
    ArrayNode json = Json.array();
    Contact contact = account.contacts().book().after(before(call));
    while (contact != null && json.size() < MOST) {
      for (PreferenceChoice choice : contact.preferences()) {
        if (choice.preference() == preference.id()
            && choice.modified() >= from
            && (choice.optedIn() || account.settings().switches().preferenceOptOuts())) {
          json.add(changed(contact, choice));
        }
      }
      contact = account.contacts().book().after(contact.id());
    }
    return Answer.ok(json);
  }

  /// The id before the first one wanted.
  private long before(Call call) {
    long least = call.query().first("minContactID").flatMap(Json::whole).orElse(0L);
    return account.settings().switches().minimumExcluded() ? least : least - 1;
  }

  private ObjectNode changed(Contact contact, PreferenceChoice choice) {
    ObjectNode json = Json.object();
    json.set("contact", OldContactJson.write(account.contacts(), contact, false));
    // "dateModifed" is how the vendor spells it.
    json.putArray("marketingPreferenceOptIns")
        .addObject()
        .put("marketingPreferenceId", choice.preference())
        .put("addressBookId", 0)
        .put("isOptedIn", choice.optedIn())
        .put("dateModifed", Times.wire(choice.modified()));
    return json;
  }

  private Preference existing(Call call) {
    return book()
        .find(Requests.id(call, "id", "ERROR_PREFERENCE_NOT_FOUND"))
        .orElseThrow(() -> V2Error.refused(404, "ERROR_PREFERENCE_NOT_FOUND"));
  }

  private PreferenceBook book() {
    return account.contacts().preferences();
  }
}
