package dev.selvedge.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.ContentHash;
import dev.selvedge.Lane;
import dev.selvedge.PersonId;
import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.OrderKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final SystemName SHOP = new SystemName("shop");

  private static Delivered after(Subject subject, Delivered before) {
    Delivery delivery =
        new Delivery(
            SHOP,
            subject,
            new PersonId(7),
            ContentHash.of("desired"),
            before,
            Delivery.State.CLAIMED,
            Lane.NORMAL,
            new Feed(SHOP, new RecordKind("customer")),
            NOW,
            NOW,
            0,
            DueQueue.ANY,
            Delivery.NO_DEADLINE);
    return delivery.inDoubt(NOW).delivered();
  }

  private static Delivered held(String remoteId) {
    return new Delivered.Acknowledged(ContentHash.of("before"), remoteId, "a@example.com", NOW);
  }

  @Test
  void a_contact_in_doubt_may_have_moved_and_is_known_by_its_number_or_else_its_address() {
    Subject contact = Subject.contact(new PersonId(7));
    assertThat(after(contact, held("4711"))).isEqualTo(new Delivered.Doubtful("4711", "", NOW));
    assertThat(after(contact, held("")))
        .isEqualTo(new Delivered.Doubtful("", "a@example.com", NOW));
    assertThat(after(contact, new Delivered.Never())).isEqualTo(new Delivered.Never());
  }

  @Test
  void an_order_in_doubt_may_be_with_either_person() {
    assertThat(after(Subject.order(new OrderKey("A1")), held("5")))
        .isEqualTo(new Delivered.Doubtful("5 7", "a@example.com", NOW));
    assertThat(after(Subject.enrolment("fact"), held("guid"))).isEqualTo(held("guid"));
  }
}
