package dev.selvedge.app.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connectors.webhook.WebhookConnector;
import dev.selvedge.yaml.Problem;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jars as strangers make them: whole ones, broken ones, and such as look around.
class ConnectorJarsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");

  /// A connector that needs another class of its jar when it is polled, and does with its options
  /// whatever it is told to.
  private static final String SOURCE =
      """
      package strange;
      import dev.selvedge.*;
      import dev.selvedge.connector.*;
      import dev.selvedge.yaml.*;
      import java.time.*;
      import java.util.*;
      public final class Strange implements Connector {
        public String name() { return "NAME"; }
        public String summary() { return "Reads what is strange."; }
        public List<Option> options() { return List.of(); }
        public Plan plan(SystemName system, YamlNode.Mapping options, Surroundings world, Problems problems) {
          PLAN
          Feed feed = new Feed(system, new RecordKind("thing"));
          return new Plan() {
            public List<Feed> feeds() { return List.of(feed); }
            public Opened open() { return new Opened() {
              public List<PolledSource> polled() { return List.of(new PolledSource() {
                public Feed feed() { return feed; }
                public Page poll(Cursor cursor, Instant now, int limit) { return new Helper().page(feed, now); }
              }); }
              public List<WebhookSource> webhooks() { return List.of(); }
              public List<Finding> examine() { return List.of(new Finding(true, Helper.looked(), "")); }
              public void close() {}
            }; }
          };
        }
      }
      """;

  private static final String HELPER =
      """
      package strange;
      import dev.selvedge.*;
      import dev.selvedge.connector.*;
      import java.time.*;
      import java.util.*;
      public final class Helper {
        Page page(Feed feed, Instant now) {
          return new Page(
              List.of(
                  new SourceRecord(
                      new RecordRef(feed.system(), feed.kind(), "1"), SourceRecord.Stamp.absent(), now,
                      SourceRecord.Change.UPSERT, SourceRecord.Pace.LIVE, Payload.ofText("{}"))),
              List.of(), new Cursor("1"), false);
        }
        /// What of the hub can be seen from here.
        static String looked() {
          StringBuilder seen = new StringBuilder();
          for (String name : List.of("dev.selvedge.work.Store", "dev.selvedge.person.PersonKey",
              "dev.selvedge.connectors.http.HttpPort", "com.google.common.collect.ImmutableList",
              "dev.selvedge.connector.Feed", "tools.jackson.databind.JsonNode")) {
            try { Class.forName(name); seen.append(name.substring(name.lastIndexOf('.') + 1)).append(' '); }
            catch (ClassNotFoundException hidden) { }
          }
          ClassLoader own = Thread.currentThread().getContextClassLoader();
          return seen + (own == Helper.class.getClassLoader() ? "own loader" : "the hub's loader");
        }
      }
      """;

  @TempDir private Path project;
  @TempDir private Path work;
  private final Problems problems = new Problems();

  private Map<String, ConnectorJars.Known> known() {
    return new ConnectorJars(Map.of("webhook", new WebhookConnector())).of(project, problems);
  }

  private static ConnectorJars.Known one(Map<String, ConnectorJars.Known> known, String name) {
    assertThat(known).containsKey(name);
    return Objects.requireNonNull(known.get(name));
  }

  private List<String> told() {
    return problems.sorted().stream().map(Problem::toString).toList();
  }

  private Path jar(String name) {
    return project.resolve(ConnectorJars.FOLDER).resolve(name);
  }

  private void strange(String file, String name, String plan, String without) throws IOException {
    String source = SOURCE.replace("NAME", name).replace("PLAN", plan);
    Map<String, String> sources = Map.of("strange.Strange", source, "strange.Helper", HELPER);
    BuiltJar.of(jar(file), work, "strange.Strange", sources, without);
  }

  private Connector.Plan plan(Connector connector) {
    YamlNode.Mapping options =
        YamlReader.readMapping("selvedge.yaml", "{ a: b }", problems).orElseThrow();
    return connector.plan(
        new SystemName("s"),
        options,
        new Connector.Surroundings(project, InstantSource.fixed(NOW)),
        problems);
  }

  @Test
  void without_the_folder_there_are_those_of_the_program() {
    assertThat(known()).containsOnlyKeys("webhook");
    assertThat(told()).isEmpty();
  }

  @Test
  void a_jar_s_connector_is_one_like_the_others_and_its_content_has_a_fingerprint()
      throws IOException {
    strange("strange.jar", "strange", "", "");
    Map<String, ConnectorJars.Known> known = known();
    assertThat(known).containsOnlyKeys("strange", "webhook");
    assertThat(told()).isEmpty();
    ConnectorJars.Known strange = one(known, "strange");
    assertThat(strange.jar()).isEqualTo("connectors/strange.jar");
    assertThat(strange.fingerprint()).matches("[0-9a-f]{64}");
    try (Connector.Opened opened = plan(strange.connector()).open()) {
      assertThat(opened.polled().getFirst().poll(Cursor.START, NOW, 10).records()).hasSize(1);
      assertThat(opened.restarter()).isEmpty();
    }
  }

  @Test
  void a_jar_sees_the_contract_and_nothing_else_of_the_hub() throws IOException {
    strange("strange.jar", "strange", "", "");
    try (Connector.Opened opened = plan(one(known(), "strange").connector()).open()) {
      assertThat(opened.examine().getFirst().what()).isEqualTo("Feed JsonNode own loader");
    }
    assertThat(Thread.currentThread().getContextClassLoader())
        .isSameAs(ConnectorJarsTest.class.getClassLoader());
  }

  /// One feed that is asked for changes and for single records.
  private void both(String implemented, String without) throws IOException {
    String connector =
        SOURCE
            .replace("NAME", "strange")
            .replace("PLAN", "")
            .replace(
                "public List<WebhookSource> webhooks()",
                "public List<TargetedSource> targeted() { return List.of(new Both(feed)); }\n"
                    + "public List<WebhookSource> webhooks()")
            .replace(
                "List.of(new PolledSource() {", "List.of(new Both(feed), new PolledSource() {");
    String both =
        """
        package strange;
        import dev.selvedge.connector.*;
        import java.time.*;
        import java.util.*;
        interface Readable extends PolledSource, TargetedSource {}
        record Both(Feed feed) implements IMPLEMENTED {
          public Page poll(Cursor cursor, Instant now, int limit) { return new Helper().page(feed, now); }
          public int most() { return 7; }
          public Found read(List<String> keys, Instant now) { return new Found(List.of(), Map.of()); }
        }
        """
            .replace("IMPLEMENTED", implemented);
    BuiltJar.of(
        jar("strange.jar"),
        work,
        "strange.Strange",
        Map.of("strange.Strange", connector, "strange.Helper", HELPER, "strange.Both", both),
        without);
  }

  @Test
  void what_is_several_parts_of_the_contract_at_once_is_all_of_them() throws IOException {
    both("PolledSource, TargetedSource", "");
    try (Connector.Opened opened = plan(one(known(), "strange").connector()).open()) {
      PolledSource polled = opened.polled().getFirst();
      TargetedSource targeted = opened.targeted().getFirst();
      assertThat(polled.poll(Cursor.START, NOW, 10).records()).hasSize(1);
      assertThat(targeted.most()).isEqualTo(7);
    }
  }

  @Test
  void an_interface_of_the_jar_s_own_is_fenced_by_what_it_is_made_of() throws IOException {
    both("Readable", "strange.Helper");
    try (Connector.Opened opened = plan(one(known(), "strange").connector()).open()) {
      assertThatThrownBy(() -> opened.polled().getFirst().poll(Cursor.START, NOW, 10))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("lacks something it needs");
    }
  }

  @Test
  void two_jars_may_hold_different_classes_of_one_name() throws IOException {
    strange("one.jar", "one", "", "");
    BuiltJar.of(
        jar("two.jar"),
        work,
        "strange.Strange",
        Map.of(
            "strange.Strange",
            SOURCE.replace("NAME", "two").replace("PLAN", ""),
            "strange.Helper",
            HELPER.replace("\"1\"), SourceRecord", "\"2\"), SourceRecord")),
        "");
    Map<String, ConnectorJars.Known> known = known();
    try (Connector.Opened one = plan(one(known, "one").connector()).open();
        Connector.Opened two = plan(one(known, "two").connector()).open()) {
      assertThat(key(one)).isEqualTo("1");
      assertThat(key(two)).isEqualTo("2");
    }
  }

  private static String key(Connector.Opened opened) {
    return opened.polled().getFirst().poll(Cursor.START, NOW, 1).records().getFirst().ref().key();
  }

  @Test
  void a_class_that_is_missing_stops_the_feed_with_a_sentence() throws IOException {
    strange("strange.jar", "strange", "", "strange.Helper");
    try (Connector.Opened opened = plan(one(known(), "strange").connector()).open()) {
      assertThatThrownBy(() -> opened.polled().getFirst().poll(Cursor.START, NOW, 10))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("connectors/strange.jar lacks something it needs")
          .hasMessageContaining("strange.Helper");
    }
  }

  @Test
  void a_connector_that_fails_on_its_options_is_a_problem_of_the_project() throws IOException {
    strange("strange.jar", "strange", "if (true) throw new IllegalStateException(\"oh\");", "");
    Connector.Plan plan = plan(one(known(), "strange").connector());
    assertThat(plan.feeds()).isEmpty();
    assertThat(told())
        .singleElement()
        .asString()
        .contains("connectors/strange.jar", "fails on these options: IllegalStateException: oh");
  }

  @Test
  void a_connector_that_calls_its_system_while_it_plans_is_a_problem_of_the_project_too()
      throws IOException {
    strange("strange.jar", "strange", "if (true) throw new SourceException(\"away\");", "");
    assertThat(plan(one(known(), "strange").connector()).feeds()).isEmpty();
    assertThat(told()).singleElement().asString().contains("SourceException: away");
  }

  @Test
  void a_name_that_is_taken_is_told_with_who_has_it() throws IOException {
    strange("a.jar", "strange", "", "");
    strange("b.jar", "strange", "", "");
    strange("c.jar", "webhook", "", "");
    strange("d.jar", "Not A Name", "", "");
    assertThat(known()).containsOnlyKeys("strange", "webhook");
    assertThat(told()).hasSize(3);
    assertThat(told().get(0)).contains("b.jar").contains("'strange' already, in connectors/a.jar");
    assertThat(told().get(1)).contains("c.jar").contains("which comes with the program");
    assertThat(told().get(2)).contains("d.jar").contains("calls itself 'Not A Name'");
  }

  @Test
  void a_jar_that_is_none_or_names_nothing_is_told_and_hides_no_other() throws IOException {
    strange("good.jar", "strange", "", "");
    Files.writeString(jar("broken.jar"), "no jar at all");
    BuiltJar.of(jar("empty.jar"), work, "", Map.of("strange.Helper", HELPER), "");
    BuiltJar.of(jar("lost.jar"), work, "strange.Lost", Map.of("strange.Helper", HELPER), "");
    Files.writeString(jar("notes.txt"), "not a jar, and nobody's business");
    assertThat(known()).containsKey("strange");
    assertThat(told()).hasSize(3);
    assertThat(told().get(0)).contains("broken.jar");
    assertThat(told().get(1)).contains("empty.jar").contains("names no connector");
    assertThat(told().get(2)).contains("lost.jar").contains("cannot be made");
  }
}
