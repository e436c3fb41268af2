package dev.selvedge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageTest {
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

  @Test
  void contacts_are_searched_and_paged_and_never_unescaped() {
    for (int i = 0; i < 60; i++) {
      caller.post("/contacts/v3", "{'identifiers':{'email':'c" + i + "@example.com'}}");
    }
    caller.patch(
        "/contacts/v3/email/c1@example.com",
        "{'dataFields':{'FIRSTNAME':'<script>alert(1)</script>'}}");

    Caller.Got first = caller.get("/__sandbox");
    assertThat(first.text()).contains("61 contacts in all", ">More</a>");
    assertThat(first.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(caller.get("/__sandbox?search=C59@").text())
        .contains("c59@example.com")
        .doesNotContain("c58@example.com");
    assertThat(caller.get("/__sandbox/page/contact/c1@example.com").text())
        .contains("&lt;script&gt;")
        .doesNotContain("<script>");
    assertThat(caller.get("/__sandbox?search=%22%3E%3Cb%3E").text()).doesNotContain("<b>");
  }

  @Test
  void records_calls_and_jobs_have_a_page() {
    caller.put("/insightData/v3/account/Integrations/x", "{'note':'<i>'}");
    caller.startImport(
        "/contacts/v3/import",
        "{'contacts':[{'matchIdentifier':'email','identifiers':{'email':'a@example.com'}}]}");

    assertThat(caller.get("/__sandbox/page/records?collection=Integrations").text())
        .contains("&lt;i&gt;");
    assertThat(caller.get("/__sandbox/page/calls").text())
        .contains("PUT /contacts/v3/import", "lowCallRate");
    assertThat(caller.get("/__sandbox/page/jobs").text()).contains("CONTACT_IMPORT", "done");
    assertThat(caller.get("/__sandbox/page/style.css").header("Content-Type"))
        .isEqualTo("text/css; charset=utf-8");
  }

  @Test
  void faults_are_added_and_removed_by_form() throws IOException {
    String page = "/__sandbox/page/faults";
    HttpResponse<String> added =
        caller.send("POST", page, "fault=status&status=500&path=%2Fv2%2F**&times=0&method=*");
    assertThat(added.statusCode()).isEqualTo(303);
    assertThat(caller.get("/v2/server-time").status()).isEqualTo(500);
    assertThat(caller.get(page).text()).contains("/v2/**", "Remove");

    int id = server.faults().rules().getFirst().id();
    caller.send("POST", page + "/" + id + "/remove", "");
    assertThat(server.faults().rules()).isEmpty();
    assertThat(caller.send("POST", page, "fault=status&status=x").body()).contains("Not added");
  }
}
