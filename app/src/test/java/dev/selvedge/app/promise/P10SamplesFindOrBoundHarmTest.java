package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.AuditResult;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.plan.Facet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// P10: an audit that looks at a sample finds harm that many suffer, and its statement bounds what
/// it did not look at: the number that it cannot know lies where it says.
class P10SamplesFindOrBoundHarmTest {
  private static final int PEOPLE = 300;
  private static final int CALLS = 100;

  /// `With 95 % confidence between 3.3 % and 19 % (10 to 56) of the 300 contacts differ: …`
  private static final Pattern LIMITS =
      Pattern.compile("\\((\\d+) to (\\d+)\\) of the 300 contacts");

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Workbench bench;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Harm.Scene scene;

  @BeforeEach
  void open() {
    bench = new Workbench(folder);
    scene = new Harm.Scene(bench, folder);
    bench.receive(
        IntStream.range(0, PEOPLE)
            .mapToObj(
                number ->
                    Workbench.shop(Integer.toString(number))
                        .email(address(number))
                        .first("Ann")
                        .consent(true, NOON)
                        .upsert())
            .toArray(SourceRecord[]::new));
    bench.settle();
    bench.settle();
    bench.clock.advance(Duration.ofMinutes(10));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static String address(int number) {
    return "p" + number + "@example.com";
  }

  private Audit sample(long seed) {
    Audit audit =
        bench.audit(
            AuditOrder.STANDARD.on(AuditOrder.Basis.SAMPLE).withCalls(CALLS).withSeed(seed));
    assertThat(audit.state()).as(audit.why()).isEqualTo(Audit.State.DONE);
    assertThat(audit.result().calls()).isBetween(CALLS / 2, CALLS);
    return audit;
  }

  private static long differing(Audit audit) {
    return audit.result().parts().stream()
        .filter(part -> part.facet() == Facet.CONTACT)
        .mapToLong(AuditResult.Part::differing)
        .sum();
  }

  private static Matcher limits(Audit audit) {
    Matcher limits = LIMITS.matcher(String.join(" ", audit.result().statements()));
    assertThat(limits.find()).as(audit.result().statements().toString()).isTrue();
    return limits;
  }

  private void harm(int from, int many) {
    IntStream.range(from, from + many)
        .forEach(number -> bench.writeAsStranger(address(number), "FIRSTNAME", "Anna"));
  }

  /// A statement made with 95 % confidence may be wrong in one sample of twenty, and it is one of
  /// twenty samples that is let off here.
  @ParameterizedTest
  @ValueSource(ints = {30, 120})
  void harm_that_many_suffer_is_found_explained_and_bounded(int many) {
    harm(50, many);
    List<String> wrong = new ArrayList<>();
    for (long seed = 1; seed <= 20; seed++) {
      Audit audit = sample(seed);

      assertThat(differing(audit)).as("seed " + seed).isPositive();
      assertThat(scene.told(audit))
          .hasSize(Math.toIntExact(differing(audit)))
          .containsOnly(
              "CONTACT FIELD FIRSTNAME: Ann / Anna (changed in the target afterwards: send again)");
      Matcher limits = limits(audit);
      if (many < Long.parseLong(limits.group(1)) || many > Long.parseLong(limits.group(2))) {
        wrong.add(limits.group());
      }
    }
    assertThat(wrong).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void harm_that_one_suffers_is_found_or_not_denied() {
    harm(50, 1);
    int found = 0;
    for (long seed = 1; seed <= 10; seed++) {
      Audit audit = sample(seed);
      found += differing(audit) > 0 ? 1 : 0;
      Matcher limits = limits(audit);
      assertThat(Long.parseLong(limits.group(1))).isLessThanOrEqualTo(1);
      assertThat(Long.parseLong(limits.group(2))).isPositive();
    }
    // a sample of a third neither always finds one nor never
    assertThat(found).isBetween(1, 9);
  }

  @Test
  void where_nothing_was_harmed_a_sample_tells_of_nothing() {
    for (long seed = 1; seed <= 5; seed++) {
      Audit audit = sample(seed);
      assertThat(scene.told(audit)).isEmpty();
      assertThat(limits(audit).group(1)).isEqualTo("0");
    }
  }
}
