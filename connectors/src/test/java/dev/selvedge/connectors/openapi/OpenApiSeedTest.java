package dev.selvedge.connectors.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connectors.Systems;
import dev.selvedge.connectors.rest.RestConnector;
import dev.selvedge.connectors.seed.Seed;
import dev.selvedge.yaml.Problem;
import dev.selvedge.yaml.Problems;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenApiSeedTest {
  private static final String ERP =
      """
      openapi: 3.0.3
      info: { title: ERP, version: "1" }
      servers: [{ url: "https://{region}.example.com/v2/", variables: { region: { default: eu } } }]
      components:
        securitySchemes:
          app:
            type: oauth2
            flows: { clientCredentials: { tokenUrl: "https://login.example.com/token", scopes: {} } }
        parameters:
          Size: { name: per_page, in: query, schema: { type: integer, maximum: 250 } }
        schemas:
          Base: { type: object, properties: { id: { type: string } } }
          Customer:
            allOf:
              - { $ref: "#/components/schemas/Base" }
              - type: object
                properties: { updatedAt: { type: string }, email: { type: string }, deleted: { type: boolean } }
          Loop: { $ref: "#/components/schemas/Loop" }
      paths:
        /customers:
          parameters: [{ $ref: "#/components/parameters/Size" }]
          get:
            parameters:
              - { name: updated_since, in: query, schema: { type: string } }
              - { name: page, in: query, schema: { type: integer } }
            responses:
              "200":
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        items: { type: array, items: { $ref: "#/components/schemas/Customer" } }
                        meta: { type: object, properties: { has_more: { type: boolean } } }
        /customers/{customerId}:
          get: { responses: { "200": { description: one } } }
        /stock/categories:
          get:
            responses:
              "200":
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        value: { type: array, items: { type: object, properties: { code: { type: string } } } }
                        "@odata.nextLink": { type: string }
        /loops: { get: { responses: { "200": { content: { application/json: { schema: { $ref: "#/components/schemas/Loop" } } } } } } }
        /health: { get: { responses: { "200": { description: fine } } } }
      """;

  private static Seed seed(String text) {
    Problems problems = new Problems();
    Optional<Seed> seed = OpenApiSeed.of("api.yaml", text, "my-erp", problems);
    assertThat(problems.sorted()).isEmpty();
    return seed.orElseThrow();
  }

  @Test
  void lists_become_feeds_and_gaps_are_said() {
    Seed seed = seed(ERP);
    assertThat(seed.feeds()).containsExactly("customer", "category");
    assertThat(seed.passedOver()).containsExactly("/loops", "/health");
    assertThat(seed.yaml())
        .isEqualTo(
            """
            # Begun from an OpenAPI file. What is guessed or missing says 'look:'.
            my-erp:
              connector: rest
              every: 15m
              options:
                base_url: "https://eu.example.com/v2"
                auth: { kind: client-credentials, token_url: "https://login.example.com/token", client_id: "${env:MY_ERP_CLIENT_ID}", client_secret: "${env:MY_ERP_CLIENT_SECRET}" }
                feeds:
                  customer:
                    path: "/customers"
                    query: { "updated_since": "{since}", "per_page": "{size}", "page": "{page}" }
                    records: "items"
                    key: "id"
                    stamp: "updatedAt"
                    # look: is 'updated_since' UTC, and of 'stamp'? Can the list be 'sorted' by it?
                    page_size: 250
                    paging: { kind: page, more: "meta.has_more" }
                    # look: does 'deleted' mean 'deleted'?
                    by_key: { path: "/customers/{key}" }  # look: 'record' within it
                  category:
                    path: "/stock/categories"
                    records: "value"
                    key: "code"
                    changes: all  # look: no property looks like the time of the last change
                    # look: page_size, the most records that one page has
                    paging: { kind: next-url, next: "/@odata.nextLink" }
            """);
  }

  @Test
  void what_is_written_is_a_description_that_is_accepted() {
    String yaml = seed(ERP).yaml();
    String options =
        yaml.substring(yaml.indexOf("options:\n") + "options:\n".length())
            .stripIndent()
            .replaceAll("\\$\\{env:\\w+}", "secret");
    assertThat(Systems.complaints(new RestConnector(), options)).isEmpty();
  }

  @Test
  void an_old_file_is_read_too_and_a_name_in_it_stays_a_name() {
    String yaml =
        seed("""
                {"swagger": "2.0", "host": "api.example.com", "basePath": "/v1",
                 "securityDefinitions": {"k": {"type": "apiKey", "in": "header", "name": "X-${env:HOME}"}},
                 "paths": {"/things": {"get": {
                   "parameters": [{"name": "limit\\"}, evil: {", "in": "query", "type": "integer"},
                                  {"name": "offset", "in": "query", "type": "integer"}],
                   "responses": {"200": {"schema": {"type": "array", "items": {
                     "properties": {"thing_id": {"type": "string"}}}}}}}}}}
                """)
            .yaml();
    assertThat(yaml)
        .contains("base_url: \"https://api.example.com/v1\"")
        .contains("auth: { kind: header, name: \"X-$ {env:HOME}\"")
        .contains("paging: { kind: offset }")
        .contains("key: \"thing_id\"")
        .doesNotContain("evil");
  }

  @Test
  void another_file_is_refused() {
    Problems problems = new Problems();
    assertThat(OpenApiSeed.of("x.yaml", "a: 1", "erp", problems)).isEmpty();
    assertThat(problems.sorted())
        .extracting(Problem::message)
        .containsExactly("this is no OpenAPI file");
  }
}
