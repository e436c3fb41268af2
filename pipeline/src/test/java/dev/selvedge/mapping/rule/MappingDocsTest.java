package dev.selvedge.mapping.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.function.Cause;
import dev.selvedge.mapping.function.StepReader;
import dev.selvedge.yaml.Problems;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The page about mapping says what is so.
final class MappingDocsTest {
  private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");

  private static String page() throws IOException {
    return Files.readString(Path.of("..", "docs", "mapping.md"));
  }

  private static FieldCatalogue catalogue() {
    Map<String, FieldCatalogue.Field> fields = new LinkedHashMap<>();
    Map.of(
            "first_name", FieldType.STRING,
            "tier", FieldType.STRING,
            "birthday", FieldType.DATE,
            "vip", FieldType.BOOLEAN)
        .forEach(
            (name, type) ->
                fields.put(
                    name,
                    new FieldCatalogue.Field(
                        name, type, List.of(new SystemName("shop")), "", 100)));
    return new FieldCatalogue(fields);
  }

  @Test
  void its_files_load_and_their_examples_hold() throws IOException {
    Map<String, String> files = new TreeMap<>();
    YAML.matcher(page())
        .results()
        .forEach(block -> files.put("example" + files.size() + ".yaml", block.group(1)));
    Problems problems = new Problems();
    MappingProject project = MappingLoader.load(files, catalogue(), problems);

    assertThat(files).hasSize(9);
    assertThat(problems.sorted()).isEmpty();
    assertThat(MappingExamples.count(project)).isEqualTo(11);
    assertThat(MappingExamples.run(project)).isEmpty();
  }

  @Test
  void it_names_every_step_and_every_cause() throws IOException, IllegalAccessException {
    String page = page();

    assertThat(StepReader.catalogue())
        .allSatisfy(step -> assertThat(page).containsPattern("[`{]" + step.name() + "[`:]"));
    for (Field cause : Cause.class.getFields()) {
      String name = ((String) cause.get(null)).replace("mapping.", "");
      assertThat(page).containsPattern("`(mapping\\.)?" + name + "`");
    }
  }
}
