package dev.selvedge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.PersonId;
import dev.selvedge.person.Person;
import dev.selvedge.store.sql.StoreException;
import dev.selvedge.testkit.CountingIds;
import dev.selvedge.work.Store;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is tried again when the database breaks it off, and what is not.
final class AgainTest {
  private static final String SERIALIZATION = "40001";
  private static final String DEADLOCK = "40P01";
  private static final String DUPLICATE = "23505";

  @TempDir Path folder;

  private final AtomicInteger runs = new AtomicInteger();
  private Store store;

  @BeforeEach
  void open() {
    store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), new CountingIds());
  }

  @AfterEach
  void close() {
    store.close();
  }

  /// Stores a person, and fails with this state the first so many times.
  private void write(String state, int failures) {
    store.change(
        ports -> {
          ports.people().create(List.of(new Person(new PersonId(1), "ada@example.com")));
          if (runs.incrementAndGet() <= failures) {
            throw StoreException.of(new SQLException("as the database says it", state));
          }
        });
  }

  private long persons() {
    return store.read(ports -> ports.people().count());
  }

  @Test
  void a_collision_is_tried_again_from_the_beginning() {
    write(SERIALIZATION, 3);
    assertThat(runs).hasValue(4);
    assertThat(persons()).isEqualTo(1);
  }

  @Test
  void whoever_always_collides_gives_up() {
    assertThatThrownBy(() -> write(DEADLOCK, Integer.MAX_VALUE))
        .isInstanceOf(StoreException.class)
        .extracting(failure -> ((StoreException) failure).reason())
        .isEqualTo(StoreException.Reason.UNAVAILABLE);
    assertThat(runs).hasValue(11);
    assertThat(persons()).isZero();
  }

  @Test
  void what_contradicts_the_store_is_not_tried_again() {
    assertThatThrownBy(() -> write(DUPLICATE, 1)).isInstanceOf(StoreException.class);
    assertThat(runs).hasValue(1);
    assertThat(persons()).isZero();
  }

  @Test
  void the_failures_of_a_lost_connection_are_told_apart() {
    for (String state : List.of("08006", "08003", "57P01", "57P02", "57P05", "25P03")) {
      StoreException failure = StoreException.of(new SQLException("gone", state));
      assertThat(failure.isLoss()).as(state).isTrue();
      assertThat(failure.reason()).isEqualTo(StoreException.Reason.UNAVAILABLE);
    }
    assertThat(StoreException.of(new SQLException("full", "53100")).isLoss()).isFalse();
    assertThat(StoreException.of(new SQLException("no state")).isLoss()).isFalse();
  }
}
