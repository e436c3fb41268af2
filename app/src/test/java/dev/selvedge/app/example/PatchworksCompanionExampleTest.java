package dev.selvedge.app.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Payload;
import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.app.GoldenFile;
import dev.selvedge.mapping.rule.MappingExamples;
import dev.selvedge.testkit.Await;
import dev.selvedge.testkit.patchworks.PatchworksStandIn;
import dev.selvedge.trail.AuditEntry;
import dev.selvedge.trail.ByHand;
import dev.selvedge.trail.Parked;
import dev.selvedge.work.replay.Choice;
import dev.selvedge.work.replay.ParkedActs;
import dev.selvedge.work.replay.ParkedCase;
import dev.selvedge.work.replay.Restarting.Restarted;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `examples/patchworks-companion` at work: what Patchworks sends is sent as its collection says, a
/// sandbox account is at the other end.
class PatchworksCompanionExampleTest {
  private static final String TOKEN = "a-token-of-many-letters";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Path COLLECTION =
      Path.of("..", "examples", "patchworks-companion", "patchworks.postman_collection.json");

  private static final String API_KEY = "key-of-the-company";

  private PatchworksStandIn patchworks;
  private ExampleHub hub;
  private HttpClient client;

  @BeforeEach
  void start(@TempDir Path temporary) throws IOException {
    Path folder = temporary.resolve("patchworks-companion");
    patchworks = new PatchworksStandIn(InstantSource.system(), API_KEY);
    patchworks.deploy("77", "Opt-outs to the ERP");
    String address = patchworks.address();
    ExampleFolder.copy(
        "patchworks-companion",
        folder,
        Map.of(
            "port: 8480",
            "port: 0",
            "dotdigital:\n",
            "dotdigital:\n  inward: { every: 2s }\n",
            "      api:\n",
            "      api:\n        core: %s\n        start: %s\n".formatted(address, address),
            "every: 1m",
            "every: 300ms",
            "      flow: \"77\"\n",
            "      flow: \"77\"\n      ask_every: 300ms\n"));
    hub =
        new ExampleHub(
            folder,
            Map.of("PATCHWORKS_TOKEN", TOKEN, "PATCHWORKS_API_KEY", API_KEY),
            Duration.ZERO);
    client = HttpClient.newHttpClient();
  }

  @AfterEach
  void close() {
    client.close();
    hub.close();
    patchworks.close();
  }

