package dev.selvedge.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every polled source promises, whatever it reads. Subclasses give a system with some records
/// that nobody changes meanwhile.
public abstract class PolledSourceContract {
  private static final int LIMIT = 3;

  /// A source as after a fresh start of the hub, over the same records each time.
  protected abstract PolledSource freshSource();

  /// The keys of all records there are.
  protected abstract List<String> everyKey();

  @Test
  void the_first_round_gives_every_record() {
    Round round = Round.of(freshSource(), Cursor.START, LIMIT);
    assertThat(round.keys()).containsExactlyInAnyOrderElementsOf(everyKey());
  }

  @Test
  void no_page_is_larger_than_asked_for() {
    PolledSource source = freshSource();
    Page page = source.poll(Cursor.START, Systems.NOW, LIMIT);
    assertThat(page.records()).hasSizeBetween(1, LIMIT);
  }

  @Test
  void a_poll_repeated_with_the_same_cursor_gives_the_same_records() {
    PolledSource source = freshSource();
    Cursor cursor = source.poll(Cursor.START, Systems.NOW, LIMIT).next();
    Page first = source.poll(cursor, Systems.NOW, LIMIT);
    assertThat(source.poll(cursor, Systems.NOW, LIMIT).records()).isEqualTo(first.records());
    assertThat(freshSource().poll(cursor, Systems.NOW, LIMIT).records()).isEqualTo(first.records());
  }

  @Test
  void a_reading_stopped_after_any_page_goes_on_after_a_restart_and_misses_nothing() {
    int pages = Round.of(freshSource(), Cursor.START, LIMIT).pages();
    for (int stop = 1; stop < pages; stop++) {
      List<String> keys = new ArrayList<>();
      PolledSource before = freshSource();
      Cursor cursor = Cursor.START;
      for (int page = 0; page < stop; page++) {
        Page read = before.poll(cursor, Systems.NOW, LIMIT);
        read.records().forEach(each -> keys.add(each.ref().key()));
        cursor = new Cursor(read.next().text());
      }
      keys.addAll(Round.of(freshSource(), cursor, LIMIT + stop).keys());
      assertThat(keys).as("stopped after page %d", stop).containsAll(everyKey());
    }
  }

  @Test
  void rounds_after_the_first_end_too() {
    PolledSource source = freshSource();
    Round first = Round.of(source, Cursor.START, LIMIT);
    Round second = Round.of(source, first.next(), LIMIT);
    assertThat(everyKey()).containsAll(second.keys());
    assertThat(Round.of(source, second.next(), LIMIT).pages()).isPositive();
  }

  @Test
  void the_feed_of_every_record_is_the_source_s_own() {
    PolledSource source = freshSource();
    assertThat(Round.of(source, Cursor.START, LIMIT).records())
        .allSatisfy(
            each -> {
              assertThat(each.ref().system()).isEqualTo(source.feed().system());
              assertThat(each.ref().kind()).isEqualTo(source.feed().kind());
              assertThat(each.observedAt()).isEqualTo(Systems.NOW);
            });
  }
}
