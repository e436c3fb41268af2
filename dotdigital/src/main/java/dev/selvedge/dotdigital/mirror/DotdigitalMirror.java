package dev.selvedge.dotdigital.mirror;

import dev.selvedge.SystemName;
import dev.selvedge.audit.Mirror;
import dev.selvedge.audit.Sheet;
import dev.selvedge.audit.Shelf;
import dev.selvedge.audit.Shown;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.Page;
import dev.selvedge.dotdigital.contact.Contact;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.contact.ContactQuery;
import dev.selvedge.dotdigital.contact.EmailStatus;
import dev.selvedge.dotdigital.delivery.guard.SchemaGuard;
import dev.selvedge.dotdigital.delivery.meter.Operation;
import dev.selvedge.dotdigital.delivery.outcome.Outcomes;
import dev.selvedge.dotdigital.delivery.outcome.Part;
import dev.selvedge.dotdigital.delivery.setting.Retirement;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.dotdigital.insight.CollectionName;
import dev.selvedge.dotdigital.insight.InsightRecord;
import dev.selvedge.dotdigital.insight.Owner;
import dev.selvedge.dotdigital.insight.RecordQuery;
import dev.selvedge.dotdigital.inward.Refusals;
import dev.selvedge.dotdigital.json.Word;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.mapping.Topic;
import dev.selvedge.mapping.collection.Declaration;
import dev.selvedge.mapping.collection.Fit;
import dev.selvedge.plan.Facet;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A Dotdigital account, read back. Changes nothing. Used by one thread at a time.
public final class DotdigitalMirror implements Mirror {
  /// The most a page of contacts holds (Dotdigital OpenAPI: contacts v3), so that calls are few.
  private static final int CONTACTS = 5_000;

  /// The most a page of records holds whatever is asked for (Dotdigital OpenAPI: insight data v3).
  private static final int ENTRIES = 1_000;

  /// More names than that in an address are cut somewhere on the way: all fields are asked for.
  private static final int FIELDS_BY_NAME = 40;

  private final Dotdigital account;
  private final TargetSettings settings;
  private final SchemaGuard guard;
  private final Outcomes outcomes;
  private final Function<Operation, String> counters;
  private final Refusals refusals;

  /// @param emails which spellings are one mailbox
  /// @param counters which counter a call is taken from, as far as is known; empty for none
  public DotdigitalMirror(
      Dotdigital account,
      TargetSettings settings,
      Outcomes outcomes,
      Function<Operation, String> counters,
      EmailRules emails,
      InstantSource clock) {
    this.account = account;
    this.settings = settings;
    this.guard = new SchemaGuard(account.collections(), settings.collections(), clock);
    this.outcomes = outcomes;
    this.counters = counters;
    this.refusals = new Refusals(settings.name(), emails);
  }

  @Override
  public SystemName target() {
    return settings.name();
  }

  @Override
  public String title() {
    return settings.title();
  }

  @Override
  public List<Shelf> shelves() {
    List<Shelf> shelves = new ArrayList<>();
    for (Declaration declared : settings.collections().all()) {
      boolean shared = declared.scope() == Declaration.Scope.ACCOUNT;
      Facet facet =
          switch (declared.kind()) {
            case ORDERS -> Facet.ORDER;
            case CATALOG -> Facet.PRODUCT;
            case CART_INSIGHT -> Facet.CART;
            case CUSTOM -> Facet.RECORD;
          };
      shelves.add(new Shelf(facet, declared.name(), shared));
    }
    return shelves;
  }

  @Override
  public boolean keepsRetired() {
    return settings.retired() == Retirement.KEEP;
  }

  @Override
  public boolean asksBack() {
    return settings.consent().resubscription() instanceof EmailStatus.Resubscription.WithChallenge;
  }

  @Override
  public int contactsOnSheet() {
    return CONTACTS;
  }

  @Override
  public int entriesOnSheet() {
    return ENTRIES;
  }

  @Override
  public String counter(Call call) {
    return counters.apply(
        switch (call) {
          case CONTACTS -> Operation.CONTACT_LIST;
          case CONTACT -> Operation.CONTACT_READ;
          case ENTRIES -> Operation.INSIGHT_LIST;
          case ENTRY -> Operation.INSIGHT_READ;
        });
  }

  @Override
  public Set<Topic> lists() {
    return settings.consent().topics().stream()
        .filter(topic -> topic.grain() == Topic.Grain.LIST)
        .collect(Collectors.toSet());
  }

  @Override
  public Sheet<Shown.Contact> contacts(String place) {
    Answer<Page<Contact>> answer =
        place.isEmpty()
            ? account.contacts().list(query())
            : account.contacts().list(new Page.Cursor(place));
    Page<Contact> page = of(answer, Part.CONTACTS, "contacts");
    return new Sheet<>(
        page.items().stream().map(DotdigitalMirror::shown).toList(), next(place, page.nextQuery()));
  }

  private ContactQuery query() {
    List<ContactQuery.Part> parts =
        lists().isEmpty()
            ? List.of(ContactQuery.Part.CHANNELS)
            : List.of(ContactQuery.Part.CHANNELS, ContactQuery.Part.LISTS);
    ContactQuery query = ContactQuery.all().include(parts).limit(CONTACTS);
    return settings.dataFields().size() > FIELDS_BY_NAME
        ? query.allFields()
        : settings.dataFields().isEmpty() ? query : query.fields(settings.dataFields().keySet());
  }

  /// A list that leads back to where it was is none that ends.
  private String next(String place, String next) {
    if (!next.isEmpty() && next.equals(place)) {
      throw new SourceException(title() + "'s list leads back to the page that was just read");
    }
    return next;
  }

