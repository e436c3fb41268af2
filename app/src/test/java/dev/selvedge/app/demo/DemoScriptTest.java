package dev.selvedge.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DemoScriptTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static List<HookCall> story(long seed) {
    DemoScript script = new DemoScript(seed, List.of("ada@shop.example", "ben@shop.example"));
    return IntStream.range(0, 400).mapToObj(step -> script.next(NOON)).toList();
  }

  @Test
  void one_seed_is_one_story() {
    assertThat(story(7)).isEqualTo(story(7)).isNotEqualTo(story(8));
  }

  @Test
  void everything_the_demo_promises_happens() {
    List<HookCall> story = story(7);

    assertThat(story)
        .anyMatch(call -> call.sentence().contains("in capitals: the same person"))
        .anyMatch(call -> call.sentence().contains("changes the address"))
        .anyMatch(call -> call.sentence().contains("without an address"))
        .anyMatch(call -> call.body().contains("\"a few\""))
        .anyMatch(call -> call.body().contains("Größe/4#"))
        .anyMatch(call -> call.body().equals("{ \"number\": \"SHOP-"))
        .anyMatch(call -> call.signature() == HookCall.Signature.WRONG)
        .anyMatch(call -> call.kind().equals("refund"));
  }

  @Test
  void no_sentence_shows_a_whole_address() {
    assertThat(story(7)).noneMatch(call -> call.sentence().matches(".*[a-z0-9]@.*"));
  }
}
