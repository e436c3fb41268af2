package dev.selvedge.dotdigital.delivery;

import static dev.selvedge.dotdigital.JsonAssert.assertJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Outcome;
import dev.selvedge.PersonId;
import dev.selvedge.automation.Action;
import dev.selvedge.automation.EnrolmentKey;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Given;
import dev.selvedge.automation.Rule.Purpose;
import dev.selvedge.dotdigital.ScriptedServer.Step;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.collection.Column;
import dev.selvedge.mapping.collection.ColumnType;
import dev.selvedge.mapping.collection.Declaration;
import dev.selvedge.mapping.collection.Declarations;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Job;
import dev.selvedge.send.Target.Charge;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Parcel;
import dev.selvedge.send.Target.Settlement;
import dev.selvedge.send.Target.Sighting;
import dev.selvedge.send.Target.Submission;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What automations do beside starting people in programs.
class ActionTest {
  private static final Action PARCEL =
      new Action.Event(
          "parcel-left",
          text("parcel-mail-x"),
          new Given.Fixed(new Value.Date(Rig.NOW)),
          Map.of(
              "carrier", text("Post"), "weight", number("2"), "lost", new Given.Taken("no.one")));
  private static final Action STAGE =
      new Action.Field("STAGE", FieldType.STRING, text("on its way"));
  private static final Action KEPT =
      new Action.Insight("Parcels", text("A1-P1"), Map.of("carrier", text("Post")));

  private final Rig rig =
      new Rig(
          Rig.settings()
              .withCollections(
                  Declarations.of(
                      List.of(
                          new Declaration(
                              "Parcels",
                              Declaration.Kind.CUSTOM,
                              Declaration.Scope.CONTACT,
                              false,
                              List.of(Column.of("carrier", ColumnType.STRING)))))));

  @AfterEach
  void close() {
    rig.close();
  }

  private static Given text(String text) {
    return new Given.Fixed(new Value.Text(text));
  }

  private static Given number(String number) {
    return new Given.Fixed(new Value.Decimal(new BigDecimal(number)));
  }

  private static Action mail(Purpose purpose, long person) {
    return new Action.Campaign(
        34,
        purpose,
        text("p" + person + "@example.com"),
        Map.of("ORDER", text("A1"), "WHEN", new Given.Fixed(new Value.Date(Rig.NOW))));
  }

  private static Item item(long person, String fact, Action action) {
    return item(person, fact, action, Rig.held("12003450" + person, "p" + person + "@example.com"));
  }

  private static Item item(long person, String fact, Action action, Delivered owner) {
    return new Item(
        Subject.enrolment(fact),
        new Desired.Enrolment(
            new EnrolmentKey("parcel-mail", FactKind.SHIPPED, "A-" + person, fact),
            action,
            new PersonId(person),
            new Desired.Leave.Given(),
            Rig.NOW.plusSeconds(3600)),
        new Delivered.Never(),
        owner);
  }

  private Parcel pack(Item... items) {
    return rig.target.pack(Facet.ENROLMENT, List.of(items));
  }

  private Settlement settled(Submission submission, Item item) {
    assertThat(submission).isInstanceOf(Submission.Settled.class);
    return Rig.of(((Submission.Settled) submission).settlements(), item.subject());
  }

  private String word(Submission submission, Item item) {
    return settled(submission, item).outcome().word();
  }

  private static String sentence(Settlement settlement) {
    return settlement.outcome() instanceof Outcome.Park park ? park.sentence() : "";
  }

  @Test
  void mails_that_belong_to_a_purchase_go_together_and_each_has_its_own_answer() {
    Item first = item(1, "a", mail(Purpose.TRANSACTIONAL, 1));
    Item second = item(2, "b", mail(Purpose.TRANSACTIONAL, 2));
    Item third = item(3, "c", mail(Purpose.TRANSACTIONAL, 3));
    rig.replies(
        200,
        """
        [{"index":0},{"index":1,"failureCode":"ERROR_CONTACT_SUPPRESSED","failureReason":"no"},
         {"index":2,"failureCode":"ERROR_INVALID_PERSONALISATION_VALUES","failureReason":"bad"}]
        """);

    Parcel parcel = pack(first, second, third, Rig.enrolmentItem(4, 12, "d"));

    assertThat(parcel.packed()).containsExactly(first, second, third);
    assertThat(parcel.leftOver()).hasSize(1);
    assertThat(parcel.charge()).isEqualTo(Charge.NOTHING);
    Submission submission = parcel.handOver();
    assertThat(word(submission, first)).isEqualTo("done");
    assertThat(word(submission, second)).isEqualTo("drop");
    assertThat(sentence(settled(submission, third)))
        .contains("campaign 34", "ERROR_INVALID_PERSONALISATION_VALUES");
    assertThat(rig.server.only().line()).isEqualTo("POST /v2/email/triggered-campaign/batch");
    assertThat(rig.last().body())
        .startsWith(
            "[{\"toAddresses\":[\"p1@example.com\"],\"campaignId\":34,\"personalizationValues\":"
                + "[{\"name\":\"ORDER\",\"value\":\"A1\"},{\"name\":\"WHEN\",\"value\":\"2026-01-01\"}]"
                + ",\"metadata\":\"parcel-mail\"}");
  }

