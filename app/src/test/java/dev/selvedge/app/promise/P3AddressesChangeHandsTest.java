package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P3 where one person's former address becomes another's: each keeps the one contact that was
/// theirs, with its orders, whatever order the calls go out in.
class P3AddressesChangeHandsTest {
  private static final String A = "a@example.com";
  private static final String B = "b@example.com";
  private static final String C = "c@example.com";
  private static final Instant LATER = NOON.plusSeconds(60);

  @SuppressWarnings("NullAway.Init") // set before each test
  private Workbench bench;

  @BeforeEach
  void open(@TempDir Path folder) {
    bench = new Workbench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private void customer(String key, String email) {
    bench.receive(
        Workbench.shop(key)
            .email(email)
            .first("Customer " + key)
            .consent(true, NOON.minusSeconds(99))
            .upsert(),
        Workbench.order("O" + key).email(email).with("customer", "\"" + key + "\"").upsert());
  }

  private void moves(String key, String email, Instant at) {
    bench.receive(
        Workbench.shop(key)
            .email(email)
            .first("Customer " + key)
            .consent(true, NOON.minusSeconds(99))
            .stamp(at)
            .upsert());
  }

  private long number(String email) {
    return bench.contact(email).path("contactId").asLong();
  }

  private String name(String email) {
    return bench.contact(email).path("dataFields").path("FIRSTNAME").asString("");
  }

  /// Whose contact the record of an order is filed under.
  private long ownerOf(String order) {
    return bench.sandbox.inside().records("Orders").stream()
        .filter(stored -> stored.path("key").asString("").equals(order))
        .findFirst()
        .orElseThrow()
        .path("ownerContactId")
        .asLong();
  }

  @Test
  void who_takes_an_address_before_its_holder_has_left_gets_a_contact_of_his_own() {
    customer("1", A);
    bench.settle();
    long ofOne = number(A);

    moves("1", B, LATER);
    bench.crank.resolve();
    customer("2", A);
    bench.settle();

    assertThat(bench.contacts()).containsOnlyKeys(A, B);
    assertThat(number(B)).isEqualTo(ofOne);
    assertThat(number(A)).isNotEqualTo(ofOne);
    assertThat(name(A)).isEqualTo("Customer 2");
    assertThat(bench.contacts().get(A)).startsWith("subscribed");
    assertThat(ownerOf("O1")).isEqualTo(number(B));
    assertThat(ownerOf("O2")).isEqualTo(number(A));
  }

  @Test
  void two_who_exchange_their_addresses_keep_their_contacts() {
    customer("1", A);
    customer("2", B);
    bench.settle();
    long ofOne = number(A);
    long ofTwo = number(B);

    // by way of a third address, so that each person moves and neither joins the other
    moves("1", C, LATER);
    bench.crank.resolve();
    moves("2", A, LATER);
    bench.crank.resolve();
    moves("1", B, LATER.plusSeconds(1));
    bench.settle();

    assertThat(bench.contacts()).containsOnlyKeys(A, B);
    assertThat(name(B)).isEqualTo("Customer 1");
    assertThat(name(A)).isEqualTo("Customer 2");
    assertThat(number(B)).isEqualTo(ofOne);
    assertThat(number(A)).isEqualTo(ofTwo);
    assertThat(ownerOf("O1")).isEqualTo(ofOne);
    assertThat(bench.contacts().get(A)).startsWith("subscribed");
    assertThat(bench.contacts().get(B)).startsWith("subscribed");
  }

  @Test
  void two_whose_records_come_at_once_exchange_what_stands_at_their_addresses() {
    customer("1", A);
    customer("2", B);
    bench.settle();

    moves("1", B, LATER);
    moves("2", A, LATER);
    bench.settle();

    assertThat(bench.contacts()).containsOnlyKeys(A, B);
    assertThat(name(B)).isEqualTo("Customer 1");
    assertThat(name(A)).isEqualTo("Customer 2");
    assertThat(ownerOf("O1")).isEqualTo(number(B));
    assertThat(ownerOf("O2")).isEqualTo(number(A));
  }

  @Test
  void a_ring_of_three_moves_on_by_one() {
    customer("1", A);
    customer("2", B);
    customer("3", C);
    bench.settle();
    long ofOne = number(A);
    long ofTwo = number(B);
    long ofThree = number(C);

    moves("3", "d@example.com", LATER);
    bench.crank.resolve();
    moves("2", C, LATER);
    bench.crank.resolve();
    moves("1", B, LATER);
    bench.crank.resolve();
    moves("3", A, LATER.plusSeconds(1));
    bench.settle();

    assertThat(bench.contacts()).containsOnlyKeys(A, B, C);
    assertThat(number(B)).isEqualTo(ofOne);
    assertThat(number(C)).isEqualTo(ofTwo);
    assertThat(number(A)).isEqualTo(ofThree);
  }

  @Test
  void who_cannot_leave_does_not_keep_others_out_for_ever_and_gets_a_contact_of_his_own() {
    customer("1", A);
    bench.settle();
    bench
        .sandbox
        .faults()
        .add(FaultRule.times(1, "PATCH", "/contacts/**", new Fault.Status(422, false, "{}")));
    moves("1", B, LATER);
    bench.settle();
    customer("2", A);
    bench.settle();
    assertThat(name(A)).isEqualTo("Customer 2");

    moves("1", C, LATER.plusSeconds(1));
    bench.settle();

    assertThat(bench.contacts()).containsOnlyKeys(A, C);
    assertThat(name(A)).isEqualTo("Customer 2");
    assertThat(name(C)).isEqualTo("Customer 1");
    assertThat(ownerOf("O1")).isEqualTo(number(C));
    assertThat(ownerOf("O2")).isEqualTo(number(A));
  }

  @Test
  void who_left_nobody_behind_does_not_take_away_the_contact_of_who_came_after() {
    customer("1", A);
    bench.settle();
    moves("1", B, LATER);
    bench.crank.resolve();
    customer("2", A);
    bench.crank.resolve();
    // back again, to the person who has the address by now; its own person stays behind without it
    moves("1", A, LATER.plusSeconds(1));
    bench.settle();
    assertThat(bench.contacts()).containsOnlyKeys(A);
    assertThat(bench.contacts().get(A)).startsWith("subscribed");

    // and somebody finds the person who was left behind
    customer("3", B);
    bench.settle();

    assertThat(bench.contacts()).containsOnlyKeys(A, B);
    assertThat(name(B)).isEqualTo("Customer 3");
    assertThat(ownerOf("O1")).isEqualTo(number(A));
    assertThat(ownerOf("O3")).isEqualTo(number(B));
  }
}