  private HttpResponse<String> send(JsonNode request, String token, String body)
      throws IOException, InterruptedException {
    String address = hub.address().toString().replaceFirst("/$", "");
    HttpRequest.Builder call =
        HttpRequest.newBuilder(
                URI.create(request.at("/url/raw").asString().replace("{{base_url}}", address)))
            .timeout(Duration.ofSeconds(30))
            .method(request.path("method").asString(), HttpRequest.BodyPublishers.ofString(body));
    request
        .path("header")
        .forEach(
            one ->
                call.header(
                    one.path("key").asString(),
                    one.path("value").asString().replace("{{token}}", token)));
    return client.send(call.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static Map<String, JsonNode> requests() throws IOException {
    Map<String, JsonNode> items = new TreeMap<>();
    JsonMapper.shared()
        .readTree(Files.readString(COLLECTION))
        .path("item")
        .forEach(item -> items.put(item.path("name").asString(), item));
    return items;
  }

  private static JsonNode customers() throws IOException {
    return Optional.ofNullable(requests().get("Send records: customer"))
        .orElseThrow()
        .path("request");
  }

  @Test
  void the_collection_is_what_the_project_says() {
    Map<RecordKind, String> examples = new TreeMap<>();
    MappingExamples.records(hub.project().mappings())
        .forEach((feed, text) -> examples.put(feed.kind(), text));

    GoldenFile.expect(
        COLLECTION, hub.project().systems().getFirst().plan().postman(examples).orElseThrow());
  }

  @Test
  void every_request_of_the_collection_is_answered_as_it_says()
      throws IOException, InterruptedException {
    for (JsonNode item : requests().values()) {
      JsonNode request = item.path("request");
      String body = request.at("/body/raw").asString();
      List<HttpResponse<String>> answers =
          List.of(
              send(request, TOKEN, body),
              send(request, TOKEN, body),
              send(request, TOKEN, "[{}]"),
              send(request, "another-token-of-letters", body));
      for (int at = 0; at < answers.size(); at++) {
        JsonNode expected = item.path("response").get(at);
        assertThat(answers.get(at).statusCode()).isEqualTo(expected.path("code").asInt());
        assertThat(answers.get(at).body()).isEqualTo(expected.path("body").asString());
      }
    }
    hub.settle();
    assertThat(hub.contacts().get("ada@example.com"))
        .startsWith("subscribed ")
        .contains("FIRSTNAME=Ada", "CUSTOMER_NO=C-17", "NUMBER_OF_ORDERS=1", "TOTAL_SPEND=70");
  }

  @Test
  void an_opt_out_starts_the_flow_until_it_has_arrived() throws IOException, InterruptedException {
    JsonNode request = customers();
    send(request, TOKEN, request.at("/body/raw").asString());
    hub.settle();
    patchworks.behave(new PatchworksStandIn.Manners(true, "id", PatchworksStandIn.FAILURE));

    hub.act("unsubscribe", "ada@example.com");
    Await.until("a run that fails", PATIENCE, () -> !patchworks.starts().isEmpty());
    patchworks.behave(new PatchworksStandIn.Manners(true, "id", PatchworksStandIn.SUCCESS));
    Await.until("another run", PATIENCE, () -> patchworks.starts().size() == 2);
    hub.settle();

    assertThat(patchworks.starts())
        .allSatisfy(
            start ->
                assertThat(start)
                    .startsWith("77 {\"at\":")
                    .contains("\"email\":\"ada@example.com\"", "\"key\":\"C-17\"")
                    .contains("\"opt_in\":false"));
    assertThat(patchworks.starts().getFirst()).isEqualTo(patchworks.starts().getLast());
    assertThat(hub.contacts().get("ada@example.com")).startsWith("unsubscribed ");
  }

  @Test
  void a_run_that_failed_is_parked_with_its_payload_and_started_again_with_another() {
    patchworks.deploy("80", "Orders to the ERP");
    Instant then = InstantSource.system().instant().minusSeconds(60);
    String payload = "{\"no\":\"SO-1\",\"email\":\"bea@example.com\"}";
    long run = patchworks.ran("80", PatchworksStandIn.PARTIAL, then, payload);
    patchworks.log(run, "error", "The ERP knows no SO-1.", "");
    patchworks.ran("77", PatchworksStandIn.FAILURE, then, "{}");

    Await.until("a parked run", PATIENCE, () -> parked().isPresent());
    hub.settle();
    Parked found = parked().orElseThrow();
    assertThat(found.item().cause()).isEqualTo("patchworks.partial-run");
    assertThat(found.item().source()).isEqualTo("patchworks/flow-run/" + run);
    assertThat(found.item().sentence()).contains("The ERP knows no SO-1").doesNotContain("bea@");
    assertThat(hub.store().<Long>read(ports -> ports.parked().count())).isEqualTo(1);

    ByHand hand = new ByHand("otto", "the number was wrong");
    String report =
        hub.byHand(acts -> acts.show(found.number(), hand))
            .map(one -> (ParkedCase.Papers.Kept) one.papers())
            .map(kept -> kept.original().toText())
            .orElseThrow();
    assertThat(report).contains(payload);
    hub.byHand(
        acts ->
            acts.edit(found.number(), Payload.ofText(report.replace("SO-1\"", "SO-2\"")), hand));
    assertThat(hub.restart(found.number(), false, hand))
        .isInstanceOfSatisfying(
            Restarted.Begun.class, begun -> assertThat(begun.what()).endsWith("of flow 80"));
    assertThat(patchworks.starts()).containsExactly("80 " + payload.replace("SO-1", "SO-2"));

    hub.settle();
    assertThat(parked()).isEmpty();
    assertThat(hub.restart(found.number(), false, hand)).isInstanceOf(Restarted.NotThere.class);
    List<AuditEntry> audit = hub.store().read(ports -> ports.auditLog().newest("", 10));
    assertThat(audit)
        .extracting(AuditEntry::act)
        .containsExactly("report.restart", "report.restart");
    assertThat(audit).extracting(AuditEntry::who).containsOnly("otto");
    assertThat(audit.getFirst().result()).contains("patchworks/flow-run/" + run, "of flow 80");
    assertThat(audit.getFirst().why()).isEqualTo("the number was wrong");
  }

  private Optional<Parked> parked() {
    return hub.store().read(ports -> ports.parked().newest("", 10, 0).stream().findFirst());
  }

  @Test
  void one_record_without_a_key_holds_up_no_other_and_is_put_right_here()
      throws IOException, InterruptedException {
    JsonNode request = customers();
    String bad = "{\"email\":\"bea@example.com\",\"name\":{\"first\":\"Bea\"}}";
    String body =
        "[" + bad + ",{\"no\":\"C-2\",\"email\":\"cal@example.com\",\"name\":{\"first\":\"Cal\"}}]";

    String first = send(request, TOKEN, body).body();
    String again = send(request, TOKEN, body).body();
    assertThat(first).startsWith("{\"accepted\":1,\"repeats\":0,\"refused\":1,");
    assertThat(again).startsWith("{\"accepted\":0,\"repeats\":1,\"refused\":1,");

    hub.settle();
    Parked parked = hub.store().<Parked>read(ports -> ports.parked().find(1).orElseThrow());
    assertThat(parked.item().sentence()).contains("no usable key at no").doesNotContain("bea@");
    assertThat(hub.store().<Long>read(ports -> ports.parked().count())).isEqualTo(1);

    ByHand hand = new ByHand("otto", "the flow forgot it");
    assertThat(
            hub.<ParkedActs.Edited>byHand(
                acts -> {
                  ParkedActs.Edited edited =
                      acts.edit(
                          1, Payload.ofText(bad.replaceFirst("\\{", "{\"no\":\"C-1\",")), hand);
                  acts.replay(new Choice.One(1), hand, done -> {});
                  return edited;
                }))
        .isInstanceOf(ParkedActs.Edited.Stored.class);
    hub.settle();
    assertThat(hub.store().<Long>read(ports -> ports.parked().count())).isZero();
    // Nobody said that she may be mailed; her record is known by the key that was written in.
    assertThat(
            hub.store()
                .<Boolean>read(
                    ports ->
                        ports
                            .contributions()
                            .find(List.of(RecordRef.parse("patchworks/customer/C-1")))
                            .stream()
                            .anyMatch(
                                one ->
                                    one.contribution()
                                        .identity()
                                        .email()
                                        .equals("bea@example.com"))))
        .isTrue();
  }
}