  @Test
  void marketing_goes_by_the_door_that_looks_at_suppressions_one_by_one() {
    Item first = item(1, "a", mail(Purpose.MARKETING, 1));
    Item second = item(2, "b", mail(Purpose.MARKETING, 2));
    Parcel parcel = pack(first, second);
    assertThat(parcel.packed()).containsExactly(first);
    assertThat(parcel.leftOver()).containsExactly(second);
    rig.replies(201, "");
    assertThat(word(parcel.handOver(), first)).isEqualTo("done");
    assertThat(rig.last().line()).isEqualTo("POST /marketing-email/v3/send");
    assertJson(
        rig.last().body(),
        """
        {"to":"p1@example.com","metadata":"parcel-mail","content":{"source":"template",
         "campaignId":34,"personalizationValues":[{"name":"ORDER","value":"A1"},
         {"name":"WHEN","value":"2026-01-01"}]}}
        """);

    rig.replies(409, Rig.error("marketingEmail:unsubscribed"));
    assertThat(word(pack(second).handOver(), second)).isEqualTo("drop");
  }

  @Test
  void nobody_is_mailed_at_an_address_that_their_contact_does_not_have_yet() {
    Item moving =
        item(1, "a", mail(Purpose.MARKETING, 1), Rig.held("120034501", "old@example.com"));

    assertThat(word(pack(moving).handOver(), moving)).isEqualTo("snooze");
    assertThat(rig.calls()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "400, ERROR_CAMPAIGN_NOT_FOUND, park",
    "404, ERROR_CAMPAIGN_NOT_FOUND, park",
    "400, ERROR_CAMPAIGN_INVALID, park",
    "400, ERROR_CAMPAIGN_SENDNOTPERMITTED, snooze",
    "400, ERROR_SEND_LIMITEXCEEDED, snooze",
    "429, '', snooze",
    "400, ERROR_CONTACT_SUPPRESSED, drop"
  })
  void a_refusal_of_all_says_what_becomes_of_each(int status, String code, String word) {
    Item one = item(1, "a", mail(Purpose.TRANSACTIONAL, 1));
    rig.replies(status, Rig.v2Error(code));

    assertThat(word(pack(one).handOver(), one)).isEqualTo(word);
  }

  @ParameterizedTest
  @CsvSource({"500", "503", "408", "200"})
  void a_mail_that_may_have_gone_is_lost_and_never_found(int status) {
    Item one = item(1, "a", mail(Purpose.TRANSACTIONAL, 1));
    rig.replies(status, "<html>");
    assertThat(pack(one).handOver()).isInstanceOf(Submission.Lost.class);

    rig.server.then(new Step.Cut());
    assertThat(pack(item(1, "a", mail(Purpose.MARKETING, 1))).handOver())
        .isInstanceOf(Submission.Lost.class);
    assertThat(lookFor(one)).isInstanceOf(Sighting.Ambiguous.class);
    assertThat(rig.calls()).isEqualTo(2);
  }

  private Sighting lookFor(Item item) {
    Action action = ((Desired.Enrolment) item.desired()).action();
    return rig.target.lookFor(
        rig.job(
            Facet.ENROLMENT,
            "",
            new Job.Sent(item.subject(), item.desired().hash(), "", action.channel())),
        () -> List.of());
  }

  @Test
  void an_account_without_mails_parks_them_and_holds_up_nothing_else() {
    Item one = item(1, "a", mail(Purpose.TRANSACTIONAL, 1));
    rig.repliesBare(400, Rig.v2Error("ERROR_FEATURENOTACTIVE"))
        .repliesBare(
            200,
            "{\"id\":1,\"properties\":[{\"name\":\"ApiEndpoint\",\"value\":\"%s\"}]}"
                .formatted(rig.server.url()));

    assertThat(pack(one).handOver())
        .isInstanceOfSatisfying(
            Submission.NotAccepted.class,
            it -> assertThat(it.outcome()).isInstanceOf(Outcome.Park.class));
  }

