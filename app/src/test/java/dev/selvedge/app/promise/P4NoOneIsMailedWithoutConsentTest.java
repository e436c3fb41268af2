package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.dotdigital.field.ContactField;
import dev.selvedge.dotdigital.field.NewField;
import dev.selvedge.person.Person;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.states.DesiredStates;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P4: the latest known decision wins, a tie goes to opt-out, absence is not consent, and no call
/// relies on a default.
class P4NoOneIsMailedWithoutConsentTest {
  @Test
  void a_person_nobody_asked_is_created_unsubscribed_by_a_single_call(@TempDir Path folder) {
    try (Workbench bench = new Workbench(folder)) {
      bench.receive(Workbench.shop("1").email("ann@example.com").upsert());
      bench.settle();

      assertThat(bench.contacts().get("ann@example.com")).startsWith("unsubscribed");
    }
  }

  @Test
  void people_nobody_asked_are_created_unsubscribed_by_an_import(@TempDir Path folder) {
    try (Workbench bench = new Workbench(folder)) {
      bench.receive(
          IntStream.range(0, 60)
              .mapToObj(i -> Workbench.shop("c" + i).email("p" + i + "@example.com"))
              .map(said -> said.backfill().upsert())
              .toArray(SourceRecord[]::new));
      bench.settle();

      assertThat(bench.contacts()).hasSize(60);
      assertThat(bench.contacts().values()).allMatch(line -> line.startsWith("unsubscribed"));
    }
  }

  @Test
  void an_older_opt_in_that_arrives_late_changes_nothing(@TempDir Path folder) {
    try (Workbench bench = new Workbench(folder)) {
      bench.receive(
          Workbench.shop("1").email("ann@example.com").consent(false, NOON).stamp(NOON).upsert());
      bench.settle();
      bench.receive(
          Workbench.erp("9").email("ann@example.com").consent(true, NOON.minusSeconds(1)).upsert());
      bench.settle();

      assertThat(bench.contacts().get("ann@example.com")).startsWith("unsubscribed");
    }
  }

  @Test
  void who_opted_out_in_dotdigital_is_never_resubscribed_without_being_asked(@TempDir Path folder) {
    try (Workbench bench = new Workbench(folder)) {
      bench.receive(Workbench.shop("1").email("ann@example.com").consent(true, NOON).upsert());
      bench.settle();
      assertThat(bench.contacts().get("ann@example.com")).startsWith("subscribed");
      bench.sandbox.act("unsubscribe", "ann@example.com");

      bench.receive(
          Workbench.shop("1")
              .email("ann@example.com")
              .first("Ann")
              .consent(true, NOON)
              .stamp(NOON.plusSeconds(9))
              .upsert());
      bench.settle();

      assertThat(bench.contacts().get("ann@example.com")).doesNotStartWith("subscribed");
    }
  }

  @Test
  void who_was_created_unasked_and_opts_in_later_is_asked_once_more_by_dotdigital(
      @TempDir Path folder) {
    try (Workbench bench = new Workbench(folder)) {
      bench.receive(Workbench.erp("9").email("ann@example.com").upsert());
      bench.settle();
      bench.receive(Workbench.shop("1").email("ann@example.com").consent(true, NOON).upsert());
      bench.settle();
      assertThat(bench.contacts().get("ann@example.com")).doesNotStartWith("subscribed");

      bench.sandbox.act("confirm", "ann@example.com");

      assertThat(bench.contacts().get("ann@example.com")).startsWith("subscribed");
    }
  }

  /// An opt-in of long ago and a later opt-out by an account that is no more.
  @Test
  void a_deleted_account_does_not_take_its_opt_out_along(@TempDir Path folder) {
    try (Workbench bench = new Workbench(folder)) {
      bench.receive(agreed());
      bench.settle();
      bench.receive(declined("1", "ann@example.com", 100));
      bench.settle();
      assertThat(bench.contacts().get("ann@example.com")).startsWith("unsubscribed");
      bench.receive(Workbench.shop("1").stamp(NOON.minusSeconds(50)).delete());
      bench.settle();

      assertThat(desired(bench, "ann@example.com")).containsExactly(Desired.Mail.REFUSED);
      assertThat(bench.contacts().get("ann@example.com")).startsWith("unsubscribed");
    }
  }

