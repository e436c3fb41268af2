package dev.selvedge.dotdigital.delivery.insight;

import static dev.selvedge.dotdigital.JsonAssert.assertJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.ContentHash;
import dev.selvedge.Outcome;
import dev.selvedge.PersonId;
import dev.selvedge.dotdigital.delivery.Rig;
import dev.selvedge.dotdigital.json.Json;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Settlement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Order records written by calls of their own.
class InsightDeliveryTest {
  private static final String ADA = "ada@example.com";
  private static final String PUT = "PUT /insightData/v3/contacts/contactId/120034501/Orders/A-1";
  private static final Settlement DONE = new Settlement(new Outcome.Done(), "");

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private static Item order() {
    return Rig.orderItem(1, ADA, "A-1");
  }

  /// An order that was delivered for a person, filed under an address.
  private static Item order(String formerPerson, String formerAddress) {
    return Rig.orderItem(
        1,
        ADA,
        "A-1",
        new Delivered.Acknowledged(ContentHash.of("before"), formerPerson, formerAddress, Rig.NOW));
  }

  @Test
  void a_record_is_written_at_its_contact_by_number() {
    rig.replies(201, "");

    assertThat(rig.target.send(order())).isEqualTo(DONE);
    assertThat(rig.server.only().line()).isEqualTo(PUT);
    assertJson(rig.last().body(), "{\"id\":\"A-1\"}");
  }

  @Test
  void without_a_number_the_contact_is_found_by_its_address() {
    rig.replies(204, "");
    Item item =
        new Item(
            Subject.order(new OrderKey("A-1")),
            new Desired.Insight(new PersonId(1), ADA, "Orders", "A-1", Json.object()),
            new Delivered.Never(),
            Rig.held("", ADA));

    assertThat(rig.target.send(item)).isEqualTo(DONE);
    assertThat(rig.server.only().line())
        .isEqualTo("PUT /insightData/v3/contacts/email/ada%40example.com/Orders/A-1");
  }

  @Test
  void a_missing_contact_is_written_first() {
    rig.replies(404, Rig.error("insightData:contactNotFound"));

    Settlement settlement = rig.target.send(order());

    assertThat(settlement.lacksOwner()).isTrue();
    assertThat(settlement.outcome()).isInstanceOf(Outcome.Retry.class);
  }

  @Test
  void a_missing_collection_is_created_as_declared_and_the_record_written_once_more() {
    rig.replies(404, Rig.error("insightData:collectionNotFound")).replies(201, "").replies(201, "");

    assertThat(rig.target.send(order())).isEqualTo(DONE);
    assertThat(rig.lines())
        .containsExactly(
            PUT,
            "POST /insightData/v3/collections/Orders?collectionScope=contact&collectionType=orders",
            PUT);
  }

  @Test
  void a_collection_that_cannot_be_created_is_the_reason_that_is_given() {
    rig.replies(404, Rig.error("insightData:collectionNotFound")).replies(412, "");

    assertThat(rig.target.send(order()).outcome())
        .isInstanceOfSatisfying(
            Outcome.Park.class, it -> assertThat(it.sentence()).contains("(412)"));
  }

  @Test
  void former_owners_are_found_by_their_numbers_whatever_their_addresses_became() {
    Item moved = Rig.orderItem(1, ADA, "A-1", new Delivered.Doubtful("7 1 8", ADA, Rig.NOW));
    Item item =
        new Item(
            moved.subject(),
            moved.desired(),
            moved.delivered(),
            moved.owner(),
            List.of(Rig.held("1207", "renamed@example.com"), Rig.held("1208", "eve@example.com")));
    rig.replies(404, "").replies(204, "").replies(201, "");

    assertThat(rig.target.send(item)).isEqualTo(DONE);
    assertThat(rig.lines())
        .containsExactly(
            "DELETE /insightData/v3/contacts/contactId/1207/Orders/A-1",
            "DELETE /insightData/v3/contacts/contactId/1208/Orders/A-1",
            PUT);
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 404})
  void an_order_that_changes_hands_is_deleted_at_the_former_contact_first(int deleted) {
    rig.replies(deleted, "").replies(201, "");

    assertThat(rig.target.send(order("7", "bo@example.com"))).isEqualTo(DONE);
    assertThat(rig.lines())
        .containsExactly("DELETE /insightData/v3/contacts/email/bo%40example.com/Orders/A-1", PUT);
  }

  @Test
  void an_order_that_cannot_be_deleted_at_the_former_contact_is_not_written_at_the_new_one() {
    rig.replies(503, "");

    assertThat(rig.target.send(order("7", "bo@example.com")).outcome())
        .isInstanceOf(Outcome.Retry.class);
    assertThat(rig.calls()).isEqualTo(1);
  }

  @Test
  void a_key_that_this_persons_former_contact_has_is_moved() {
    rig.replies(409, Rig.error("insightData:keyExistingForDifferentContact"))
        .replies(204, "")
        .replies(201, "");

    assertThat(rig.target.send(order("1", "ada@old.example"))).isEqualTo(DONE);
    assertThat(rig.lines())
        .containsExactly(
            PUT, "DELETE /insightData/v3/contacts/email/ada%40old.example/Orders/A-1", PUT);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 409})
  void a_key_that_nobody_knows_the_owner_of_is_for_a_person(int status) {
    rig.replies(status, Rig.error("KeyExistingForDifferentContact"));

    assertThat(rig.target.send(order()).outcome())
        .isInstanceOfSatisfying(
            Outcome.Park.class, it -> assertThat(it.cause()).isEqualTo("dotdigital.key-taken"));
    assertThat(rig.calls()).isEqualTo(1);
  }

  @Test
  void a_key_no_path_can_carry_is_parked_without_a_call() {
    assertThat(rig.target.send(Rig.orderItem(1, ADA, "..")).outcome())
        .isInstanceOfSatisfying(
            Outcome.Park.class, it -> assertThat(it.cause()).isEqualTo("dotdigital.misfit"));
    assertThat(rig.calls()).isZero();
  }
}
