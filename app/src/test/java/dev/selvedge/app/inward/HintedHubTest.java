package dev.selvedge.app.inward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.Wiring;
import dev.selvedge.app.cli.Backstage;
import dev.selvedge.app.config.Loaded;
import dev.selvedge.app.config.ProjectLoader;
import dev.selvedge.person.AddressRef;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.testkit.Await;
import dev.selvedge.yaml.Environment;
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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program as it runs: it reads what people decide, and reads it at once when it is told to.
class HintedHubTest {
  private static final String SECRET = "one-secret-for-the-hints";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void project(String endpoint) throws IOException {
    write(
        "selvedge.yaml",
        """
        project: trial
        store: data/hub.db
        http: { port: 0 }
        dotdigital:
          endpoint: %s
          user: %s
          password: %s
          inward: { every: 24h, hint_secret: %s, hint_header: X-Api-Key }
        consent: { lists: [Newsletter] }
        systems:
          shop:
            connector: webhook
            options:
              secret: %s
              signature: { header: X-Sign }
              kinds: { customer: { key: id, stamp: at } }
        """
            .formatted(
                endpoint,
                SandboxConfig.defaults().user(),
                SandboxConfig.defaults().password(),
                SECRET,
                "a-secret-of-the-shop"));
    write("fields.yaml", "fields: { name: { type: String, owners: [shop], to: FIRSTNAME } }");
    write(
        "mappings/shop.customer.yaml",
        "system: shop\nkind: customer\nperson: { email: email, fields: { name: name } }\n");
    write("data/.keep", "");
  }

  private static int hint(URI dashboard, String secret) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(dashboard.resolve("/hook/dotdigital/opt-out"))
            .header("X-Api-Key", secret)
            .POST(HttpRequest.BodyPublishers.ofString("{{whatever}}"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  private static long entries(Backstage.RunningHub hub, String email) {
    return hub.store()
        .read(ports -> ports.ledger().of(List.of(AddressRef.of(Account.NAME, email))))
        .size();
  }

  @Test
  void an_opt_out_is_in_the_ledger_as_soon_as_a_program_hints_at_it() throws Exception {
    InstantSource clock = InstantSource.system();
    try (Account account = new Account()) {
      account.subscribe(0, 2);
      account.act("unsubscribe", 0, 1);
      project(account.sandbox.baseUrl());
      Wiring wiring = new Wiring(new Environment(Map.of()), clock, new Random(7));
      Loaded loaded =
          new ProjectLoader(wiring.environment(), wiring.connectors(), clock).load(folder);
      assertThat(loaded).isInstanceOf(Loaded.Ready.class);
      try (Backstage.RunningHub hub = wiring.start(((Loaded.Ready) loaded).project())) {
        Await.until("the past is read", PATIENCE, () -> entries(hub, Account.person(0)) == 1);
        Await.until(
            "all feeds are read",
            PATIENCE,
            () -> hub.feeds().stream().noneMatch(feed -> feed.lastRead().equals(Instant.EPOCH)));
        account.act("unsubscribe", 1, 2);

        assertThat(hint(hub.dashboard(), "a-guess-of-the-secret")).isEqualTo(401);
        assertThat(hint(hub.dashboard(), SECRET)).isEqualTo(200);

        Await.until("the opt-out is in", PATIENCE, () -> entries(hub, Account.person(1)) == 1);
        assertThat(hub.feeds())
            .extracting(state -> state.feed().toString())
            .contains("dotdigital/suppression", "dotdigital/list-optout");
      }
    }
  }
}
