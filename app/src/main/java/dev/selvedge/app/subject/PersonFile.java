package dev.selvedge.app.subject;

import dev.selvedge.Payload;
import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.app.page.PersonPage;
import dev.selvedge.app.page.PersonPage.Moment;
import dev.selvedge.app.page.PersonPages;
import dev.selvedge.inbox.Edit;
import dev.selvedge.inbox.Inbox;
import dev.selvedge.mapping.json.ContributionJson;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.privacy.Found;
import dev.selvedge.trail.Parked;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.work.Store;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// All that the hub holds of one human being, as one JSON document; its layout is described in
/// `docs/data-subjects.md`. Members are only ever added to it. Immutable.
public record PersonFile(Store store, PersonPages pages) {
  /// Names the layout.
  public static final String FORMAT = "selvedge-person/1";

  private static final int TRAIL_AT_MOST = 100_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// The document, without what is said of the document itself.
  ///
  /// @param found everything there is of them
  public ObjectNode of(Found found) {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    ArrayNode addresses = file.putArray("addresses");
    found.addresses().stream().sorted().forEach(addresses::add);
    ArrayNode persons = file.putArray("persons");
    found.persons().stream()
        .sorted(Comparator.comparingLong(PersonId::value))
        .flatMap(person -> pages.page(person).stream())
        .forEach(page -> person(page, persons.addObject()));
    return store.read(
        ports -> {
          records(found, ports, file.putArray("records"));
          ledger(found, ports, file.putArray("ledger"));
          received(found, ports, file.putArray("received"));
          parked(found, ports, file.putArray("parked"));
          trail(found, ports, file.putArray("trail"));
          file.put("named_in_records_of_others", found.bodies().size());
          return file;
        });
  }

  private static void person(PersonPage page, ObjectNode node) {
    node.put("number", page.id().value()).put("address", page.address());
    ArrayNode why = node.putArray("because");
    page.who()
        .sources()
        .forEach(one -> why.addObject().put("record", one.record()).put("why", one.why()));
    profile(page, node.putArray("profile"));
    consents(page, node.putArray("consent"));
    orders(page, node.putArray("orders"));
    deliveries(page, node.putArray("told"));
    decisions(page, node.putArray("told_of_consent"));
  }

  private static void profile(PersonPage page, ArrayNode profile) {
    for (PersonPage.FieldLine field : page.profile()) {
      ArrayNode origins =
          profile
              .addObject()
              .put("field", field.name())
              .put("value", field.value())
              .put("rule", field.rule())
              .putArray("from");
      field
          .origins()
          .forEach(
              origin ->
                  origins
                      .addObject()
                      .put("record", origin.record())
                      .put("changed", origin.changedAt().toString())
                      .put("share", origin.share()));
    }
  }

  private static void consents(PersonPage page, ArrayNode consents) {
    page.consents()
        .forEach(
            one ->
                consents
                    .addObject()
                    .put("channel", one.channel())
                    .put("granted", one.granted())
                    .put("why", one.why()));
  }

  private static void orders(PersonPage page, ArrayNode orders) {
    page.orders()
        .forEach(
            order ->
                orders
                    .addObject()
                    .put("number", order.key())
                    .put("placed", text(order.placedAt()))
                    .put("status", order.status())
                    .put("total", order.total().toPlainString())
                    .put("currency", order.currency())
                    .put("summary", order.summary()));
  }

  private static void deliveries(PersonPage page, ArrayNode told) {
    page.told()
        .deliveries()
        .forEach(
            one ->
                told.addObject()
                    .put("system", one.target())
                    .put("what", one.subject())
                    .put("state", one.state())
                    .put("holds", one.told())
                    .put("when", text(one.at())));
  }

  private static void decisions(PersonPage page, ArrayNode decisions) {
    page.told()
        .consents()
        .forEach(
            one ->
                decisions
                    .addObject()
                    .put("system", one.target())
                    .put("what", one.what())
                    .put("of", one.of())
                    .put("when", one.at().toString())
                    .put("certain", one.certain()));
  }

  private static String text(Moment moment) {
    return switch (moment) {
      case Moment.At(var instant) -> instant.toString();
      case Moment.NotKnown ignored -> "";
    };
  }