  @Test
  void nor_one_that_is_deleted_before_the_first_send(@TempDir Path folder) {
    try (Workbench bench = new Workbench(folder)) {
      bench.receive(agreed(), declined("1", "ann@example.com", 100));
      bench.crank.resolve();
      bench.receive(Workbench.shop("1").stamp(NOON.minusSeconds(50)).delete());
      bench.settle();

      assertThat(bench.contacts().get("ann@example.com")).startsWith("unsubscribed");
    }
  }

  @Test
  void nor_one_that_moves_to_another_address(@TempDir Path folder) {
    try (Workbench bench = new Workbench(folder)) {
      bench.receive(agreed(), declined("1", "ann@example.com", 100));
      bench.settle();
      bench.receive(declined("1", "ann@newer.example", 50));
      bench.settle();

      assertThat(desired(bench, "ann@example.com")).containsExactly(Desired.Mail.REFUSED);
    }
  }

  @Test
  void nor_one_whose_opt_out_arrives_after_its_deletion(@TempDir Path folder) {
    try (Workbench bench = new Workbench(folder)) {
      bench.receive(agreed());
      bench.receive(Workbench.shop("1").stamp(NOON.minusSeconds(50)).delete());
      bench.settle();
      assertThat(bench.contacts().get("ann@example.com")).startsWith("subscribed");
      bench.receive(declined("1", "ann@example.com", 100));
      bench.settle();

      assertThat(bench.contacts().get("ann@example.com")).startsWith("unsubscribed");
    }
  }

  @Test
  void what_was_declined_at_another_address_later_is_no_business_of_the_old_one(
      @TempDir Path folder) {
    try (Workbench bench = new Workbench(folder)) {
      bench.receive(
          agreed(),
          Workbench.shop("1").email("ann@example.com").stamp(NOON.minusSeconds(200)).upsert());
      bench.receive(
          Workbench.shop("1").email("ann@newer.example").stamp(NOON.minusSeconds(150)).upsert());
      bench.receive(declined("1", "ann@newer.example", 50));
      bench.settle();

      assertThat(desired(bench, "ann@example.com")).containsExactly(Desired.Mail.ALLOWED);
    }
  }

  private static SourceRecord agreed() {
    return Workbench.erp("9")
        .email("ann@example.com")
        .consent(true, NOON.minusSeconds(9000))
        .upsert();
  }

  private static SourceRecord declined(String key, String address, long secondsAgo) {
    return Workbench.shop(key)
        .email(address)
        .consent(false, NOON.minusSeconds(secondsAgo))
        .stamp(NOON.minusSeconds(secondsAgo))
        .upsert();
  }

  private static List<Desired.Mail> desired(Workbench bench, String address) {
    return bench.store.<List<Desired.Mail>>read(
        ports ->
            new DesiredStates(bench.replays.rules(), ports.records())
                    .contacts(
                        ports.people().byEmail(List.of(address)).stream().map(Person::id).toList())
                    .values()
                    .stream()
                    .filter(Desired.Contact.class::isInstance)
                    .map(state -> ((Desired.Contact) state).mail())
                    .toList());
  }

  @Test
  void what_is_wrong_with_a_field_does_not_hold_back_an_opt_out(@TempDir Path folder) {
    try (Workbench bench = new Workbench(folder)) {
      Workbench.Said ann = Workbench.erp("9").email("ann@example.com").with("tier", "\"gold\"");
      bench.receive(ann.consent(true, NOON.minusSeconds(9000)).upsert());
      bench.settle();
      assertThat(bench.contacts().get("ann@example.com")).startsWith("subscribed");
      // Somebody makes the field anew in Dotdigital, with another type.
      bench.account.fields().delete("TIER");
      bench
          .account
          .fields()
          .create(new NewField("TIER", ContactField.Type.NUMERIC, ContactField.Visibility.PRIVATE));

      bench.receive(ann.consent(false, NOON.minusSeconds(100)).stamp(NOON).upsert());
      bench.settle();

      assertThat(bench.contacts().get("ann@example.com")).startsWith("unsubscribed");
      List<Deliveries.Outstanding> stillToBeSent =
          bench.store.read(ports -> ports.deliveries().outstanding(new SystemName("dotdigital")));
      assertThat(stillToBeSent).isNotEmpty();
    }
  }
}
