package dev.selvedge.app.inward;

import static dev.selvedge.app.inward.Account.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.AuditResult;
import dev.selvedge.audit.Audits;
import dev.selvedge.audit.RepairPolicy;
import dev.selvedge.dotdigital.answer.Slice;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.contact.ContactWrite;
import dev.selvedge.dotdigital.contact.MergeOption;
import dev.selvedge.dotdigital.list.MailingList;
import dev.selvedge.mapping.Topic;
import dev.selvedge.plan.Choices;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.ListRule;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.trail.ByHand;
import dev.selvedge.work.audit.Auditor;
import dev.selvedge.work.audit.Mending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P10: who is on a list and should not be, and who should be and is not, is found by audits.
class P10ListsAreComparedTest {
  private static final String ANN = "ann@example.com";
  private static final String BOB = "bob@example.com";
  private static final Choices BY_STORE =
      Choices.NONE.withRuled(
          Map.of(Topic.list("Newsletter"), new ListRule("store", Set.of("UK", "IE"))));

  @TempDir private Path folder;
  private final Account account = new Account();

  @SuppressWarnings("NullAway.Init")
  private TurnedHub hub;

  @BeforeEach
  void open() {
    hub = new TurnedHub(account, folder, Account.settings(), Integer.MAX_VALUE, BY_STORE);
    hub.crank.poll();
    says(ANN, "uk");
    says(BOB, "us");
    account.clock.advance(Duration.ofHours(2));
  }

  @AfterEach
  void close() {
    hub.close();
    account.close();
  }

  private void says(String email, String store) {
    hub.says(
        email,
        "\"opt_in\": true, \"at\": \"%s\", \"store\": \"%s\""
            .formatted(NOON.minusSeconds(900), store));
    hub.settle();
  }

  private int newsletter() {
    return account.client.lists().list(new Slice(100, 0)).asOptional().orElseThrow().stream()
        .filter(list -> list.name().equalsIgnoreCase("Newsletter"))
        .mapToInt(MailingList::id)
        .findFirst()
        .orElseThrow();
  }

  private ContactKey.Id number(String email) {
    return account
        .client
        .contacts()
        .get(new ContactKey.Email(email))
        .asOptional()
        .orElseThrow()
        .id();
  }

  private void somebodyTakesOff(String email) {
    assertThat(account.client.lists().remove(newsletter(), number(email)).asOptional()).isPresent();
  }

  private void somebodyPutsOn(String email) {
    ContactWrite write =
        ContactWrite.keepingStatus(number(email)).lists(List.of(newsletter())).build();
    assertThat(account.client.contacts().write(write, MergeOption.OVERWRITE).asOptional())
        .isPresent();
  }

  private Audit audit(AuditOrder.Basis basis) {
    return new Auditor(hub.auditing).run(AuditOrder.STANDARD.on(basis), "test");
  }

  private List<String> found(Audit audit) {
    List<Audits.Found> found =
        hub.store.read(ports -> ports.audits().differences(audit.id(), Audits.Choice.ALL, 0, 100));
    return found.stream()
        .map(Audits.Found::difference)
        .filter(one -> one.subject().facet() == Facet.CHOICE)
        .map(
            one ->
                one.gap().kind()
                    + " "
                    + one.gap().field()
                    + ": "
                    + one.gap().wanted()
                    + " / "
                    + one.gap().shown()
                    + " ("
                    + one.hop().words()
                    + ")")
        .sorted()
        .toList();
  }