  @Test
  void events_are_told_together_by_their_own_ids_and_told_again_where_nothing_came_back() {
    Item first = item(1, "a", PARCEL);
    Item second = item(2, "b", PARCEL, Rig.held("", "p2@example.com"));
    rig.replies(202, "");

    Parcel parcel = pack(first, second, item(3, "c", STAGE));

    assertThat(parcel.packed()).containsExactly(first, second);
    assertThat(parcel.charge()).isEqualTo(new Charge("lowCallRate", 1));
    assertThat(word(parcel.handOver(), second)).isEqualTo("done");
    assertThat(rig.last().line()).isEqualTo("POST /events/v3/import");
    assertJson(
        rig.last().body(),
        """
        [{"contactIdentity":{"identifier":"contactId","value":"120034501"},"type":"parcel-left",
          "id":"parcel-mail-x","eventTimestamp":"2026-01-01T00:00:30Z",
          "eventData":{"carrier":"Post","weight":2.00}},
         {"contactIdentity":{"identifier":"email","value":"p2@example.com"},"type":"parcel-left",
          "id":"parcel-mail-x","eventTimestamp":"2026-01-01T00:00:30Z",
          "eventData":{"carrier":"Post","weight":2.00}}]
        """);
    rig.server.then(new Step.Cut());
    assertThat(pack(first).handOver()).isInstanceOf(Submission.Lost.class);
    assertThat(lookFor(first)).isEqualTo(new Sighting.NotSeen());
    rig.replies(400, Rig.error("events:badJson"));
    assertThat(pack(first, second).handOver()).isInstanceOf(Submission.Refused.class);
  }

  @Test
  void a_data_field_is_written_to_the_contact_and_nothing_else_of_it() {
    Item first = item(1, "a", STAGE);
    Item gone = item(2, "b", STAGE);
    Item refused = item(3, "c", STAGE);
    Item lost = item(4, "d", STAGE);
    rig.replies(200, Rig.contactJson(120034501, "p1@example.com"))
        .replies(404, Rig.error("contacts:contactNotFound"))
        .replies(400, Rig.error("contacts:invalidDataField"));
    rig.server.then(new Step.Cut());

    Parcel parcel = pack(first, gone, refused, lost);

    assertThat(parcel.charge()).isEqualTo(new Charge("mediumCallRate", 4));
    Submission submission = parcel.handOver();
    assertThat(word(submission, first)).isEqualTo("done");
    assertThat(settled(submission, gone).lacksOwner()).isTrue();
    assertThat(sentence(settled(submission, refused))).contains("STAGE");
    assertThat(word(submission, lost)).isEqualTo("unknown");
    assertThat(rig.lines())
        .contains("PATCH /contacts/v3/contactId/120034501?merge-option=overwrite");
    assertThat(rig.server.first().body()).isEqualTo("{\"dataFields\":{\"STAGE\":\"on its way\"}}");
    assertThat(lookFor(first)).isEqualTo(new Sighting.NotSeen());
  }

  @Test
  void what_nobody_knows_is_not_written() {
    Item nothing =
        item(1, "a", new Action.Field("STAGE", FieldType.STRING, new Given.Taken("no.one")));

    assertThat(word(pack(nothing).handOver(), nothing)).isEqualTo("drop");
    assertThat(rig.calls()).isZero();
  }

  @Test
  void a_record_is_kept_and_its_collection_made_where_it_is_missing() {
    Item first = item(1, "a", KEPT);
    rig.replies(404, Rig.error("insightData:collectionNotFound"))
        .replies(404, Rig.error("insightData:collectionNotFound"))
        .replies(201, "")
        .replies(201, "");

    assertThat(word(pack(first).handOver(), first)).isEqualTo("done");
    assertThat(rig.lines())
        .containsExactly(
            "GET /insightData/v3/collections/Parcels/schema",
            "PUT /insightData/v3/contacts/contactId/120034501/Parcels/A1-P1",
            "POST /insightData/v3/collections/Parcels?collectionScope=contact&collectionType=custom",
            "PUT /insightData/v3/contacts/contactId/120034501/Parcels/A1-P1");
    rig.replies(404, Rig.error("insightData:contactNotFound"));
    assertThat(settled(pack(first).handOver(), first).lacksOwner()).isTrue();
    rig.replies(400, Rig.error("insightData:JsonValueIncompatibleWithSchema"));
    assertThat(sentence(settled(pack(first).handOver(), first))).contains("Parcels", "type");
    rig.replies(
        200,
        """
        {"collectionName":"Parcels","collectionType":"custom","schema":[{"name":"json",
         "type":"RECORD","fields":[{"name":"carrier","type":"INTEGER","fields":[]}]}]}
        """);
    int calls = rig.calls();
    assertThat(sentence(settled(pack(first).handOver(), first))).contains("Parcels", "carrier");
    assertThat(rig.calls()).as("only the types were read").isEqualTo(calls + 1);
    Item unfit = item(1, "a", new Action.Insight("Parcels", text("A/1"), Map.of("a", text("b"))));
    assertThat(sentence(settled(pack(unfit).handOver(), unfit))).contains("key");
  }

  @Test
  void a_call_takes_twenty_five_of_one_kind() {
    List<Item> items = new ArrayList<>();
    for (int i = 1; i < 60; i++) {
      items.add(item(i, "f" + i, i % 2 == 0 ? PARCEL : STAGE));
    }

    Parcel parcel = rig.target.pack(Facet.ENROLMENT, items);

    assertThat(parcel.packed()).hasSize(25);
    assertThat(parcel.leftOver()).hasSize(34);
  }

  @Test
  void programs_are_charged_to_their_own_counter() {
    assertThat(pack(Rig.enrolmentItem(1, 12, "a")).charge()).isEqualTo(new Charge("enrolments", 1));
  }
}
