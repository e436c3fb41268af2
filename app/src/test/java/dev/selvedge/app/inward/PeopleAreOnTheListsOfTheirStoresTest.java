package dev.selvedge.app.inward;

import static dev.selvedge.app.inward.Account.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.mapping.Topic;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.plan.Choices;
import dev.selvedge.plan.ListRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who is on which list by what is known of them: several stores, brands or countries in one
/// account.
class PeopleAreOnTheListsOfTheirStoresTest {
  private static final String ANN = "ann@example.com";
  private static final String BOB = "bob@example.com";
  private static final Choices BY_STORE =
      Choices.NONE.withRuled(
          Map.of(Topic.list("Newsletter"), new ListRule("store", Set.of("UK", "IE"))));

  @TempDir private Path folder;
  private final Account account = new Account();
  private TurnedHub hub;

  @BeforeEach
  void open() {
    hub = new TurnedHub(account, folder, Account.settings(), Integer.MAX_VALUE, BY_STORE);
    hub.crank.poll();
  }

  @AfterEach
  void close() {
    hub.close();
    account.close();
  }

  private void says(String email, boolean optIn, int secondsAgo, String store) {
    hub.says(
        email,
        "\"opt_in\": %s, \"at\": \"%s\", \"store\": \"%s\""
            .formatted(optIn, NOON.minusSeconds(secondsAgo), store));
    hub.settle();
  }

  private List<String> lists(String email) {
    return StreamSupport.stream(
            account.sandbox.inside().contact(email).orElseThrow().path("lists").spliterator(),
            false)
        .map(list -> list.path("name").asString(list.path("id").asString("")))
        .toList();
  }

  private long writes() {
    return account.sandbox.calls().counts().entrySet().stream()
        .filter(one -> !one.getKey().startsWith("GET"))
        .mapToLong(one -> one.getValue().calls())
        .sum();
  }

  @Test
  void whoever_has_one_of_the_values_is_on_the_list_until_they_have_another() {
    says(ANN, true, 900, "uk");
    says(BOB, true, 900, "us");
    assertThat(lists(ANN)).hasSize(1);
    assertThat(lists(BOB)).isEmpty();

    says(ANN, true, 900, "us");
    says(BOB, true, 900, "ie");
    assertThat(lists(ANN)).isEmpty();
    assertThat(lists(BOB)).hasSize(1);

    long before = writes();
    says(BOB, true, 900, "IE");
    assertThat(writes()).isEqualTo(before);
  }

  @Test
  void who_may_not_be_mailed_is_on_none_and_comes_back_with_an_opt_in() {
    says(ANN, false, 900, "uk");
    assertThat(lists(ANN)).isEmpty();
    assertThat(account.sandbox.calls().counts().keySet())
        .as("nobody is taken off a list that they were never on")
        .noneMatch(call -> call.startsWith("DELETE"));

    says(ANN, true, 800, "uk");
    assertThat(lists(ANN)).hasSize(1);

    says(ANN, false, 700, "uk");
    assertThat(lists(ANN)).isEmpty();
  }

  @Test
  void a_list_by_rule_is_nobody_s_decision() {
    says(ANN, true, 900, "uk");
    says(ANN, true, 900, "us");

    assertThat(hub.ledger(ANN))
        .extracting((LedgerEntry line) -> line.claim().topic())
        .containsOnly(Topic.EMAIL);
  }
}