  @Override
  public Optional<Shown.Contact> contact(String remoteId, String address) {
    ContactKey key =
        remoteId.isEmpty()
            ? new ContactKey.Email(address)
            : new ContactKey.Id(Long.parseLong(remoteId));
    Answer<Contact> answer = account.contacts().get(key);
    return answer instanceof Answer.NotFound<?>
        ? Optional.empty()
        : Optional.of(shown(of(answer, Part.CONTACTS, "contact")));
  }

  private static Shown.Contact shown(Contact contact) {
    Map<String, JsonNode> fields = new HashMap<>();
    contact
        .fields()
        .properties()
        .forEach(
            field -> {
              if (!field.getValue().isNull()) {
                fields.put(field.getKey(), field.getValue());
              }
            });
    return new Shown.Contact(
        contact.id().value(),
        contact.identifiers().email().orElse(""),
        mail(contact.email().status()),
        fields,
        contact.updated(),
        lists(contact));
  }

  /// Who left a list stands on it as suppressed, as does whoever is not mailed at all (Dotdigital
  /// OpenAPI: contacts v3).
  private static Map<String, Shown.Listed> lists(Contact contact) {
    return contact.lists().stream()
        .collect(
            Collectors.toMap(
                one -> one.name().toLowerCase(Locale.ROOT),
                one -> one.status().is("suppressed") ? Shown.Listed.LEFT : Shown.Listed.ON,
                (one, other) -> one));
  }

  @Override
  public Optional<SourceRecord> decision(Shown.Contact contact, Instant now) {
    return switch (contact.mail()) {
      case MAILED, ASKED -> Optional.empty();
      case LEFT ->
          Optional.of(
              refusals.left(contact.remoteId(), contact.address(), contact.changedAt(), now));
      case BARRED ->
          Optional.of(
              refusals.barred(contact.remoteId(), contact.address(), contact.changedAt(), now));
    };
  }

  /// Who bounced softly is mailed on (Dotdigital docs: contact statuses). A status that is not
  /// known here is one that bars.
  private static Shown.Mail mail(Word status) {
    if (status.is("subscribed") || status.is("softBounced")) {
      return Shown.Mail.MAILED;
    }
    if (status.is("pendingOptIn")) {
      return Shown.Mail.ASKED;
    }
    boolean left =
        status.isNone()
            || Stream.of("unsubscribed", "noSubscription", "suppressed").anyMatch(status::is);
    return left ? Shown.Mail.LEFT : Shown.Mail.BARRED;
  }

  @Override
  public Sheet<Shown.Entry> entries(Shelf shelf, String place) {
    CollectionName name = new CollectionName(shelf.collection());
    if (place.isEmpty()) {
      look(shelf);
    }
    RecordQuery all = RecordQuery.all().limit(ENTRIES);
    Page.Cursor cursor = new Page.Cursor(place);
    Answer<Page<InsightRecord>> answer;
    if (shelf.shared()) {
      Owner owner = new Owner.Account();
      answer =
          place.isEmpty()
              ? account.insight().list(owner, name, all)
              : account.insight().list(owner, name, cursor);
    } else {
      answer =
          place.isEmpty()
              ? account.insight().listOfContacts(name, all)
              : account.insight().listOfContacts(name, cursor);
    }
    if (answer instanceof Answer.NotFound<?> && place.isEmpty()) {
      // One that nothing was ever written to may not be there.
      return new Sheet<>(List.of(), "");
    }
    Page<InsightRecord> page = of(answer, Part.INSIGHT, "collection " + shelf.collection());
    return new Sheet<>(
        page.items().stream().map(DotdigitalMirror::shown).toList(), next(place, page.nextQuery()));
  }

  @Override
  public Optional<Shown.Entry> entry(Shelf shelf, String owner, String key) {
    // How its records are spelled counts as much for one as for all of them.
    look(shelf);
    Owner whose =
        shelf.shared()
            ? new Owner.Account()
            : new Owner.OfContact(new ContactKey.Id(Long.parseLong(owner)));
    Answer<InsightRecord> answer =
        account.insight().get(whose, new CollectionName(shelf.collection()), key);
    return answer instanceof Answer.NotFound<?>
        ? Optional.empty()
        : Optional.of(shown(of(answer, Part.INSIGHT, "record of " + shelf.collection())));
  }

  private static Shown.Entry shown(InsightRecord found) {
    return new Shown.Entry(
        found.key(),
        Optional.ofNullable(found.owner()).map(ContactKey.Id::value).orElse(""),
        found.content(),
        when(found.updated()));
  }

  private static Instant when(@Nullable Instant updated) {
    return updated == null ? Instant.EPOCH : updated;
  }

  @Override
  public ObjectNode written(Shelf shelf, String key, ObjectNode json) {
    return switch (guard.check(shelf.collection(), key, json)) {
      case Fit.Fits(ObjectNode fit) -> fit;
      case Fit.Misfit ignored -> json;
    };
  }

  private void look(Shelf shelf) {
    if (guard.look(shelf.collection()) instanceof SchemaGuard.Look.Unknown(var why)) {
      throw trouble(why, Part.INSIGHT, "schema of " + shelf.collection());
    }
  }

  private <T> T of(Answer<T> answer, Part part, String what) {
    return answer.asOptional().orElseThrow(() -> trouble(answer, part, what));
  }

  private SourceException trouble(Answer<?> answer, Part part, String what) {
    String sentence = title() + "'s " + what + " cannot be read: " + outcomes.why(answer, part);
    boolean refused =
        answer instanceof Answer.Unauthorised<?> || answer instanceof Answer.Forbidden<?>;
    return refused ? SourceException.refused(sentence) : new SourceException(sentence);
  }
}
