package dev.selvedge.app.example;

import dev.selvedge.app.GoldenFile;
import dev.selvedge.app.blueprint.Blueprint;
import dev.selvedge.app.config.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Keeps the page of blueprints true: it says of each what its own project file begins with, and
/// what the project, loaded, has.
class BlueprintsPageTest {
  private static final Path PAGE = Path.of("../docs/blueprints.md");

  /// What every project asks for.
  private static final String ACCOUNT = "DOTDIGITAL_";

  /// A sentence that leads to another page.
  private static final String ELSEWHERE = "docs/";

  private static final String HEAD =
      """
      # Blueprints

      Made from the projects' own first lines; change them there.

      A blueprint is a complete project to begin with: settings, fields with their owners, mappings with worked examples, and
      often automations. Each is a folder of [`examples`](../examples), and tests load it and hold its worked examples.

      ```sh
      ./selvedge init --blueprints                             # lists them
      ./selvedge init my-brand --blueprint=shopify-netsuite    # writes one, with an .env that names what to fill in
      ./selvedge check my-brand                                # says what is wrong, and where
      ./selvedge check --online my-brand                       # asks the systems themselves
      ```

      Those of two systems that know the same customers are made so that **no two systems say the same thing**: one tells orders, one
      tells parcels, one tells what was paid back, and a sales order of the ERP that is an order of the shop is not read at all.
      Where both know a field, `fields.yaml` says whose word comes first. A test plays one customer through the worked examples
      of both, whoever speaks first: one person, one contact, one order with its parcel, and a refund that counts once.

      What to do with one:

      1. Fill in `.env`. `selvedge.yaml` may hold more that is yours, such as the number of an account or the address of a
         database; comments say so.
      2. Look at **how the ERP names the shop's order**: a parcel finds its order by that number. The ERP's mappings say which
         field it is read from and how it is written, and a worked example shows it. `selvedge orders orphans` lists parcels whose
         order was never found.
      3. Take out of `fields.yaml` what Dotdigital need not know, and put into each field's `owners` who may say it, the first before
         the second.
      4. Put the numbers of your own programs into `automations.yaml`, or switch them off (`enabled: false`) until they are there.

      | Blueprint | Systems | What it is, and who owns what | Told of consent | To fill in, beside Dotdigital's |
      |---|---|---|---|---|
      """;

  @Test
  void the_page_says_what_each_project_says_of_itself() throws IOException {
    record Row(int systems, String name, String text) {}
    List<Row> rows = new ArrayList<>();
    for (Path folder : ExampleFolder.all()) {
      Project project = ExampleFolder.project(folder);
      String name = folder.getFileName().toString();
      rows.add(new Row(project.systems().size(), name, row(name, folder, project)));
    }
    GoldenFile.expect(
        PAGE,
        HEAD
            + rows.stream()
                .sorted(
                    Comparator.comparingInt((Row row) -> -row.systems()).thenComparing(Row::name))
                .map(Row::text)
                .collect(Collectors.joining()));
  }

  private static String row(String name, Path folder, Project project) throws IOException {
    String settings = Files.readString(folder.resolve(Blueprint.PROJECT));
    return Stream.of(
            "[`%1$s`](../examples/%1$s)".formatted(name),
            project.systems().stream()
                .map(BlueprintsPageTest::system)
                .collect(Collectors.joining(", ")),
            about(settings),
            orNone(
                project.systems().stream()
                    .filter(system -> !system.told().isEmpty())
                    .map(system -> "`" + system.name().value() + "`")),
            orNone(
                new TreeSet<>(new Blueprint(name, Map.of(Blueprint.PROJECT, settings)).variables())
                    .stream()
                        .filter(variable -> !variable.startsWith(ACCOUNT))
                        .map(variable -> "`" + variable + "`")))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String system(Project.SourceSystem system) {
    String connector = system.connector().name();
    return "`%s`: [%s](connectors/%s.md)".formatted(system.name().value(), connector, connector);
  }

  private static String orNone(Stream<String> words) {
    String all = words.collect(Collectors.joining(", "));
    return all.isEmpty() ? "–" : all;
  }

  /// The comment that the file begins with, without the sentences that lead elsewhere.
  private static String about(String settings) {
    String comment =
        settings
            .lines()
            .takeWhile(line -> line.startsWith("#"))
            .map(line -> line.substring(1).strip())
            .collect(Collectors.joining(" "));
    return Stream.of(comment.split("(?<=\\.) (?=[A-Z`])", -1))
        .filter(sentence -> !sentence.contains(ELSEWHERE))
        .collect(Collectors.joining(" "));
  }
}
