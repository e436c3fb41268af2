package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.testkit.Await;
import dev.selvedge.trail.ByHand;
import dev.selvedge.trail.Parked;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.work.replay.Choice;
import dev.selvedge.work.replay.ParkedActs;
import dev.selvedge.work.replay.Preview;
import dev.selvedge.work.replay.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// P7: what is parked can be previewed, edited, replayed against the mapping of today and
/// discarded, beside a running hub; a replay is safe to repeat and the original is kept.
class P7WhatIsParkedIsMendedTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();
  private static final ByHand OTTO = new ByHand("otto", "the account was full");

  private static final String BAD =
      """
      {"id":"S2","email":"two@example.com","first_name":"Ann","points":"a few",\
      "updated_at":"2026-01-02T10:00:00Z"}""";
  private static final String MENDED = BAD.replace("\"a few\"", "4");

  @TempDir private Path folder;

  private JsonNode json(RunningBrand brand, String... arguments) {
    List<String> line = new ArrayList<>(List.of("parked"));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--json", "-p", brand.folder.path().toString()));
    RunningBrand.Answer answer = brand.selvedge(line.toArray(String[]::new));
    assertThat(answer.exit()).as(answer.out() + answer.err()).isZero();
    return JSON.readTree(answer.out());
  }

  private static void awaitParked(RunningBrand brand, long count) {
    Await.until(
        count + " parked",
        PATIENCE,
        () -> brand.hub.store().<Long>read(ports -> ports.parked().count()) == count);
  }

  private static void awaitContact(RunningBrand brand, String email) {
    Await.until(email, PATIENCE, () -> brand.account.inside().contact(email).isPresent());
  }

  @Test
  void a_bad_record_is_edited_previewed_and_replayed_and_arrives() throws IOException {
    Path record = Files.writeString(folder.resolve("record.json"), MENDED);
    try (RunningBrand brand = new RunningBrand(folder.resolve("brand"))) {
      brand.call("customer", BAD);
      awaitParked(brand, 1);
      JsonNode item = json(brand).path("newest").path(0);
      String number = item.path("number").asString();
      long inboxId = brand.hub.store().read(ports -> ports.parked().newest(1)).getFirst().inboxId();

      assertThat(json(brand, "preview", number).path("outcome").asString())
          .isEqualTo("It would be parked again.");
      JsonNode edited =
          json(
              brand, "edit", number, "--file", record.toString(), "--why", "typed", "--by", "otto");
      assertThat(edited.path("version").asInt()).isEqualTo(1);
      JsonNode preview = json(brand, "preview", number, "--reveal");
      assertThat(preview.path("outcome").asString()).isEqualTo("It would go through.");
      assertThat(preview.path("effects").path(0).path("differences"))
          .anySatisfy(
              one -> {
                assertThat(one.path("field").asString()).isEqualTo("POINTS");
                assertThat(one.path("after").asString()).isEqualTo("4");
              });
      assertThat(preview.path("effects").path(0).path("calls").path(0).asString())
          .isEqualTo("1 write to dotdigital");
      assertThat(brand.account.inside().contact("two@example.com")).isEmpty();

      assertThat(json(brand, "replay", number).path("replayed").asInt()).isEqualTo(1);
      awaitContact(brand, "two@example.com");
      awaitParked(brand, 0);
      assertThat(json(brand, "replay", number).path("replayed").asInt()).isZero();

      assertThat(
              brand
                  .hub
                  .store()
                  .read(ports -> ports.inbox().original(inboxId))
                  .orElseThrow()
                  .sourceRecord()
                  .body()
                  .toText())
          .isEqualTo(BAD);
      List<TrailEntry> trail =
          brand.hub.store().read(ports -> ports.trail().ofSource("shop/customer/S2", 99));
      assertThat(trail)
          .extracting(entry -> entry.word() + ": " + entry.sentence())
          .contains(
              "edited: parked record edited (version 1) by otto (command line): typed",
              "shown: parked record shown by "
                  + System.getProperty("user.name")
                  + " (command line)")
          .noneMatch(sentence -> sentence.contains("two@example.com"));
    }
  }

  @Test
  void a_whole_cause_is_replayed_after_the_mapping_was_mended() throws IOException {
    try (RunningBrand brand = new RunningBrand(folder)) {
      for (int i = 1; i <= 5; i++) {
        brand.call("customer", BAD.replace("S2", "S" + i).replace("two@", "c" + i + "@"));
      }
      awaitParked(brand, 5);
      Path mapping = folder.resolve("mappings/shop.customer.yaml");
      Files.writeString(mapping, Files.readString(mapping).replace(", points: points", ""));
      JsonNode forecast = json(brand, "preview", "--cause", "mapping.not-a-number");
      // what a command previews is the mapping of today: the file as it stands
      assertThat(forecast.path("through").asInt()).isEqualTo(5);
      assertThat(forecast.path("writes_at_most").path("dotdigital contact").asInt()).isEqualTo(5);
      brand.restart();

      assertThat(json(brand, "replay", "--cause", "mapping.not-a-number").path("replayed").asInt())
          .isEqualTo(5);
      awaitParked(brand, 0);
      for (int i = 1; i <= 5; i++) {
        awaitContact(brand, "c" + i + "@example.com");
      }
    }
  }

  @Test
  void what_nobody_needs_is_discarded_with_a_reason_and_exported_before() throws IOException {
    Path export = folder.resolve("out.jsonl");
    try (RunningBrand brand = new RunningBrand(folder.resolve("brand"))) {
      brand.call("customer", BAD);
      awaitParked(brand, 1);

      assertThat(
              json(brand, "export", "--all", "--file", export.toString()).path("exported").asInt())
          .isEqualTo(1);
      JsonNode line = JSON.readTree(Files.readString(export));
      assertThat(line.path("original").asString()).isEqualTo(BAD);
      assertThat(line.path("sentence").asString()).contains("cannot be filled");
      RunningBrand.Answer again =
          brand.selvedge(
              "parked",
              "export",
              "--all",
              "--file",
              export.toString(),
              "-p",
              brand.folder.path().toString());
      assertThat(again.exit()).isEqualTo(4);
      assertThat(again.err()).contains("cannot be written", "name another");

      assertThat(json(brand, "discard", "--all", "--why", "a test").path("discarded").asInt())
          .isEqualTo(1);
      awaitParked(brand, 0);
      brand.call("customer", BAD);
      brand.call("customer", MENDED.replace("S2", "S9").replace("two@", "nine@"));
      awaitContact(brand, "nine@example.com");
      awaitParked(brand, 0);
      List<TrailEntry> trail =
          brand.hub.store().read(ports -> ports.trail().ofSource("shop/customer/S2", 9));
      assertThat(trail).extracting(TrailEntry::word).startsWith("discarded");
    }
  }

  @Test
  void what_the_account_refused_goes_when_it_is_replayed() {
    try (Workbench bench = new Workbench(folder)) {
      bench
          .sandbox
          .faults()
          .add(FaultRule.always("*", "/**", new Fault.ItemFails("ann@example.com", "blocker")));
      bench.receive(
          Workbench.shop("1").email("ann@example.com").first("Ann").upsert(),
          Workbench.shop("2").email("bob@example.com").first("Bob").upsert());
      // Enough of them for an import: that is where single items are refused.
      for (int i = 3; i < 33; i++) {
        bench.receive(Workbench.shop("" + i).email("p" + i + "@example.com").first("P").upsert());
      }
      bench.settle();
      Parked parked = bench.store.read(ports -> ports.parked().after(0, "", 9)).getFirst();
      assertThat(parked.item().subject()).startsWith("dotdigital/contact/");
      assertThat(bench.contact("bob@example.com")).isNotNull();
      assertThat(bench.sandbox.inside().contact("ann@example.com")).isEmpty();

      bench.sandbox.faults().clear();
      Preview preview = new Rehearsal(bench.replays).of(parked);
      assertThat(preview.fate()).isInstanceOf(Preview.Fate.GoesThrough.class);
      assertThat(preview.effects().getFirst().differences())
          .contains(new Preview.Difference("FIRSTNAME", "", "Ann"));
      int calls = bench.calls();
      ParkedActs acts = new ParkedActs(bench.replays);
      acts.replay(new Choice.All(Choice.NOW), OTTO, done -> {});
      acts.replay(new Choice.All(Choice.NOW), OTTO, done -> {});
      assertThat(bench.calls()).isEqualTo(calls);
      bench.settle();

      assertThat(bench.contact("ann@example.com").path("dataFields").path("FIRSTNAME").asString())
          .isEqualTo("Ann");
      List<Parked> left = bench.store.read(ports -> ports.parked().after(0, "", 9));
      assertThat(left).isEmpty();
    }
  }
}
