package dev.selvedge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ContactListTest {
  private SandboxServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    server = SandboxServer.start(SandboxConfig.unthrottled());
    caller = new Caller(server);
    String contacts =
        IntStream.range(0, 7)
            .mapToObj(
                i ->
                    "{'matchIdentifier':'email','identifiers':{'email':'c"
                        + i
                        + "@example.com'},'dataFields':{'FIRSTNAME':'F','LASTNAME':'L'},'lists':[50117]}")
            .collect(Collectors.joining(","));
    caller.startImport("/contacts/v3/import", "{'contacts':[" + contacts + "]}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void every_link_repeats_the_parameters_and_the_last_page_has_no_next() {
    List<String> emails = new ArrayList<>();
    String next = "/contacts/v3/?~listId=50117&data-fields=FIRSTNAME&limit=3";
    int pages = 0;
    while (!next.isEmpty()) {
      Caller.Got page = caller.get(next);
      pages++;
      for (JsonNode item : page.json().path("_items")) {
        emails.add(item.at("/identifiers/email").asString());
        assertThat(item.path("dataFields").size()).isEqualTo(1);
      }
      next = page.at("/_links/next/link");
      assertThat(page.at("/_links/self/link")).contains("~listId=50117", "limit=3");
      if (!next.isEmpty()) {
        assertThat(next).contains("~listId=50117", "data-fields=FIRSTNAME", "limit=3");
        assertThat(next).endsWith("marker=" + page.at("/_links/next/marker"));
      }
    }
    assertThat(pages).isEqualTo(3);
    assertThat(emails).hasSize(7).doesNotHaveDuplicates();
  }

  @Test
  void without_asking_only_ids_come_back() {
    JsonNode item = caller.get("/contacts/v3?limit=1").json().at("/_items/0");
    assertThat(item.propertyNames())
        .containsExactly("contactId", "status", "created", "updated", "identifiers");
  }

  @Test
  void parts_are_included_on_request_joined_or_repeated() {
    JsonNode item =
        caller.get("/contacts/v3?include=lists,channelProperties&limit=1").json().at("/_items/0");
    assertThat(item.has("lists")).isTrue();
    assertThat(item.has("channelProperties")).isTrue();
    assertThat(
            caller
                .get("/contacts/v3?include=lists&include=preferences&limit=1")
                .json()
                .at("/_items/0")
                .has("preferences"))
        .isTrue();
  }

  @Test
  void only_contacts_modified_since_are_listed() {
    server.clock().advance(Duration.ofHours(1));
    String since = caller.get("/v2/server-time").text();
    server.clock().advance(Duration.ofHours(1));
    caller.patch("/contacts/v3/email/c3@example.com", "{'dataFields':{'LASTNAME':'New'}}");

    JsonNode items = caller.get("/contacts/v3?~modified=gte::" + since).json().path("_items");

    assertThat(items.size()).isEqualTo(1);
    assertThat(items.at("/0/identifiers/email").asString()).isEqualTo("c3@example.com");
  }

  @Test
  void bad_filters_and_limits_are_refused() {
    assertThat(caller.get("/contacts/v3?~modified=yesterday").at("/errorCode"))
        .isEqualTo("contacts:invalidFilter");
    assertThat(caller.get("/contacts/v3?limit=5001").status()).isEqualTo(400);
    assertThat(caller.get("/contacts/v3?limit=0").status()).isEqualTo(400);
    assertThat(caller.get("/contacts/v3?~listId=50117&~segmentId=1").status()).isEqualTo(400);
  }
}
