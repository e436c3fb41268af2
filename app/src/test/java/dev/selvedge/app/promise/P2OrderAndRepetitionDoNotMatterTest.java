package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.commerce.Orphan;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.OrderKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/// P2: the final state is a function of the set of records received. The records tell a story with
/// everything in it that could go wrong: a guest and an account with one e-mail, a change of
/// address, consent given and withdrawn, an order before its customer, a refund, an older version
/// arriving late.
class P2OrderAndRepetitionDoNotMatterTest {

  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void any_order_and_any_repetition_end_in_the_same_account(
      @ForAll("shuffled") List<SourceRecord> shuffled, @ForAll("cuts") Set<Integer> cuts) {
    Outcome expected = play(List.of(story()), false);
    List<List<SourceRecord>> pieces = cut(shuffled, cuts);

    Outcome found = play(pieces, true);

    assertThat(found.contacts()).isEqualTo(expected.contacts());
    assertThat(found.orders()).isEqualTo(expected.orders());
    assertThat(found.orphans()).isEqualTo(expected.orphans());
    assertThat(found.orphans()).containsExactly(new OrderKey("Z9"));
  }

  /// Hands the pieces in one after another; the account is only written at the end, so that what is
  /// compared is the state and not which address a contact had on the way.
  private static Outcome play(List<List<SourceRecord>> pieces, boolean resolveBetween) {
    Path folder = temporaryFolder();
    try (Workbench bench = new Workbench(folder)) {
      for (List<SourceRecord> piece : pieces) {
        bench.receive(piece.toArray(SourceRecord[]::new));
        if (resolveBetween) {
          bench.crank.resolve();
        }
      }
      bench.settle();
      return new Outcome(bench.contacts(), orders(bench), orphans(bench));
    } finally {
      delete(folder);
    }
  }

  private static Set<String> orders(Workbench bench) {
    Set<String> orders = new TreeSet<>();
    bench
        .sandbox
        .inside()
        .records("Orders")
        .forEach(
            stored ->
                orders.add(
                    dev.selvedge.CanonicalJson.write(stored.path("json"))
                        + stored.path("key").asString("")));
    return orders;
  }

  private static List<SourceRecord> story() {
    Instant monday = NOON.minusSeconds(500_000);
    return List.of(
        // a guest order first, then the account with the same address in other letters
        Workbench.order("G1").email("Ada@Example.com").first("Guest").upsert(),
        Workbench.shop("1").email("ada@example.com").first("Ada").stamp(monday).upsert(),
        Workbench.shop("1")
            .email("ada@example.com")
            .first("Ada")
            .consent(true, monday.plusSeconds(10))
            .stamp(monday.plusSeconds(10))
            .upsert(),
        // the address changes; the opt-out comes later
        Workbench.shop("1")
            .email("ada@new.example")
            .first("Ada M.")
            .consent(true, monday.plusSeconds(10))
            .stamp(monday.plusSeconds(20))
            .upsert(),
        Workbench.shop("1")
            .email("ada@new.example")
            .first("Ada M.")
            .consent(false, monday.plusSeconds(30))
            .stamp(monday.plusSeconds(30))
            .upsert(),
        // the ERP knows her new address and her tier
        Workbench.erp("900").email("ADA@NEW.example").with("tier", "\"gold\"").upsert(),
        // an order of the account, once paid and once with a refund
        Workbench.order("A1").email("ada@example.com").with("customer", "\"1\"").upsert(),
        Workbench.order("A1")
            .email("ada@example.com")
            .with("customer", "\"1\"")
            .with("refunds", "[{\"id\":\"r1\",\"amount\":4.00,\"at\":\"2026-10-05T10:00:00Z\"}]")
            .stamp(NOON.minusSeconds(60))
            .upsert(),
        // the warehouse knows of a parcel of it, and of one whose order nobody tells
        Workbench.parcel("P1", "A1").upsert(),
        Workbench.parcel("P2", "Z9").upsert(),
        // somebody else, opted in, then gone from the shop
        Workbench.shop("2").email("bob@example.com").first("Bob").consent(true, monday).upsert(),
        Workbench.erp("901").email("bob@example.com").with("points", "7").upsert(),
        Workbench.shop("3").email("cy@example.com").consent(true, monday).stamp(monday).upsert());
  }

  @Provide
  Arbitrary<List<SourceRecord>> shuffled() {
    List<SourceRecord> twice = new ArrayList<>(story());
    twice.addAll(story());
    return Arbitraries.shuffle(twice);
  }

  @Provide
  Arbitrary<Set<Integer>> cuts() {
    return Arbitraries.integers().between(1, 20).set().ofMaxSize(6);
  }

  private static List<List<SourceRecord>> cut(List<SourceRecord> records, Set<Integer> cuts) {
    List<List<SourceRecord>> pieces = new ArrayList<>();
    int from = 0;
    for (int to : new TreeSet<>(cuts)) {
      pieces.add(records.subList(from, to));
      from = to;
    }
    pieces.add(records.subList(from, records.size()));
    return pieces;
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("selvedge-p2-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Outcome(
      Map<String, String> contacts, Set<String> orders, List<OrderKey> orphans) {}

  private static List<OrderKey> orphans(Workbench bench) {
    return bench.store.read(ports -> ports.orphans().oldest(10)).stream()
        .map(Orphan::order)
        .toList();
  }
}