  private static void records(Found found, Store.Ports ports, ArrayNode list) {
    for (StoredContribution stored : ports.contributions().find(found.records())) {
      list.add(JSON.readTree(ContributionJson.write(stored.contribution())));
    }
  }

  private static void ledger(Found found, Store.Ports ports, ArrayNode list) {
    List<RecordRef> origins = new ArrayList<>(found.records());
    found.hits().stream()
        .filter(hit -> hit.table().equals("ledger_entry"))
        .map(hit -> RecordRef.parse(String.valueOf(hit.key().getFirst())))
        .filter(origin -> !origins.contains(origin))
        .distinct()
        .forEach(origins::add);
    for (LedgerEntry entry : ports.ledger().of(origins)) {
      ObjectNode node =
          list.addObject()
              .put("record", entry.origin().text())
              .put("topic", entry.claim().topic().text())
              .put("choice", word(entry.claim().choice()))
              .put("at", entry.claim().at().toString())
              .put("time", word(entry.claim().timing()))
              .put("voice", word(entry.voice()))
              .put("entered", entry.enteredAt().toString());
      ObjectNode evidence = node.putObject("evidence");
      entry.claim().evidence().forEach(evidence::put);
    }
  }

  /// Every version of their records whose body is still kept, as it came, and every edit.
  private static void received(Found found, Store.Ports ports, ArrayNode list) {
    for (long id : found.items().stream().sorted().toList()) {
      Inbox.Item item = ports.inbox().original(id).orElse(null);
      if (item == null) {
        continue;
      }
      ObjectNode node =
          list.addObject()
              .put("item", id)
              .put("record", item.sourceRecord().ref().text())
              .put("change", word(item.sourceRecord().change()))
              .put("changed", item.sourceRecord().changedAt().toString())
              .put("received", item.receivedAt().toString());
      put(node, item.sourceRecord().body());
      for (Edit edit : ports.inbox().edits(id)) {
        put(
            node.withArray("edits")
                .addObject()
                .put("at", edit.made().at().toString())
                .put("by", edit.made().by())
                .put("why", edit.made().why()),
            edit.body());
      }
    }
  }

  /// As text, exactly; what is no text comes in base 64.
  private static void put(ObjectNode node, Payload body) {
    byte[] bytes = body.toBytes();
    try {
      node.put(
          "body", StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notText) {
      node.put("body_base64", Base64.getEncoder().encodeToString(bytes));
    }
  }

  private static void parked(Found found, Store.Ports ports, ArrayNode list) {
    for (Parked parked : ports.parked().ofSources(texts(found.records()))) {
      list.addObject()
          .put("number", parked.number())
          .put("record", parked.item().source())
          .put("cause", parked.item().cause())
          .put("sentence", parked.item().sentence())
          .put("first_seen", parked.item().firstSeen().toString())
          .put("last_seen", parked.item().lastSeen().toString());
    }
  }

  /// Of their persons, records and orders, oldest first, each once.
  private static void trail(Found found, Store.Ports ports, ArrayNode list) {
    Map<TrailEntry, Integer> entries = new LinkedHashMap<>();
    found.persons().stream()
        .flatMap(person -> ports.trail().ofPerson(person.value(), TRAIL_AT_MOST).stream())
        .forEach(entry -> entries.put(entry, 1));
    texts(found.records()).stream()
        .flatMap(source -> ports.trail().ofSource(source, TRAIL_AT_MOST).stream())
        .forEach(entry -> entries.put(entry, 1));
    found.orders().stream()
        .flatMap(order -> ports.trail().ofOrder(order, TRAIL_AT_MOST).stream())
        .forEach(entry -> entries.put(entry, 1));
    entries.keySet().stream()
        .sorted(Comparator.comparing(TrailEntry::at))
        .forEach(
            entry ->
                list.addObject()
                    .put("at", entry.at().toString())
                    .put("stage", word(entry.stage()))
                    .put("word", entry.word())
                    .put("record", entry.about().source())
                    .put("order", entry.about().order())
                    .put("sentence", entry.sentence()));
  }

  private static List<String> texts(Collection<RecordRef> records) {
    return records.stream().map(RecordRef::text).sorted().collect(Collectors.toList());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
