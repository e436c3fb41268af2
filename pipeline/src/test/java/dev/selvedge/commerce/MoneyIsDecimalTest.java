package dev.selvedge.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Money never passes through floating point on its way from a record to what is sent.
final class MoneyIsDecimalTest {
  private static final Path SOURCES = Path.of("src", "main", "java", "dev", "selvedge");
  private static final Pattern BINARY =
      Pattern.compile("\\b(double|float|Double|Float|doubleValue|floatValue)\\b");

  /// CEL counts in binary fractions by its own definition. A mapping that calculates money with
  /// them says so itself, and what comes out is brought back to at most four decimals; paths and
  /// steps never come here.
  private static final Set<String> OF_CEL = Set.of("CelValues.java", "CelExpressions.java");

  @Test
  void no_stage_that_touches_money_has_a_binary_fraction() throws IOException {
    assertThat(found("mapping")).isEmpty();
    assertThat(found("commerce")).isEmpty();
    assertThat(found("plan")).isEmpty();
  }

  private static List<String> found(String stage) throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES.resolve(stage))) {
      List<Path> sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !OF_CEL.contains(file.getFileName().toString()))
              .toList();
      assertThat(sources).hasSizeGreaterThan(4);
      return sources.stream().filter(MoneyIsDecimalTest::isBinary).map(Path::toString).toList();
    }
  }

  private static boolean isBinary(Path source) {
    try (Stream<String> lines = Files.lines(source)) {
      return lines
          .filter(line -> !line.strip().startsWith("//"))
          .anyMatch(line -> BINARY.matcher(line).find());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
