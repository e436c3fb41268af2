package dev.selvedge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.blueprint.Blueprint;
import dev.selvedge.app.blueprint.Blueprints;
import dev.selvedge.testkit.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `selvedge init --blueprint`: what is written is the example, under the project's own name.
class BlueprintCommandTest {
  private static final Set<String> KNOWN =
      Set.of("DOTDIGITAL_ENDPOINT", "DOTDIGITAL_USER", "DOTDIGITAL_PASSWORD");

  @TempDir private Path temp;

  private static CommandRun run(String... arguments) {
    return CommandRun.of(new SettableClock(Instant.parse("2026-03-01T12:00:00Z")), arguments);
  }

  static List<Blueprint> blueprints() {
    return Blueprints.all();
  }

  @Test
  void every_example_is_one_and_says_what_it_is_for() throws IOException {
    List<String> folders;
    try (Stream<Path> examples = Files.list(Path.of("../examples"))) {
      folders =
          examples
              .filter(folder -> Files.exists(folder.resolve("selvedge.yaml")))
              .map(folder -> folder.getFileName().toString())
              .sorted()
              .toList();
    }
    CommandRun listed = run("init", "--blueprints");
    assertThat(listed.exitCode()).isZero();
    assertThat(listed.out().lines().map(line -> line.replaceFirst(" .*", "")))
        .containsExactlyElementsOf(folders);
    assertThat(Blueprints.all())
        .allSatisfy(one -> assertThat(one.about()).as(one.name()).hasSizeBetween(10, 150));
    assertThat(temp).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("blueprints")
  void it_is_written_with_a_name_of_its_own_and_asks_for_what_it_needs(Blueprint blueprint)
      throws IOException {
    Path project = temp.resolve("Anna's Looms");
    CommandRun made =
        run("init", project.toString(), "--blueprint", blueprint.name(), "--no-colour");
    assertThat(made.exitCode()).as(made.err()).isZero();

    for (var file : blueprint.named("anna-s-looms").files().entrySet()) {
      assertThat(project.resolve(file.getKey())).hasContent(file.getValue());
    }
    assertThat(project.resolve("selvedge.yaml")).content().contains("\nproject: anna-s-looms\n");
    List<String> environment = Files.readAllLines(project.resolve(".env"));
    for (String variable : blueprint.variables()) {
      assertThat(environment)
          .filteredOn(line -> line.startsWith(variable + "="))
          .as(variable)
          .hasSize(1);
      assertThat((made.out() + made.err()).contains(variable))
          .as(variable)
          .isEqualTo(!KNOWN.contains(variable));
    }
    assertThat(project.resolve("users.yaml")).exists();
  }

  @Test
  void one_that_is_not_there_is_said_with_those_that_are() {
    CommandRun run = run("init", temp.resolve("x").toString(), "--blueprint", "shoppify-shop");
    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err())
        .contains("there is no blueprint 'shoppify-shop'")
        .contains("vendure-shop");
    assertThat(temp.resolve("x")).doesNotExist();
  }

  @Test
  void nothing_that_is_in_the_folder_is_written_over() throws IOException {
    Path project = temp.resolve("shop");
    Files.createDirectories(project.resolve("mappings"));
    List<String> there =
        List.of(".env", ".gitignore", "fields.yaml", "mappings/shop.order.yaml", "users.yaml");
    for (String file : there) {
      Files.writeString(project.resolve(file), "mine");
    }
    for (List<String> more : List.of(List.<String>of(), List.of("--blueprint", "vendure-shop"))) {
      CommandRun run =
          run(
              Stream.concat(Stream.of("init", project.toString()), more.stream())
                  .toArray(String[]::new));
      assertThat(run.exitCode()).as("%s", more).isNotZero();
      assertThat(run.err())
          .contains("there is already: " + String.join(", ", there))
          .contains("nothing is written over");
      for (String file : there) {
        assertThat(project.resolve(file)).hasContent("mine");
      }
      try (Stream<Path> files = Files.walk(project).filter(Files::isRegularFile)) {
        assertThat(files).as("nothing is written beside them").hasSize(there.size());
      }
    }
  }

  @Test
  void a_file_where_a_folder_is_wanted_and_a_link_to_nowhere_are_in_the_way_too()
      throws IOException {
    Path project = Files.createDirectories(temp.resolve("shop"));
    Files.writeString(project.resolve("mappings"), "mine");
    Path elsewhere = temp.resolve("elsewhere");
    Files.createSymbolicLink(project.resolve(".env"), elsewhere);
    CommandRun run = run("init", project.toString());
    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err()).contains("there is already: .env, mappings");
    assertThat(elsewhere).doesNotExist();
    assertThat(project.resolve("selvedge.yaml")).doesNotExist();
  }
}
