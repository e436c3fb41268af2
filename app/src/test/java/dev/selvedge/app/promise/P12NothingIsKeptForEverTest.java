package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordRef;
import dev.selvedge.person.ConsentPolicy;
import dev.selvedge.person.Person;
import dev.selvedge.trail.TrailEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P12: what outlived its use is let go at night, and what is still of use is not.
class P12NothingIsKeptForEverTest {
  private final LogEar log = new LogEar();
  private Workbench bench;

  /// Who did not opt in is not made known to the account.
  @BeforeEach
  void begin(@TempDir Path folder) {
    ConsentPolicy usual = ConsentPolicy.STANDARD;
    bench =
        new Workbench(
            folder,
            Workbench.Fittings.STANDARD.with(
                new ConsentPolicy(
                    usual.resubscribers(),
                    usual.mailers(),
                    usual.softOptIn(),
                    ConsentPolicy.Unasked.NOBODY)));
  }

  @AfterEach
  void end() {
    bench.close();
    log.close();
  }

  private List<TrailEntry> trail() {
    return bench.store.read(ports -> ports.trail().latest(100));
  }

  @Test
  void the_night_sweeps_by_kind_and_says_so() {
    bench.receive(
        Workbench.shop("1").email("ann@example.com").consent(true, NOON.minusSeconds(60)).upsert());
    bench.settle();
    int told = trail().size();
    bench.crank.sweep();
    assertThat(trail()).hasSize(told);

    bench.clock.advance(Duration.ofDays(401));
    bench.receive(
        Workbench.shop("1")
            .email("ann@example.com")
            .first("Ann")
            .stamp(bench.clock.instant())
            .upsert());
    bench.settle();
    int calls = bench.calls();
    int later = trail().size() - told;
    bench.crank.sweep();

    assertThat(trail()).as("what was said lately").hasSize(later);
    assertThat(log.lines())
        .anyMatch(line -> line.startsWith("swept: " + told + " trail entries older than"))
        .anyMatch(line -> line.startsWith("swept: 1 inbox items older than"));
    assertThat(
            bench.store.<Integer>read(
                ports -> ports.ledger().of(List.of(RecordRef.parse("shop/customer/1"))).size()))
        .as("the ledger is the proof")
        .isEqualTo(1);
    bench.settle();
    assertThat(bench.calls()).as("nothing is sent for it").isEqualTo(calls);
    bench.crank.sweep();
    assertThat(trail()).as("once a night").hasSize(later);
  }

  @Test
  void who_is_gone_everywhere_goes_also_when_nobody_was_ever_told_of_them() {
    bench.receive(
        Workbench.shop("1").email("never.asked@example.com").upsert(),
        Workbench.shop("2").email("still.there@example.com").upsert(),
        Workbench.shop("3").email("told@example.com").consent(true, NOON).upsert());
    bench.settle();
    assertThat(bench.contacts()).containsOnlyKeys("told@example.com");
    bench.clock.advance(Duration.ofDays(300));
    bench.receive(
        Workbench.shop("1").stamp(bench.clock.instant()).delete(),
        Workbench.shop("3").stamp(bench.clock.instant()).delete());
    bench.settle();
    bench.crank.sweep();
    assertThat(people()).as("they left just now").hasSize(3);

    bench.clock.advance(Duration.ofDays(201));
    bench.crank.sweep();
    assertThat(people()).containsExactly("still.there@example.com");
    assertThat(log.lines())
        .anyMatch(line -> line.startsWith("swept: 2 persons gone at every source older than"));
  }

  private List<String> people() {
    return bench.store.read(
        ports -> ports.people().startingWith("", 10).stream().map(Person::email).toList());
  }
}
