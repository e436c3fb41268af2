package dev.selvedge.app.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.selvedge.app.jar.BuiltJar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `examples/community-connector` at work: compiled, put into a project's folder as a jar, and run.
class CommunityConnectorTest {
  private static final String CHANGES =
      """
      [{"change": 1, "id": "M-1", "changed": "2026-11-20T10:00:00Z",
        "member": {"id": "M-1", "email": "Ann@Example.com", "tier": "gold"}},
       {"change": 2, "id": "M-2", "changed": "2026-11-20T10:00:01Z",
        "member": {"id": "M-2", "email": "bo@example.com", "tier": "silver"}}]
      """;

  private static final Map<String, String> FILES =
      Map.of(
          "selvedge.yaml",
          """
          project: club-brand
          store: data/hub.db
          http: { port: 0 }
          dotdigital:
            endpoint: "${env:DOTDIGITAL_ENDPOINT}"
            user: "${env:DOTDIGITAL_USER}"
            password: "${env:DOTDIGITAL_PASSWORD}"
          systems:
            club:
              connector: club
              every: 200ms
              options: { url: "${env:CLUB_URL}", token: "${env:CLUB_TOKEN}" }
          """,
          "fields.yaml",
          "fields: { tier: { type: String, owners: [club], to: TIER } }\n",
          "mappings/club.member.yaml",
          """
          system: club
          kind: member
          person: { email: email, fields: { tier: tier } }
          examples:
            - name: a member
              record: { id: M-1, email: ann@example.com, tier: gold }
              gives: { person: { email: ann@example.com, fields: { tier: gold } } }
          """,
          "data/.keep",
          "");

  private final HttpServer club = server();
  private ExampleHub hub;

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void start(@TempDir Path folder, @TempDir Path work) throws IOException {
    club.createContext(
        "/changes",
        call -> {
          boolean known = "Bearer t-1".equals(call.getRequestHeaders().getFirst("Authorization"));
          boolean first = call.getRequestURI().getQuery().startsWith("after=0&");
          byte[] body = (known && first ? CHANGES : "[]").getBytes(StandardCharsets.UTF_8);
          call.sendResponseHeaders(known ? 200 : 401, body.length);
          call.getResponseBody().write(body);
          call.close();
        });
    club.start();
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    BuiltJar.ofExample(folder.resolve("connectors").resolve("club.jar"), work);
    String url = "http://127.0.0.1:" + club.getAddress().getPort();
    hub = new ExampleHub(folder, Map.of("CLUB_URL", url, "CLUB_TOKEN", "t-1"), Duration.ZERO);
  }

  @AfterEach
  void close() {
    hub.close();
    club.stop(0);
  }

  @Test
  void the_members_of_a_club_that_only_a_jar_can_read_are_contacts() {
    hub.catchUp();
    assertThat(hub.contacts().keySet()).containsAll(List.of("ann@example.com", "bo@example.com"));
    assertThat(hub.contact("ann@example.com").toString()).contains("gold");
  }
}
