package dev.selvedge.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordRef;
import dev.selvedge.app.model.Said.Line;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.person.identity.Link;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/// P2 for people: records, decisions, changes of address, merges and what stewards decide end in
/// the same persons, profiles and consents in whatever order and however often they come, and it is
/// those that the oracle finds.
class AnyOrderEndsInTheSamePeopleTest {
  private static final Map<String, String> DATA_FIELDS =
      Map.of("first", "FIRST", "tier", "TIER", "points", "POINTS");

  @SuppressWarnings("NullAway.Init") // set before all
  private static Stage stage;

  @BeforeContainer
  static void open() throws IOException {
    stage = new Stage(Files.createTempDirectory("selvedge-order-"));
  }

  @AfterContainer
  static void close() throws IOException {
    stage.close();
  }

  @Property(tries = 80, shrinking = ShrinkingMode.OFF)
  void any_interleaving_and_repetition_ends_as_the_oracle_says(
      @ForAll @IntRange(min = 0, max = 1_000_000) int story,
      @ForAll @IntRange(min = 0, max = 1_000_000) int shuffle) {
    Script script = Script.random(story, 60);
    Told told = Told.of(script);
    Random dice = new Random(shuffle);
    List<SourceRecord> records = new ArrayList<>(told.records);
    told.records.stream().filter(record -> dice.nextBoolean()).forEach(records::add);
    Collections.shuffle(records, dice);

    try (Hub hub = stage.hub(script)) {
      for (SourceRecord record : records) {
        hub.receive(record, stage.start());
        if (dice.nextInt(4) == 0) {
          hub.resolve();
        }
        if (dice.nextInt(9) == 0) {
          // decided for now; what counts in the end is decided in the end
          told.links.forEach((ref, other) -> hub.decide(ref, new Link.Apart()));
        }
      }
      hub.resolve();
      told.links.forEach((ref, other) -> hub.decide(ref, new Link.AsFound()));
      Map<String, Optional<String>> decided = new TreeMap<>();
      told.links.forEach(
          (ref, other) -> {
            Link link =
                other
                    .<Link>map(one -> new Link.TogetherWith(RecordRef.parse(one)))
                    .orElseGet(Link.Apart::new);
            if (hub.decide(ref, link)) {
              decided.put(ref, other);
            }
          });
      hub.resolve();

      Oracle oracle = new Oracle(stage.policy(script), told.said, decided, told.heard, List.of());
      assertThat(hub.people()).as(script.told()).isEqualTo(shown(oracle));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> shown(Oracle oracle) {
    Map<String, String> shown = new TreeMap<>();
    oracle
        .people()
        .forEach(
            (address, person) -> {
              Map<String, String> fields = new TreeMap<>();
              person
                  .fields()
                  .forEach(
                      (name, value) ->
                          fields.put(
                              DATA_FIELDS.getOrDefault(name, name), value.replace("\"", "")));
              shown.put(address, person.mail() + " " + fields);
            });
    return shown;
  }

  /// All that is said in a story, whenever.
  private record Told(
      List<SourceRecord> records,
      List<Said> said,
      List<Line> heard,
      Map<String, Optional<String>> links) {

    static Told of(Script script) {
      Told told =
          new Told(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new TreeMap<>());
      Sources sources = new Sources(stage.start());
      Instant now = stage.start();
      for (Step step : script.steps()) {
        now = now.plusSeconds(7);
        switch (step) {
          case Step.Say say -> told.add(sources.say(say, now));
          case Step.Gone gone -> told.add(sources.gone(gone, now));
          case Step.Act(String address, String act) -> {
            Line line = line(address, act, now);
            told.heard.add(line);
            told.records.add(sources.decision(line));
          }
          case Step.Together(String ref, Optional<String> other) -> told.links.put(ref, other);
          default -> {
            // nothing is said by it
          }
        }
      }
      return told;
    }

    private void add(Sources.Spoken spoken) {
      records.add(spoken.record());
      said.add(spoken.said());
    }

    private static Line line(String address, String act, Instant at) {
      Choice choice =
          switch (act) {
            case "resubscribe", "confirm" -> Choice.OPT_IN;
            case "bounce", "complain" -> Choice.SUPPRESSED;
            default -> Choice.OPT_OUT;
          };
      return new Line(address, choice, false, at, act.equals("bounce"), at);
    }
  }
}