  private static AuditResult.Part part(Audit audit) {
    return audit.result().parts().stream()
        .filter(one -> one.facet() == Facet.CHOICE)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void lists_that_are_as_they_should_be_are_found_so() {
    Audit audit = audit(AuditOrder.Basis.SWEEP);
    assertThat(found(audit)).isEmpty();
    assertThat(part(audit).here()).as("who is to be on it").isEqualTo(1);
    assertThat(part(audit).there()).as("who is on it").isEqualTo(1);
    assertThat(part(audit).looked()).isEqualTo(2);
    assertThat(audit.result().statements())
        .contains(
            "The only one of the places on the project's lists that Dotdigital holds was read"
                + " back: none differs from what it should be.");
  }

  @Test
  void who_was_put_on_or_taken_off_by_hand_is_told_and_mended() {
    somebodyTakesOff(ANN);
    somebodyPutsOn(BOB);
    account.clock.advance(Duration.ofHours(2));

    Audit audit = audit(AuditOrder.Basis.SWEEP);
    assertThat(found(audit))
        .containsExactly(
            "OFF_LIST Newsletter: is on the list / is not on it (changed in the target afterwards)",
            "ON_LIST Newsletter: is not on the list / is on it (changed in the target afterwards)");
    assertThat(part(audit).differing()).isEqualTo(2);

    new Mending(hub.auditing).mend(audit.id(), Audits.Choice.OPEN, 100, new ByHand("ada", ""));
    hub.settle();
    account.clock.advance(Duration.ofHours(2));
    assertThat(found(audit(AuditOrder.Basis.SWEEP))).isEmpty();
  }

  @Test
  void who_was_put_on_a_list_of_a_rule_by_somebody_is_not_taken_off_by_itself() {
    somebodyPutsOn(BOB);
    account.clock.advance(Duration.ofHours(2));
    Audit audit = audit(AuditOrder.Basis.SWEEP);
    assertThat(new Mending(hub.auditing).byItself(audit, new RepairPolicy(true, 100)).all())
        .isZero();

    somebodyTakesOff(ANN);
    account.clock.advance(Duration.ofHours(2));
    Audit again = audit(AuditOrder.Basis.SWEEP);
    assertThat(new Mending(hub.auditing).byItself(again, new RepairPolicy(true, 100)).all())
        .as("whom the rule takes")
        .isEqualTo(1);
    hub.settle();
    account.clock.advance(Duration.ofHours(2));
    assertThat(found(audit(AuditOrder.Basis.SWEEP)))
        .containsExactly(
            "ON_LIST Newsletter: is not on the list / is on it (changed in the target afterwards)");
  }

  /// It may have been for them, on the telephone.
  @Test
  void who_was_taken_off_a_list_that_people_decide_about_is_not_put_on_again_by_itself()
      throws IOException {
    hub.close();
    hub =
        new TurnedHub(
            account,
            Files.createDirectory(folder.resolve("decided")),
            Account.settings().withLists(List.of("Newsletter")),
            Integer.MAX_VALUE,
            new Choices(Set.of(Topic.list("Newsletter")), ""));
    hub.crank.poll();
    String at = NOON.minusSeconds(900).toString();
    hub.says(
        "cy@example.com",
        "\"opt_in\": true, \"at\": \"%s\", \"news\": true, \"news_at\": \"%s\"".formatted(at, at));
    hub.settle();
    somebodyTakesOff("cy@example.com");
    account.clock.advance(Duration.ofHours(2));
    List<String> off =
        List.of(
            "OFF_LIST Newsletter: is on the list / is not on it (changed in the target afterwards)");

    Audit audit = audit(AuditOrder.Basis.SWEEP);
    assertThat(found(audit)).isEqualTo(off);
    Mending.Tally tally = new Mending(hub.auditing).byItself(audit, new RepairPolicy(true, 100));
    assertThat(tally.all()).isZero();
    hub.settle();
    account.clock.advance(Duration.ofHours(2));

    Audit again = audit(AuditOrder.Basis.SWEEP);
    assertThat(found(again)).isEqualTo(off);
    new Mending(hub.auditing).mend(again.id(), Audits.Choice.OPEN, 100, new ByHand("ada", ""));
    hub.settle();
    account.clock.advance(Duration.ofHours(2));
    assertThat(found(audit(AuditOrder.Basis.SWEEP))).as("a person may").isEmpty();
  }

  @Test
  void a_sample_looks_at_the_lists_of_those_it_draws() {
    somebodyTakesOff(ANN);
    account.clock.advance(Duration.ofHours(2));
    assertThat(found(audit(AuditOrder.Basis.SAMPLE)))
        .containsExactly(
            "OFF_LIST Newsletter: is on the list / is not on it (changed in the target afterwards)");
  }

  @Test
  void who_left_the_list_there_is_no_difference() {
    account.sandbox.act(
        "list-opt-out", ANN, Json.MAPPER.readTree("{\"list\": " + newsletter() + "}"));
    account.clock.advance(Duration.ofHours(2));
    assertThat(found(audit(AuditOrder.Basis.SWEEP))).isEmpty();
  }

  @Test
  void what_was_sent_a_moment_ago_is_not_judged() {
    says(BOB, "ie");
    somebodyTakesOff(BOB);
    assertThat(found(audit(AuditOrder.Basis.SWEEP))).isEmpty();
  }
}
