package dev.selvedge.testkit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.SourceException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every source that reads over HTTP lives through besides: throttling, failures, broken
/// answers, answers without end, sessions that end.
public abstract class HttpPollingContract extends PollingContract {
  private static final Duration A_WHILE = Duration.ofHours(2);

  @Override
  protected abstract HttpVendor vendor();

  private HttpVendor http() {
    return (HttpVendor) opened();
  }

  @Test
  void whatever_goes_wrong_at_any_page_is_said_and_loses_nothing() {
    fill();
    int pages = new Reading(http()).round(PAGE);
    List<HttpVendor.Fault> faults =
        List.of(
            new HttpVendor.Fault.Throttled(30),
            new HttpVendor.Fault.ThrottledItsWay(),
            new HttpVendor.Fault.Failing(500),
            new HttpVendor.Fault.Failing(502),
            new HttpVendor.Fault.Failing(503),
            new HttpVendor.Fault.CutOff(),
            new HttpVendor.Fault.HalfJson(),
            new HttpVendor.Fault.NotJson());
    for (HttpVendor.Fault fault : faults) {
      for (int at = 0; at < pages; at++) {
        Reading reading = new Reading(http());
        for (int page = 0; page < at; page++) {
          reading.page(PAGE);
        }
        http().next(fault);
        String what = fault + " at page " + at;
        assertThatThrownBy(() -> reading.page(PAGE))
            .as(what)
            .isInstanceOf(SourceException.class)
            .message()
            .as(what)
            .isNotBlank()
            .doesNotContain(http().secret(), "first");
        http().pass(A_WHILE);
        reading.round(PAGE);
        assertThat(reading.held()).as(what).isEqualTo(written);
      }
    }
  }

  @Test
  void an_answer_without_end_is_given_up_before_it_fills_the_memory() {
    fill();
    Reading reading = new Reading(http());
    http().next(new HttpVendor.Fault.Endless());
    assertThatThrownBy(() -> reading.page(PAGE))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("bytes");
    reading.round(PAGE);
    assertThat(reading.held()).isEqualTo(written);
  }

  @Test
  void a_session_that_ends_between_two_pages_is_opened_again() {
    fill();
    Reading reading = new Reading(http());
    reading.round(PAGE, pages -> http().endSessions());
    assertThat(reading.held()).isEqualTo(written);
  }

  @Test
  void a_quiet_system_is_not_read_over_and_over() {
    fill();
    Reading reading = new Reading(http());
    reading.round(PAGE);
    http().pass(A_WHILE);
    reading.round(PAGE);
    http().pass(A_WHILE);
    int before = reading.records().size();
    reading.round(PAGE);
    assertThat(reading.records().size() - before).isLessThan(PAGE);
    assertThat(reading.held()).isEqualTo(written);
  }

  @Test
  void a_round_that_takes_hours_hides_no_late_commit() {
    Instant recent = http().now();
    for (int key = 1; key <= PAGE + 1; key++) {
      write(key, recent.minusSeconds(PAGE + 1 - key), "first");
    }
    Reading reading = new Reading(http());
    reading.round(
        PAGE,
        pages -> {
          if (pages == 1) {
            // Behind the place that was reached, and long before what is newest at the end.
            write(30, recent.minus(overlap().dividedBy(2)), "late");
            http().pass(A_WHILE);
            write(31, http().now(), "new");
          }
        });
    reading.round(PAGE);
    reading.round(PAGE);
    assertThat(reading.held()).isEqualTo(written);
  }
}
