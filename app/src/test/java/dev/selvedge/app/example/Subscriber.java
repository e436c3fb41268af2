package dev.selvedge.app.example;

import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.AddressRef;
import dev.selvedge.person.ConsentPolicy;
import dev.selvedge.person.EffectiveConsent;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.person.LedgerEntry.Voice;
import dev.selvedge.person.Verdict;
import dev.selvedge.testkit.SourceRecordBuilder;
import dev.selvedge.testkit.vendure.Shopkeeper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// One customer's consent, as the shop, the ledger and the account have it. Used by one thread.
///
/// @param id the customer's in the shop
record Subscriber(ExampleHub hub, Shopkeeper keeper, String id, String email) {
  /// What the shop holds: `true`, `false` or `null`, and since when.
  String shopHolds() {
    JsonNode held = customer().path("customFields");
    return held.path("marketingOptIn").asString("null")
        + " since "
        + held.path("marketingOptInAt").asString("null");
  }

  static String holding(boolean optIn, Instant at) {
    return optIn + " since " + at;
  }

  /// When the shop's row was last changed, by whomever.
  Instant changedInShop() {
    return Instant.parse(customer().path("updatedAt").asString(""));
  }

  private JsonNode customer() {
    return keeper
        .ask(
            """
            query($id: ID!) { customer(id: $id) {
              updatedAt customFields { marketingOptIn marketingOptInAt }
            } }""",
            Map.of("id", id))
        .path("customer");
  }

  /// `subscribed` or another of Dotdigital's words.
  String status() {
    return hub.contact(email).at("/channelProperties/email/status").asString("");
  }

  RecordRef record() {
    return RecordRef.parse("shop/customer/" + id);
  }

  RecordRef address() {
    return AddressRef.of(new SystemName("dotdigital"), email);
  }

  /// The ledger of both, oldest first.
  private List<LedgerEntry> ledger() {
    return hub.store().read(ports -> ports.ledger().of(List.of(record(), address())));
  }

  Verdict verdict() {
    return EffectiveConsent.of(ledger(), Topic.EMAIL, ConsentPolicy.STANDARD);
  }

  /// On whose word, and since when, the person is to be mailed or not.
  String decidedBy() {
    return verdict()
        .deciding()
        .map(line -> line.claim().choice() + " by " + line.origin().system())
        .orElse("nobody");
  }

  /// What the hub told the shop, in its own order.
  List<Choice> tellings() {
    return ledger().stream()
        .filter(line -> line.voice() == Voice.TOLD && line.origin().equals(record()))
        .map(line -> line.claim().choice())
        .toList();
  }

  /// Whether the shop was heard to say so; the hub's own voice too, when it comes back.
  boolean isHeardToSay(Choice choice) {
    return ledger().stream()
        .anyMatch(
            line ->
                line.voice() == Voice.SAID
                    && line.origin().equals(record())
                    && line.claim().choice() == choice);
  }

  /// An old version of the customer arrives once more, as from an import of last month's file.
  void arrivesAgain(boolean optIn, Instant at, Instant now) {
    String said =
        """
        {"id": "%s", "emailAddress": "%s", "firstName": "Rita", "lastName": "Old", "user": null,
         "customFields": {"marketingOptIn": %s, "marketingOptInAt": "%s"}}
        """
            .formatted(id, email, optIn, at);
    var old =
        SourceRecordBuilder.aSourceRecord()
            .of(record().toString())
            .changedAt(at)
            .observedAt(now)
            .saying(said)
            .build();
    hub.store().change(ports -> ports.inbox().accept(List.of(old), now));
  }
}
