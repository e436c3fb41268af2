package dev.selvedge.connectors.postman;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connectors.Systems;
import dev.selvedge.connectors.rest.RestConnector;
import dev.selvedge.connectors.seed.Seed;
import dev.selvedge.yaml.Problem;
import dev.selvedge.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostmanSeedTest {
  /// Nothing of what is written anywhere in a collection as a secret.
  private static final String PLANTED = "hunter2Planted";

  /// As Postman exports it (v2.1): folders, inherited credentials, variables, saved answers.
  private static final String SHOP =
      """
      {
        "info": {"_postman_id": "5a1c", "name": "Shop API",
          "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
        "item": [
          {"name": "Login", "item": [
            {"name": "Token", "request": {"method": "POST", "header": [],
              "body": {"mode": "urlencoded", "urlencoded": [
                {"key": "client_secret", "value": "hunter2Planted", "type": "text"}]},
              "url": {"raw": "https://login.example.com/token", "protocol": "https",
                "host": ["login", "example", "com"], "path": ["token"]}}, "response": []}]},
          {"name": "Customers", "item": [
            {"name": "List", "request": {"method": "GET",
              "header": [{"key": "Accept", "value": "application/json"},
                {"key": "X-Api-Version", "value": "2024-10"},
                {"key": "X-Tenant", "value": "hunter2Planted"},
                {"key": "X-Off", "value": "1", "disabled": true}],
              "url": {"raw": "{{baseUrl}}/customers?updated_since=2024-01-01 00:00:00&per_page=50&page=1&sort=updated_at&company={{companyId}}",
                "host": ["{{baseUrl}}"], "path": ["customers"],
                "query": [
                  {"key": "updated_since", "value": "2024-01-01 00:00:00"},
                  {"key": "per_page", "value": "50"},
                  {"key": "page", "value": "1"},
                  {"key": "sort", "value": "updated_at"},
                  {"key": "company", "value": "{{companyId}}"},
                  {"key": "email", "value": "jane@example.com", "disabled": true}]}},
              "response": [
                {"name": "refused", "code": 401, "body": "{\\"errors\\":[{\\"id\\":1}]}"},
                {"name": "good", "status": "OK", "code": 200, "header": [],
                 "body": "{\\"meta\\":{\\"has_more\\":true,\\"total\\":812},\\"customers\\":[{\\"id\\":7,\\"email\\":\\"jane@example.com\\"},{\\"id\\":8,\\"updated_at\\":\\"2024-05-01 10:00:00\\",\\"is_deleted\\":false}]}"}]},
            {"name": "One", "request": {"method": "GET", "header": [],
              "url": {"raw": "{{baseUrl}}/customers/:customerId", "host": ["{{baseUrl}}"],
                "path": ["customers", ":customerId"],
                "variable": [{"key": "customerId", "value": "7"}]}},
              "response": [{"code": 200, "body": "{\\"customer\\":{\\"id\\":7}}"}]},
            {"name": "Orders of one", "request": {"method": "GET",
              "url": {"raw": "{{baseUrl}}/customers/{{customer_id}}/orders"}},
              "response": []}]},
          {"name": "Orders", "auth": {"type": "noauth"}, "item": [
            {"name": "Open", "request": {"auth": null, "method": "GET",
              "url": "{{baseUrl}}/stock/categories?cursor="},
              "response": [{"code": 200, "body": "{\\"data\\":[{\\"code\\":\\"a\\"}],\\"paging\\":{\\"next_cursor\\":\\"abc\\"}}"}]},
            {"name": "Health", "request": "{{baseUrl}}/health"},
            {"name": "Elsewhere", "request": "https://status.example.com/incidents"}]}
        ],
        "auth": {"type": "oauth2", "oauth2": [
          {"key": "grant_type", "value": "client_credentials", "type": "string"},
          {"key": "accessTokenUrl", "value": "https://login.example.com/token", "type": "string"},
          {"key": "clientId", "value": "hunter2Planted", "type": "string"},
          {"key": "clientSecret", "value": "hunter2Planted", "type": "string"},
          {"key": "scope", "value": "read:all", "type": "string"},
          {"key": "client_authentication", "value": "body", "type": "string"}]},
        "variable": [
          {"key": "host", "value": "eu.example.com"},
          {"key": "baseUrl", "value": "https://{{host}}/v2/"},
          {"key": "token", "value": "hunter2Planted"}]
      }
      """;

  private static Seed seed(String text) {
    Problems problems = new Problems();
    Optional<Seed> seed = PostmanSeed.of("shop.json", text, "my-erp", problems);
    assertThat(problems.sorted()).isEmpty();
    return seed.orElseThrow();
  }

  private static List<String> complaints(Seed seed) {
    String yaml = seed.yaml();
    String options =
        yaml.substring(yaml.indexOf("options:\n") + "options:\n".length())
            .stripIndent()
            .replace("\"${env:MY_ERP_API}\"", "https://api.example.com")
            .replace("\"${env:MY_ERP_TOKEN_URL}\"", "https://login.example.com")
            .replaceAll("\\$\\{env:\\w+}", "secret");
    return Systems.complaints(new RestConnector(), options);
  }

  @Test
  void lists_become_feeds_and_gaps_are_said() {
    Seed seed = seed(SHOP);
    assertThat(seed.feeds()).containsExactly("customer", "category");
    assertThat(seed.passedOver()).containsExactly("/incidents (at another address)", "/health");
    assertThat(seed.variables())
        .containsExactly(
            "MY_ERP_CLIENT_ID", "MY_ERP_CLIENT_SECRET", "MY_ERP_COMPANY", "MY_ERP_X_TENANT");
    assertThat(seed.yaml())
        .isEqualTo(
            """
            # Begun from a Postman collection, of which no secret was copied. What is guessed or missing says 'look:'.
            my-erp:
              connector: rest
              every: 15m
              options:
                base_url: "https://eu.example.com/v2"
                auth: { kind: client-credentials, token_url: "https://login.example.com/token", client_id: "${env:MY_ERP_CLIENT_ID}", client_secret: "${env:MY_ERP_CLIENT_SECRET}", scope: "read:all", send_as: body }
                # look: the lists log in in 2 ways
                headers: { "X-Api-Version": "2024-10", "X-Tenant": "${env:MY_ERP_X_TENANT}" }
                feeds:
                  customer:
                    path: "/customers"
                    query: { "updated_since": "{since}", "per_page": "{size}", "page": "{page}", "sort": "updated_at", "company": "${env:MY_ERP_COMPANY}" }
                    records: "customers"
                    key: "id"
                    stamp: "updated_at"
                    # look: times are written without a zone; 'zone' is UTC if you do not say it
                    since_format: "yyyy-MM-dd HH:mm:ss"
                    # look: is 'updated_since' UTC, and of 'stamp'? Can the list be 'sorted' by it?
                    page_size: 50  # look: as the example; what is the most?
                    paging: { kind: page, more: "meta.has_more" }
                    # look: does 'is_deleted' mean 'deleted'?
                    by_key: { path: "/customers/{key}", record: "customer" }
                  category:
                    path: "/stock/categories"
                    query: { "cursor": "{token}" }
                    records: "data"
                    key: "code"
                    changes: all  # look: no property looks like the time of the last change
                    # look: page_size, the most records that one page has
                    paging: { kind: token, next: "paging.next_cursor" }
            """);
    assertThat(complaints(seed)).isEmpty();
  }

  /// The format 2.0: `auth` is an object, variables have ids, addresses are made of their parts,
  /// and one part of a path may be several.
  @Test
  void the_older_format_is_read_too() {
    Seed seed =
        seed(
            """
            {"info": {"name": "Old", "schema": "https://schema.getpostman.com/json/collection/v2.0.0/"},
             "auth": {"type": "apikey", "apikey": {"key": "X-Access", "value": "hunter2Planted", "in": "header"}},
             "variable": [{"id": "version", "value": "3", "type": "string"}],
             "item": [{"name": "F", "item": [{"name": "G", "item": [
               {"name": "list", "request": {"method": "GET", "header": "Accept: */*\\nX-Shop: 12\\n",
                 "url": {"protocol": "http", "host": "api.example.com", "port": "8443",
                   "path": ["api", "{{version}}/{{store}}", "articles.json"],
                   "query": [{"key": "offset", "value": "0"}]}},
                "response": [{"body": "[{\\"article_id\\": 3, \\"changed\\": 1714557600}]"}]},
               {"name": "one", "request": {"method": "GET",
                 "url": {"protocol": "http", "host": ["api", "example", "com"], "port": "8443",
                   "path": ["api/{{version}}/{{store}}/articles/:id.json"],
                   "variable": [{"id": "id", "value": "3"}]}}}]}]}]}
            """);
    assertThat(seed.yaml())
        .contains("base_url: \"http://api.example.com:8443\"")
        .contains("auth: { kind: header, name: \"X-Access\", value: \"${env:MY_ERP_KEY}\" }")
        .contains("headers: { \"X-Shop\": \"${env:MY_ERP_X_SHOP}\" }")
        .contains("path: \"/api/3/${env:MY_ERP_STORE}/articles.json\"")
        .contains("records: \"$\"")
        .contains("key: \"article_id\"")
        .contains("stamp: \"changed\"")
        .contains("paging: { kind: offset }")
        .contains("by_key: { path: \"/api/3/${env:MY_ERP_STORE}/articles/{key}.json\" }  # look:");
    assertThat(seed.feeds()).containsExactly("article");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type":"basic","basic":[{"key":"password","value":"hunter2Planted"}]} | { kind: basic, user: "${env:MY_ERP_USER}", password: "${env:MY_ERP_PASSWORD}" }
          {"type":"bearer","bearer":[{"key":"token","value":"hunter2Planted"}]} | { kind: bearer, token: "${env:MY_ERP_TOKEN}" }
          {"type":"apikey","apikey":[{"key":"key","value":"{{keyName}}"},{"key":"in","value":"query"}]} | { kind: query, name: "access", value: "${env:MY_ERP_KEY}" }
          {"type":"apikey","apikey":[{"key":"value","value":"hunter2Planted"}]} | { kind: none }  # look: the collection logs in by a key whose name it does not tell
          {"type":"oauth1","oauth1":[{"key":"realm","value":"12"},{"key":"signatureMethod","value":"HMAC-SHA256"}]} | { kind: oauth1, consumer_key: "${env:MY_ERP_CONSUMER_KEY}", consumer_secret: "${env:MY_ERP_CONSUMER_SECRET}", token: "${env:MY_ERP_TOKEN}", token_secret: "${env:MY_ERP_TOKEN_SECRET}", realm: "${env:MY_ERP_REALM}" }
          {"type":"oauth1","oauth1":[{"key":"signatureMethod","value":"PLAINTEXT"}]} | { kind: oauth1, consumer_key: "${env:MY_ERP_CONSUMER_KEY}", consumer_secret: "${env:MY_ERP_CONSUMER_SECRET}", token: "${env:MY_ERP_TOKEN}", token_secret: "${env:MY_ERP_TOKEN_SECRET}" }  # look: the collection signs by another method; 'rest' signs by HMAC-SHA256
          {"type":"oauth2","oauth2":[{"key":"grant_type","value":"client_credentials"},{"key":"accessTokenUrl","value":"{{authUrl}}/t"}]} | { kind: client-credentials, token_url: "${env:MY_ERP_TOKEN_URL}", client_id: "${env:MY_ERP_CLIENT_ID}", client_secret: "${env:MY_ERP_CLIENT_SECRET}" }
          {"type":"oauth2","oauth2":[{"key":"accessToken","value":"hunter2Planted"}]} | { kind: bearer, token: "${env:MY_ERP_TOKEN}" }  # look: the collection asks a person for the token (OAuth 2); is there one for machines?
          {"type":"awsv4","awsv4":[{"key":"secretKey","value":"hunter2Planted"}]} | { kind: none }  # look: the collection logs in by 'awsv4', which 'rest' does not know
          """)
  void every_kind_of_login_is_told(String auth, String told) {
    Seed seed =
        seed(
            """
            {"variable": [{"key": "keyName", "value": "access"}], "item": [{"name": "a", "item": [
              {"request": {"method": "GET", "auth": AUTH, "url": "https://a.example.com/things?limit=5"}}],
              "auth": {"type": "digest"}}], "auth": {"type": "ntlm"}}
            """
                .replace("AUTH", auth));
    assertThat(seed.yaml()).contains("    auth: " + told + "\n").doesNotContain(PLANTED);
    assertThat(complaints(seed)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [{"key":"Authorization","value":"Bearer hunter2Planted"}] | kind: bearer
          [{"key":"authorization","value":"Basic hunter2Planted"}] | kind: basic
          [{"key":"Authorization","value":"Token hunter2Planted"}] | kind: header, name: "Authorization"
          [{"key":"X-Shop-Access-Token","value":"hunter2Planted"},{"key":"Cookie","value":"session=hunter2Planted"}] | kind: header, name: "X-Shop-Access-Token"
          [{"key":"Authorization","value":"Bearer hunter2Planted","disabled":true}] | kind: query, name: "api_key"
          """)
  void a_login_by_hand_is_recognised(String headers, String told) {
    Seed seed =
        seed(
            """
            {"item": [{"request": {"method": "GET", "header": HEADERS,
              "url": "https://a.example.com/things?limit=5&api_key=hunter2Planted&page_token=x"}}]}
            """
                .replace("HEADERS", headers));
    assertThat(seed.yaml()).contains("auth: { " + told).doesNotContain(PLANTED);
    assertThat(complaints(seed)).isEmpty();
  }

  /// Where a secret may stand without being called one.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:hunter2Planted@a.example.com/things?limit=5",
        "https://hunter2Planted@a.example.com/things?limit=5",
        "{{base}}/things?limit=5&shop=hunter2Planted",
        "{{base}}/things?limit=5&sort=hunter2Planted-0123456789-0123456789",
        "https://a.example.com/{{accessToken}}/things?limit=5",
        "https://a.example.com/hook/hunter2Planted0123456789abc/things?limit=5",
        "https://a.example.com/things?limit=5#hunter2Planted",
        "{{drawn}}/things?limit=5",
        "{{sneaky}}/things?limit=5",
        "{{typed}}/things?limit=5"
      })
  void no_secret_is_copied_from_an_address(String url) {
    Seed seed =
        seed(
            """
            {"item": [{"request": {"method": "GET", "url": "URL"}}],
             "variable": [{"key": "base", "value": "https://u:hunter2Planted@b.example.com"},
               {"key": "accessToken", "value": "hunter2Planted"},
               {"key": "drawn", "value": "https://c.example.com/hunter2Planted0123456789abc"},
               {"key": "sneaky", "value": "https://c.example.com/v1?k=hunter2Planted"},
               {"key": "typed", "value": "https://hunter2Planted.example.com", "type": "secret"}]}
            """
                .replace("URL", url));
    assertThat(seed.yaml()).doesNotContain(PLANTED);
    assertThat(String.join("\n", seed.passedOver())).doesNotContain(PLANTED);
    assertThat(seed.feeds().isEmpty() ? List.of() : complaints(seed)).isEmpty();
  }

  @Test
  void credentials_in_an_address_are_a_login_and_no_part_of_it() {
    assertThat(
            seed("""
                    {"item": [{"request": "https://user:hunter2Planted@a.example.com/things?limit=5"}]}
                    """)
                .yaml())
        .contains("base_url: \"https://a.example.com\"\n")
        .contains("auth: { kind: basic,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [{"key":"Cookie","value":"session=1"}] | ?limit=5&page_token=x
          [{"key":"Postman-Token","value":"1"}] | ?limit=5&continuationToken=x
          """)
  void what_is_named_like_a_secret_and_is_none_is_no_login(String headers, String query) {
    String yaml =
        seed("""
                {"item": [{"request": {"method": "GET", "header": HEADERS,
                  "url": "https://a.example.com/thingsQUERY"}}]}
                """
                .replace("HEADERS", headers)
                .replace("QUERY", query))
            .yaml();
    assertThat(yaml).contains("auth: { kind: none }").doesNotContain("headers:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ?page=0&size=20 | {"content":[{"id":1}],"totalElements":4} | | paging: { kind: page, first: 0 }
          ?page=1 | {"data":[{"id":1}],"meta":{"total":4}} | | paging: { kind: page, total: "meta.total" }
          ?cursor=x | {"data":[{"id":1}],"next":"https://a.example.com/things?cursor=y"} | | paging: { kind: next-url, next: "next" }
          ?cursor=x | {"data":[{"id":1}],"next":"y"} | | paging: { kind: token, next: "next" }
          ?page=1 | {"data":[{"id":1}],"next":"y"} | | paging: { kind: page }
          ?page=1 | {"value":[{"id":1}],"@odata.nextLink":"https://a.example.com/n"} | | paging: { kind: next-url, next: "/@odata.nextLink" }
          ?limit=5 | [{"id":1}] | {"key":"link","value":"<https://a.example.com/n>; rel=\\"next\\""} | paging: { kind: link }
          ?skip=0 | {"data":{"things":[{"id":1}]}} | | records: "data.things"
          ?updated_after=1714557600&limit=5 | [{"id":1,"updatedAt":"2024-05-01T10:00:00Z"}] | | since_format: "epoch"
          ?updated_after=2024-05-01T10:00:00Z&limit=5 | [{"id":1,"updatedAt":"2024-05-01T10:00:00Z"}] | | "updated_after": "{since}"
          """)
  void an_answer_tells_the_records_and_how_they_go_on(
      String query, String answer, String header, String told) {
    Seed seed =
        seed(
            """
            {"item": [{"request": {"method": "GET", "url": "https://a.example.com/thingsQUERY"},
              "response": [{"code": 200, "header": [HEADER], "body": "ANSWER"}]}]}
            """
                .replace("QUERY", query)
                .replace("HEADER", header == null ? "" : header)
                .replace("ANSWER", answer.replace("\"", "\\\"")));
    assertThat(seed.yaml()).contains(told);
    assertThat(complaints(seed)).isEmpty();
  }

  @Test
  void a_list_without_an_example_is_recognised_by_its_pages_or_its_single_records() {
    Seed seed =
        seed(
            """
            {"item": [
              {"request": {"method": "GET", "url": "{{url}}/orders"}},
              {"request": {"method": "GET", "url": "{{url}}/orders/42"}},
              {"request": {"method": "GET", "url": "{{url}}/returns?limit=10"}},
              {"request": {"method": "GET", "url": "{{url}}/returns?limit=10&page=2&status=open"}},
              {"request": {"method": "GET", "url": "{{url}}/profile"}}]}
            """);
    assertThat(seed.feeds()).containsExactly("order", "return");
    assertThat(seed.passedOver()).containsExactly("/profile");
    assertThat(seed.yaml())
        .contains("base_url: \"${env:MY_ERP_API}\"  # look: the file names no complete address")
        .contains("records: \"$\"  # look: the file has no example of an answer")
        .contains("by_key: { path: \"/orders/{key}\" }  # look: 'record' within it")
        .contains("query: { \"limit\": \"{size}\", \"page\": \"{page}\" }");
    assertThat(complaints(seed)).isEmpty();
  }

  @Test
  void a_name_of_a_collection_stays_a_name() {
    Seed seed =
        seed(
            """
            {"item": [{"request": {"method": "GET", "url": {"raw": "https://a.example.com/a\\" evil: b/things",
               "query": [{"key": "limit\\"}, evil: {", "value": "${env:HOME}"}, {"key": "sort", "value": "${env:HOME}"}]}},
              "response": [{"body": "[{\\"id\\\\n evil: 1\\": 1, \\"x_id\\": 2}]"}]}]}
            """);
    assertThat(seed.yaml().replaceAll("\"(\\\\.|[^\"\\\\])*\"", "")).doesNotContain("evil");
    assertThat(seed.yaml()).doesNotContain("${env:HOME}");
  }

  @Test
  void a_collection_that_only_writes_has_no_feed() throws IOException {
    Path companion = Path.of("../examples/patchworks-companion/patchworks.postman_collection.json");
    Seed seed = seed(Files.readString(companion));
    assertThat(seed.feeds()).isEmpty();
    assertThat(seed.yaml()).contains("feeds: {}  # look: no list was recognised");
  }

  @Test
  void what_postmans_own_api_answers_is_read() {
    assertThat(seed("{\"collection\":" + SHOP + "}")).isEqualTo(seed(SHOP));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"openapi": "3.0.0", "paths": {}} | shop.json:1:1 | this is no Postman collection
          [] | shop.json:1:1 | this is no Postman collection
          {"id": "1", "requests": [], "order": []} | shop.json:1:1 | this is a Postman collection of the format 1
          {"name": "e", "values": [{"key": "token", "value": "hunter2Planted"}]} | shop.json:1:1 | this is a Postman environment, not a collection
          {"token": "x", hunter2Planted | shop.json:1 | not valid JSON
          """)
  void another_file_is_refused_with_what_to_do(String text, String where, String message) {
    Problems problems = new Problems();
    assertThat(PostmanSeed.of("shop.json", text, "erp", problems)).isEmpty();
    Problem problem = problems.sorted().getFirst();
    assertThat(problem.position().toString()).startsWith(where);
    assertThat(problem.message()).isEqualTo(message);
    assertThat(problem.fix()).isNotEmpty().doesNotContain(PLANTED);
  }

  @Test
  void folders_that_go_too_deep_are_passed_over() {
    String deep = "{\"item\": [".repeat(200);
    String request =
        "{\"request\": {\"method\": \"GET\", \"url\": \"https://a.example.com/things?limit=5\"}}";
    assertThat(seed(deep + request + "]}".repeat(200)).feeds()).isEmpty();
    assertThat(seed("{\"item\": [".repeat(9) + request + "]}".repeat(9)).feeds())
        .containsExactly("thing");
  }
}
