package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Payload;
import dev.selvedge.inbox.Edit;
import dev.selvedge.plan.Deliveries.Claim;
import dev.selvedge.privacy.Erasure;
import dev.selvedge.privacy.Erasure.Stage;
import dev.selvedge.privacy.SubjectTarget;
import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.trail.AuditEntry;
import dev.selvedge.trail.ByHand;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.work.subject.Erased;
import dev.selvedge.work.subject.Erasing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// P12: an erasure reaches Dotdigital and the hub's own traces, also when it is broken off, and who
/// was erased does not come back.
class P12ErasedMeansErasedTest {
  private static final String OLD = "zelda.before@erase-me.example";
  private static final String ZELDA = "zelda_quux+shop@erase-me.example";
  private static final String TYPED = "Zelda_Quux+Shop@Erase-Me.EXAMPLE";
  private static final String LONG = "\"" + "so it goes ".repeat(60) + "\"";
  private static final ByHand HAND = new ByHand("otto", "she wrote on 1 March");

  @TempDir Path folder;
  private Workbench bench;
  private final LogEar log = new LogEar();

  @BeforeEach
  void begin() {
    bench = new Workbench(folder);
  }

  @AfterEach
  void end() {
    bench.close();
    log.close();
  }

  /// A life with the brand: an account at two systems, orders, a new address, records that cannot
  /// be read and were mended by hand, others who name her; among many others who come and go.
  private void live() {
    others(NOON.minusSeconds(9000));
    bench.receive(
        Workbench.shop("1")
            .email(OLD)
            .first("Zelda")
            .with("bio", LONG)
            .consent(true, NOON.minusSeconds(9000))
            .stamp(NOON.minusSeconds(9000))
            .upsert(),
        Workbench.order("Z1").email(OLD).with("customer", "\"1\"").with("bio", LONG).upsert());
    bench.settle();
    bench.receive(
        Workbench.shop("1")
            .email(TYPED)
            .first("Zelda")
            .with("bio", LONG)
            .consent(true, NOON.minusSeconds(8000))
            .stamp(NOON.minusSeconds(8000))
            .upsert(),
        Workbench.erp(ZELDA).email(ZELDA.toUpperCase(java.util.Locale.ROOT)).upsert(),
        Workbench.order("Z2").with("customer", "\"1\"").with("bio", LONG).upsert(),
        Workbench.erp("bad").email(ZELDA).with("points", "\"many\"").with("bio", LONG).upsert(),
        Workbench.shop("500")
            .email("p500@example.com")
            .with(
                "referred_by", "\"https://shop.example/?by=zelda_quux%2Bshop%40erase-me.example\"")
            .with("bio", LONG)
            .upsert());
    bench.settle();
    assertThat(bench.store.tidy()).as("all of it in the file, and no more in its log").isTrue();
    long parked = bench.store.read(ports -> ports.parked().newest(1).getFirst().inboxId());
    bench.store.change(
        ports ->
            ports
                .inbox()
                .edit(
                    parked,
                    Payload.ofText("{\"email\":\"" + ZELDA + "\",\"bio\":" + LONG + "}"),
                    new Edit.Made(bench.clock.instant(), "otto", "a typo")));
    others(NOON.minusSeconds(100));
  }

  private void others(java.time.Instant stamp) {
    bench.receive(
        IntStream.range(0, 60)
            .mapToObj(
                n ->
                    Workbench.shop("p" + n)
                        .email("p" + n + "@example.com")
                        .first("Name at " + stamp)
                        .with("bio", LONG)
                        .stamp(stamp)
                        .upsert())
            .toArray(dev.selvedge.connector.SourceRecord[]::new));
    bench.settle();
  }

  private Erasing erasing(SubjectTarget... targets) {
    return new Erasing(
        new Erasing.Parts(
            bench.store,
            List.of(targets),
            bench.clock,
            bench.clock::advance,
            Duration.ofMinutes(1)));
  }

  private Erased.Done erase(String address) {
    Erased erased = erasing(bench.subjects()).erase(address, HAND);
    assertThat(erased).isInstanceOf(Erased.Done.class);
    return (Erased.Done) erased;
  }

