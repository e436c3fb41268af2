package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.Audits;
import dev.selvedge.audit.Gap;
import dev.selvedge.trail.ByHand;
import dev.selvedge.work.audit.Mending;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// P10: while people buy, change their minds and are merged, an audit tells of nothing but what is
/// on its way; and whatever was harmed is as it should be once it was mended.
class P10NoFalseAlarmTest {
  private static final int CUSTOMERS = 6;

  /// In how many hours one is audited.
  private static final int SELDOM = 6;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void any_history_is_free_of_alarms_and_any_harm_is_mended(long seed) {
    Random dice = new Random(seed);
    try (Workbench bench = new Workbench(folder)) {
      Harm.Scene scene = new Harm.Scene(bench, folder);
      List<RandomHistory> people = new ArrayList<>();
      for (int person = 0; person < CUSTOMERS; person++) {
        people.add(new RandomHistory("p" + person, new Random(seed * 100 + person)));
      }
      int audits = 0;
      for (int hour = 0; hour <= RandomHistory.HOURS; hour++) {
        int now = hour;
        people.forEach(
            person ->
                person.words.stream()
                    .filter(word -> word.hour() == now)
                    .forEach(word -> bench.receive(word.record())));
        switch (dice.nextInt(4)) {
          case 0 -> bench.crank.resolve();
          case 1 -> {
            bench.crank.resolve();
            bench.crank.send();
          }
          default -> bench.settle();
        }
        if (dice.nextInt(SELDOM) == 0) {
          audits++;
          assertThat(alarms(scene)).as("seed %d, hour %d: %s", seed, hour, people).isEmpty();
        }
        bench.settle();
        bench.clock.set(RandomHistory.START.plus(Duration.ofHours(hour + 1L)));
      }
      assertThat(audits).isGreaterThan(RandomHistory.HOURS / SELDOM / 2);
      assertThat(scene.told(scene.sweep())).as("seed %d, settled: %s", seed, people).isEmpty();

      assertThat(harm(scene, dice)).isPositive();
      bench.clock.advance(Duration.ofMinutes(10));
      Audit found = scene.sweep();
      assertThat(scene.told(found)).isNotEmpty();
      new Mending(bench.auditing())
          .mend(found.id(), Audits.Choice.OPEN, 1_000, new ByHand("ada", ""));
      bench.settle();
      bench.settle();
      assertThat(scene.told(scene.sweep())).as("seed %d, mended: %s", seed, people).isEmpty();
    }
  }

  /// What an audit tells of but what passes.
  private static List<String> alarms(Harm.Scene scene) {
    Audit audit = scene.bench().audit(AuditOrder.STANDARD.on(AuditOrder.Basis.SWEEP));
    assertThat(audit.state()).as(audit.why()).isEqualTo(Audit.State.DONE);
    return scene
        .bench()
        .store
        .read(ports -> ports.audits().differences(audit.id(), Audits.Choice.ALL, 0, 1_000))
        .stream()
        .map(Audits.Found::difference)
        .filter(one -> !one.isPassing() && one.gap().kind() != Gap.Kind.UNKNOWN)
        .map(one -> one + " " + one.gap().wanted() + " / " + one.gap().shown())
        .toList();
  }

  /// Harms some of the contacts and orders, each in some way.
  private static int harm(Harm.Scene scene, Random dice) {
    int harms = 0;
    for (String email : List.copyOf(scene.bench().contacts().keySet())) {
      switch (dice.nextInt(6)) {
        case 0 -> scene.bench().sandbox.act("unsubscribe", email);
        case 1 -> scene.bench().sandbox.act("delete", email);
        case 2 -> scene.bench().sandbox.act("resubscribe", email);
        case 3 -> scene.bench().writeAsStranger(email, "ORDER_COUNT", "77");
        case 4 -> scene.bench().sandbox.act("bounce", email);
        default -> scene.bench().writeAsStranger(email, "TOTAL_SPENT", "0.01");
      }
      harms++;
    }
    for (JsonNode record : scene.records()) {
      boolean chosen = dice.nextInt(3) == 0;
      if (chosen && scene.deleteOrder(record)) {
        harms++;
      }
    }
    return harms;
  }
}
