package dev.selvedge.app.config.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.config.ProjectFolder;
import dev.selvedge.watch.freshness.Goal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshnessReaderTest {
  @TempDir private Path temp;

  private ProjectFolder saying(String freshness) {
    return new ProjectFolder(temp)
        .write(
            "selvedge.yaml",
            """
            project: brand
            dotdigital: { endpoint: https://r1-api.dotdigital.com, user: api-user, password: secret }
            systems:
              shop:
                connector: kinds
                every: 10m
                options: { kinds: [customer, order] }
            """
                + freshness);
  }

  private List<String> problems(String freshness) {
    return saying(freshness).problems();
  }

  @Test
  void goals_are_said_of_flows_of_kinds_of_matters_and_of_all_else() {
    assertThat(
            saying(
                    """
                    freshness:
                      consent: 99 % within 60 s
                      orders: 99.5 % within 5 min
                      shop/customer: 95 % within 1 h
                      order: 90 % within 2 h
                      default: 99 % within 1 d
                    """)
                .project()
                .promises()
                .said())
        .containsOnly(
            Map.entry("consent", new Goal(9900, Duration.ofSeconds(60))),
            Map.entry("orders", new Goal(9950, Duration.ofMinutes(5))),
            Map.entry("shop/customer", new Goal(9500, Duration.ofHours(1))),
            Map.entry("order", new Goal(9000, Duration.ofHours(2))),
            Map.entry("default", new Goal(9900, Duration.ofDays(1))));
  }

  @Test
  void a_project_that_says_nothing_has_the_usual_goals_and_knows_when_it_asks() {
    assertThat(saying("").project().promises().said()).isEmpty();
    assertThat(saying("").project().promises().waits())
        .containsOnly(
            Map.entry("shop/customer", Duration.ofMinutes(10)),
            Map.entry("shop/order", Duration.ofMinutes(10)));
  }

  @Test
  void what_is_no_goal_is_said_with_its_place_and_what_to_write() {
    assertThat(problems("freshness: { consent: fast }"))
        .singleElement()
        .asString()
        .contains("selvedge.yaml:8:", "must be a share within a time; got 'fast'")
        .contains("write it like 99 % within 60 s");
    assertThat(problems("freshness: { consent: 99 % within 70 s }"))
        .singleElement()
        .asString()
        .contains("names a time that is not counted")
        .contains("the next longer one is: 99 % within 90 s");
    assertThat(problems("freshness: { shop/ordr: 99 % within 60 s }"))
        .singleElement()
        .asString()
        .contains("nothing is called 'shop/ordr' here", "did you mean 'shop/order'?");
  }

  @Test
  void a_heartbeat_has_an_address_and_an_interval_and_keeps_the_address_to_itself() {
    Watching.Beat beat =
        saying("heartbeat: { url: https://hc.example/4711, every: 30s }")
            .project()
            .watching()
            .heartbeat();
    assertThat(beat.isOn()).isTrue();
    assertThat(beat.every()).isEqualTo(Duration.ofSeconds(30));
    assertThat(beat.toString()).doesNotContain("4711");
    assertThat(saying("").project().watching().heartbeat().isOn()).isFalse();
    assertThat(problems("heartbeat: { url: hc.example/4711 }"))
        .singleElement()
        .asString()
        .contains("'url' must be an address that begins with http")
        .doesNotContain("4711");
  }

  @Test
  void traces_go_where_the_project_says_and_secrets_not_in_the_clear() {
    Watching.Traces traces =
        saying(
                "tracing: { endpoint: https://otlp.example, share: 5%,"
                    + " headers: { Api-Key: s3cret } }")
            .project()
            .watching()
            .traces();
    assertThat(traces.traces()).hasToString("https://otlp.example/v1/traces");
    assertThat(traces.sharePercent()).isEqualTo(5);
    assertThat(traces.toString()).doesNotContain("s3cret");
    assertThat(
            saying("tracing: { endpoint: \"http://collector:4318/otlp\" }")
                .project()
                .watching()
                .traces()
                .traces())
        .hasToString("http://collector:4318/otlp");
    assertThat(saying("").project().watching().traces().isOn()).isFalse();
    assertThat(
            problems(
                "tracing: { endpoint: \"http://collector:4318\", headers: { Api-Key: s3cret } }"))
        .singleElement()
        .asString()
        .contains("would send secrets in the clear")
        .doesNotContain("s3cret");
    assertThat(problems("tracing: { endpoint: collector }"))
        .singleElement()
        .asString()
        .contains("'endpoint' must be a URL");
    assertThat(problems("tracing: { endpoint: \"https://hub:s3cret@otlp.example\" }"))
        .singleElement()
        .asString()
        .contains("'endpoint' must not hold a password")
        .doesNotContain("s3cret");
    assertThat(problems("tracing: { headers: { \"Api Key\": x } }"))
        .singleElement()
        .asString()
        .contains("'Api Key' is no name of a header");
  }
}
