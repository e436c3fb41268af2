package dev.selvedge.app.parked;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.mapping.function.Cause;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Keeps `docs/parked.md` complete.
class ParkedDocsTest {
  @Test
  void every_cause_of_the_mapping_says_what_to_do() throws IOException, IllegalAccessException {
    String page = Files.readString(Path.of("../docs/parked.md"));
    for (Field cause : Cause.class.getFields()) {
      assertThat(page).contains("`" + cause.get(null) + "`");
    }
    assertThat(Cause.class.getFields()).hasSizeGreaterThan(20);
  }
}
