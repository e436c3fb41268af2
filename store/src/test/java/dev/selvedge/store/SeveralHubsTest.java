package dev.selvedge.store;

import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.selvedge.PersonId;
import dev.selvedge.person.Person;
import dev.selvedge.store.sql.StoreException;
import dev.selvedge.store.sql.StoreException.Reason;
import dev.selvedge.testkit.CountingIds;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.work.Store;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who leads among several hubs on one schema: each store here is what a process would have.
final class SeveralHubsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final StoreConfig config = Postgres.freshSchema();
  private final SettableClock clock = new SettableClock();
  private final Store first = open(0);
  private final Store second = open(1000);

  private Store open(long lastId) {
    return Stores.open(config, new CountingIds(lastId), clock);
  }

  @AfterEach
  void close() {
    second.close();
    first.close();
  }

  private static Person person(long id, String email) {
    return new Person(new PersonId(id), email);
  }

  private static void decide(Store store, long id) {
    store.lead(
        ports -> {
          ports.people().create(List.of(person(id, "p" + id + "@example.com")));
          return id;
        });
  }

  private static List<Long> persons(Store store) {
    return store.read(
        ports -> ports.people().startingWith("", 100).stream().map(it -> it.id().value()).toList());
  }

  private static void isRefused(ThrowingCallable decision) {
    assertThatThrownBy(decision)
        .hasMessageContaining("another process leads")
        .asInstanceOf(type(StoreException.class))
        .extracting(StoreException::reason)
        .isEqualTo(Reason.IN_USE);
  }

  @Test
  void one_leads_and_all_take_in() {
    assertThat(first.leads()).isTrue();
    assertThat(second.leads()).isFalse();
    assertThat(first.isExclusive()).isFalse();
    decide(first, 1);
    isRefused(() -> decide(second, 2));
    second.change(ports -> ports.inbox().accept(List.of(aSourceRecord().build()), clock.instant()));
    assertThat(first.read(ports -> ports.inbox().backlog()).longValue()).isEqualTo(1);
    assertThat(persons(second)).containsExactly(1L);
  }

  @Test
  void when_the_leader_is_gone_another_leads_and_only_one() {
    try (Store third = open(2000)) {
      assertThat(second.leads()).isFalse();
      assertThat(third.leads()).isFalse();
      first.close();
      // both have tried in this second already
      assertThat(second.leads()).isFalse();
      assertThat(third.leads()).isFalse();
      clock.advance(SECOND);
      assertThat(second.leads()).isTrue();
      assertThat(third.leads()).isFalse();
      decide(second, 1);
      isRefused(() -> decide(third, 2));
    }
  }

  @Test
  void a_leader_that_lost_its_connection_to_another_decides_no_more() throws SQLException {
    assertThat(first.leads()).isTrue();
    Postgres.breakLeader(config);
    assertThat(second.leads()).isTrue();
    decide(second, 1);
    isRefused(() -> decide(first, 2));
    assertThat(first.leads()).isFalse();
    assertThat(persons(first)).containsExactly(1L);
    first.change(ports -> ports.inbox().accept(List.of(aSourceRecord().build()), clock.instant()));
    second.close();
    clock.advance(SECOND);
    assertThat(first.leads()).isTrue();
    decide(first, 2);
    assertThat(persons(first)).containsExactly(1L, 2L);
  }

  @Test
  void a_decision_cut_off_in_the_middle_leaves_nothing_when_another_leads_by_then() {
    AtomicInteger runs = new AtomicInteger();
    isRefused(
        () ->
            first.lead(
                ports -> {
                  runs.incrementAndGet();
                  ports.people().create(List.of(person(1, "ada@example.com")));
                  breakLeader();
                  assertThat(second.leads()).isTrue();
                  decideOn(second, person(2, "ada@example.com"));
                  ports.people().create(List.of(person(3, "eve@example.com")));
                  return true;
                }));
    assertThat(runs).hasValue(1);
    assertThat(persons(first)).containsExactly(2L);
  }

  @Test
  void a_decision_cut_off_in_the_middle_is_made_again_by_who_still_leads() {
    AtomicInteger runs = new AtomicInteger();
    first.lead(
        ports -> {
          ports.people().create(List.of(person(1, "ada@example.com")));
          if (runs.incrementAndGet() == 1) {
            breakLeader();
          }
          ports.people().create(List.of(person(2, "eve@example.com")));
          return true;
        });
    assertThat(runs).hasValue(2);
    assertThat(first.leads()).isTrue();
    assertThat(persons(first)).containsExactly(1L, 2L);
  }

  private void breakLeader() {
    try {
      Postgres.breakLeader(config);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static void decideOn(Store store, Person person) {
    store.lead(
        ports -> {
          ports.people().create(List.of(person));
          return true;
        });
  }

  @Test
  void a_write_whose_connection_was_lost_before_is_made_on_a_new_one() throws SQLException {
    Postgres.breakConnections();
    first.change(ports -> ports.inbox().accept(List.of(aSourceRecord().build()), clock.instant()));
    assertThat(first.read(ports -> ports.inbox().backlog()).longValue()).isEqualTo(1);
  }

  @Test
  void a_clock_that_is_set_back_keeps_nobody_from_leading() {
    assertThat(second.leads()).isFalse();
    first.close();
    clock.advance(Duration.ofDays(-1));
    assertThat(second.leads()).isTrue();
  }

  @Test
  void what_broke_at_the_commit_is_not_tried_again_for_it_may_be_stored() {
    AtomicInteger runs = new AtomicInteger();
    assertThatThrownBy(
            () ->
                first.change(
                    ports -> {
                      ports.people().create(List.of(person(1, "ada@example.com")));
                      runs.incrementAndGet();
                      breakLeader();
                    }))
        .asInstanceOf(type(StoreException.class))
        .extracting(StoreException::reason)
        .isEqualTo(Reason.UNAVAILABLE);
    assertThat(runs).hasValue(1);
    decide(first, 1);
    assertThat(persons(first)).containsExactly(1L);
  }

  @Test
  void the_server_ends_a_leader_that_is_frozen() throws SQLException {
    PostgresSchema schema = new PostgresSchema(config, SECOND);
    try (Connection connection = new PostgresWriter(schema, true).open();
        Statement statement = connection.createStatement();
        ResultSet settings =
            statement.executeQuery(
                """
                select current_setting('idle_session_timeout'),
                  current_setting('idle_in_transaction_session_timeout'),
                  current_setting('tcp_keepalives_idle')
                """)) {
      assertThat(settings.next()).isTrue();
      assertThat(List.of(settings.getString(1), settings.getString(2), settings.getString(3)))
          .containsExactly("5min", "5min", "30");
    }
  }
}