  @Test
  void erase_leaves_no_trace() {
    live();
    DiskSearch search = DiskSearch.of(folder, ZELDA, OLD);
    assertThat(search.hits())
        .as("what is looked for is there to be found")
        .anyMatch(hit -> hit.startsWith("hub.db holds " + ZELDA))
        .anyMatch(hit -> hit.startsWith("hub.db holds " + OLD))
        .anyMatch(hit -> hit.startsWith("hub.db-wal holds"))
        .contains("inbox_body (unpacked) holds zelda_quux%2bshop%40erase-me.example")
        .contains("inbox_edit (unpacked) holds " + ZELDA);
    assertThat(bench.contacts()).containsKey(ZELDA).doesNotContainKey(OLD);
    assertThat(bench.sandbox.inside().recordCount("Orders")).isEqualTo(2);
    int contacts = bench.contacts().size();

    Erased.Done done = erase(ZELDA);

    assertThat(search.hits()).isEmpty();
    assertThat(done.left()).isEmpty();
    assertThat(done.overwritten()).isTrue();
    assertThat(done.contacts()).isEqualTo(1);
    assertThat(done.records()).isEqualTo(2);
    assertThat(log.lines())
        .noneMatch(line -> line.toLowerCase(java.util.Locale.ROOT).contains("zelda"));
    assertThat(bench.contacts()).hasSize(contacts - 1).doesNotContainKey(ZELDA);
    assertThat(bench.sandbox.inside().recordCount("Orders")).isZero();
    assertThat(bench.store.<Long>read(ports -> ports.people().count()))
        .as("everybody else")
        .isEqualTo(61L);
    assertThat(bench.contacts()).containsKey("p500@example.com");
  }

  @Test
  void who_is_known_by_a_former_address_only_is_found_by_it() {
    live();
    assertThat(erasing().look(OLD).addresses()).containsExactlyInAnyOrder(OLD, ZELDA);
    erase(OLD);
    assertThat(DiskSearch.of(folder, ZELDA, OLD).hits()).isEmpty();
  }

