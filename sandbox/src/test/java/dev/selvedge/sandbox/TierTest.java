package dev.selvedge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which tier an operation belongs to: an assumption, for the vendor publishes the idea only.
class TierTest {
  private static final String SINCE = "2026-01-01T00:00:00Z";

  private SandboxServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    server = SandboxServer.start(SandboxConfig.unthrottled());
    caller = new Caller(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void belong(String tier, String... calls) {
    for (String call : calls) {
      String[] parts = call.split(" ", 2);
      String body = parts[0].equals("GET") ? "" : "{}";
      assertThat(caller.call(parts[0], parts[1], body).header("X-RateLimit-Scope"))
          .as(call)
          .isEqualTo(tier);
    }
    assertThat(server.calls().unknown()).isEmpty();
  }

  @Test
  void heavy_work_is_low() {
    belong(
        "lowCallRate",
        "PUT /contacts/v3/import",
        "PUT /insightData/v3/import",
        "POST /events/v3/import",
        "POST /contacts/v3/delete",
        "GET /contacts/v3",
        "GET /insightData/v3/contacts/Orders",
        "GET /insightData/v3/account/Integrations",
        "DELETE /insightData/v3/accounts/Integrations/deleteRecords",
        "DELETE /insightData/v3/collections/Orders",
        "DELETE /insightData/v3/collections/Orders/empty",
        "POST /v2/contacts/import-collection",
        "GET /v2/contacts/suppressed-since/" + SINCE,
        "GET /v2/contacts/modified-since/" + SINCE,
        "GET /v2/contacts",
        "PUT /v2/contacts/suppress-contacts",
        "GET /v2/address-books/50117/contacts");
  }

  @Test
  void single_writes_are_medium() {
    belong(
        "mediumCallRate",
        "POST /contacts/v3",
        "PATCH /contacts/v3/email/a@example.com",
        "PUT /contacts/v3/email/a@example.com",
        "DELETE /contacts/v3/email/a@example.com",
        "PUT /insightData/v3/contacts/email/a@example.com/Orders/1",
        "DELETE /insightData/v3/contacts/email/a@example.com/Orders/1",
        "POST /v2/contacts",
        "POST /v2/contacts/unsubscribe",
        "POST /v2/contacts/resubscribe",
        "DELETE /v2/address-books/50117/contacts/1",
        "PUT /v2/contacts/a@example.com/preferences",
        "POST /v2/data-fields",
        "POST /v2/address-books",
        "POST /v2/programs/enrolments");
  }

  @Test
  void light_reads_are_high() {
    belong(
        "highCallRate",
        "GET /contacts/v3/email/a@example.com",
        "GET /insightData/v3/contacts/email/a@example.com/Orders/1",
        "GET /v2/account-info",
        "GET /v2/server-time",
        "GET /v2/data-fields",
        "GET /v2/address-books",
        "GET /v2/programs",
        "GET /v2/segments",
        "GET /v2/preferences",
        "GET /v2/contacts/1");
  }

  @Test
  void polling_and_sending_are_free() {
    String id = "3f0c1a52-7d1e-4c8b-9a44-0b6f2d9e1c77";
    belong(
        "",
        "GET /contacts/v3/import/" + id,
        "GET /insightData/v3/import/" + id,
        "GET /contacts/v3/delete/" + id,
        "GET /insightData/v3/async/" + id,
        "GET /v2/programs/enrolments/" + id,
        "GET /v2/programs/enrolments/Finished",
        "GET /v2/contacts/import/" + id + "/report",
        "POST /v2/email");
  }
}