  @Test
  void what_sources_still_say_is_not_taken_in_until_there_is_a_new_consent() {
    live();
    erase(ZELDA);
    var again =
        Workbench.shop("1").email(ZELDA).first("Zelda").consent(true, NOON.minusSeconds(8000));
    bench.receive(again.stamp(bench.clock.instant()).upsert());
    bench.receive(
        Workbench.order("Z3").with("customer", "\"1\"").upsert(),
        Workbench.order("Z4").email(OLD).upsert());
    bench.settle();

    assertThat(bench.contacts()).doesNotContainKey(ZELDA);
    assertThat(DiskSearch.of(folder, ZELDA, OLD).hits().stream().filter(hit -> !wal(hit)).toList())
        .isEmpty();
    assertThat(erasing().look(ZELDA).isEmpty()).isTrue();
    List<TrailEntry> trail =
        bench.store.read(ports -> ports.trail().ofSource("shop/customer/1", 9));
    assertThat(trail)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.word()).isEqualTo("drop");
              assertThat(entry.sentence()).contains("asked to be forgotten");
            });

    bench.clock.advance(Duration.ofHours(1));
    bench.receive(
        Workbench.shop("1")
            .email(ZELDA)
            .first("Zelda")
            .consent(true, bench.clock.instant())
            .stamp(bench.clock.instant())
            .upsert());
    bench.settle();
    assertThat(bench.contacts().get(ZELDA)).startsWith("subscribed");
    assertThat(bench.store.<List<AuditEntry>>read(ports -> ports.auditLog().newest("", 1)))
        .extracting(AuditEntry::act)
        .containsExactly("person.erasure-lifted");
  }

  private static boolean wal(String hit) {
    return hit.startsWith("hub.db-wal");
  }

  @Test
  void a_flag_that_still_stands_in_a_source_is_no_new_consent() {
    live();
    erase(ZELDA);
    bench.clock.advance(Duration.ofHours(1));
    bench.receive(
        Workbench.shop("1")
            .email(ZELDA)
            .with("opt_in", "true")
            .stamp(bench.clock.instant())
            .upsert());
    bench.settle();
    assertThat(bench.contacts()).doesNotContainKey(ZELDA);
  }

  @Test
  void an_erasure_that_is_broken_off_anywhere_is_done_by_beginning_again() {
    live();
    for (boolean before : List.of(true, false)) {
      SubjectTarget mortal = dying(bench.subjects(), before);
      assertThat(catching(() -> erasing(mortal).erase(ZELDA, HAND))).isInstanceOf(Died.class);
      assertThat(bench.store.<List<Erasure>>read(ports -> ports.erasures().unfinished()))
          .singleElement()
          .satisfies(erasure -> assertThat(erasure.stage()).isEqualTo(Stage.REQUESTED));
      bench = bench.afterCrash(folder);
      bench.receive(
          Workbench.shop("1").email(ZELDA).first("New").stamp(bench.clock.instant()).upsert());
      bench.settle();
      assertThat(bench.calls()).as("nothing is sent of somebody who is being erased").isPositive();
      boolean there = bench.contacts().containsKey(ZELDA);
      assertThat(there).isEqualTo(before);
    }
    erase(ZELDA);
    assertThat(DiskSearch.of(folder, ZELDA, OLD).hits()).isEmpty();
    assertThat(bench.contacts()).doesNotContainKey(ZELDA);
  }

  private static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static Throwable catching(Runnable act) {
    try {
      act.run();
      return new IllegalStateException("nothing happened");
    } catch (RuntimeException e) {
      return e;
    }
  }

  /// A process that dies before or after the account has done its part.
  private static SubjectTarget dying(SubjectTarget account, boolean before) {
    return new SubjectTarget() {
      @Override
      public dev.selvedge.SystemName name() {
        return account.name();
      }

      @Override
      public String title() {
        return account.title();
      }

      @Override
      public Reply forget(Set<String> addresses, Set<String> numbers) {
        if (!before) {
          account.forget(addresses, numbers);
        }
        throw new Died();
      }

      @Override
      public Reply tell(Set<String> addresses, Set<String> numbers, ObjectNode into) {
        return account.tell(addresses, numbers, into);
      }

      @Override
      public Reply emptyBin() {
        return account.emptyBin();
      }
    };
  }

  @Test
  void an_account_that_misbehaves_is_asked_again_and_one_that_is_down_ends_nothing() {
    live();
    bench.sandbox.faults().add(times(2, "DELETE", "/contacts/v3/**", new Fault.CutAfter()));
    bench.sandbox.faults().add(times(1, "GET", "/contacts/v3/**", status(503)));
    bench.sandbox.faults().add(times(1, "DELETE", "/insightData/**", new Fault.CutAfter()));
    erase(ZELDA);
    assertThat(bench.contacts()).doesNotContainKey(ZELDA);
    assertThat(bench.sandbox.inside().recordCount("Orders")).isZero();

    bench.sandbox.faults().add(FaultRule.always("*", "/contacts/v3/**", status(503)));
    Erased other = erasing(bench.subjects()).erase("p7@example.com", HAND);
    assertThat(other)
        .isInstanceOfSatisfying(
            Erased.NotYet.class, notYet -> assertThat(notYet.why()).contains("out of order"));
    assertThat(erasing().look("p7@example.com").isEmpty()).isFalse();
    bench.sandbox.faults().clear();
    erase("p7@example.com");
    assertThat(bench.contacts()).doesNotContainKey("p7@example.com");
  }

  private static FaultRule times(int times, String method, String path, Fault fault) {
    return FaultRule.times(times, method, path, fault);
  }

  private static Fault status(int status) {
    return new Fault.Status(status, false, "");
  }

  @Test
  void a_call_that_is_under_way_is_waited_for() {
    live();
    bench.receive(
        Workbench.shop("1").email(ZELDA).first("New").stamp(bench.clock.instant()).upsert());
    bench.crank.resolve();
    bench.store.change(
        ports -> {
          var target = bench.subjects().name();
          ports.runs().beat("other", bench.clock.instant().plus(Duration.ofHours(1)));
          for (var due : ports.deliveries().due(target, bench.clock.instant(), 10)) {
            ports
                .deliveries()
                .claim(new Claim(target, due.queue(), 10, "other", bench.clock.instant()));
          }
        });
    Erased erased = erasing(bench.subjects()).erase(ZELDA, HAND);
    assertThat(erased)
        .isInstanceOfSatisfying(
            Erased.NotYet.class, notYet -> assertThat(notYet.why()).contains("under way"));
    assertThat(bench.contacts()).as("its answer may still come").containsKey(ZELDA);
    bench.store.change(
        ports -> ports.deliveries().release(List.of("other"), bench.clock.instant()));
    erase(ZELDA);
    assertThat(bench.contacts()).doesNotContainKey(ZELDA);
  }
}
