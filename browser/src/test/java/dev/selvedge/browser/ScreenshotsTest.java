package dev.selvedge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Pages of the docs show what the dashboard looks like, and say in words what is to be seen. The
/// pictures are made anew by running this class alone with `-Dselvedge.shots=write`; they are
/// looked at before they are committed.
@ExtendWith(Stage.Shared.class)
class ScreenshotsTest {
  private static final boolean WRITES = "write".equals(System.getProperty("selvedge.shots"));
  private static final Path ROOT = Path.of("..");
  private static final Path IMAGES = ROOT.resolve("docs/images");
  private static final long LARGEST = 150_000;
  private static final int FEWEST_LETTERS = 40;
  private static final Pattern SHOWN =
      Pattern.compile("!\\[([^\\]]*)]\\((?:docs/)?images/([^)]+)\\)");

  /// Whoever reads the docs is not on the other side of the world.
  @BeforeAll
  static void inTheBrandsZone() {
    if (WRITES) {
      TimeZone.setDefault(TimeZone.getTimeZone(Brand.ZONE));
    }
  }

  @Test
  void every_picture_is_small_and_shown_with_words(Stage stage) throws IOException {
    if (WRITES) {
      new Screenshots(stage, IMAGES).take();
    }
    Set<String> shown = new TreeSet<>();
    for (Path page : pages()) {
      Matcher pictures = SHOWN.matcher(Files.readString(page));
      while (pictures.find()) {
        assertThat(pictures.group(1))
            .as("words for a picture in %s", page)
            .hasSizeGreaterThan(FEWEST_LETTERS);
        shown.add(pictures.group(2));
      }
    }
    assertThat(names()).isNotEmpty().isEqualTo(shown);
    for (String name : shown) {
      assertThat(Files.size(IMAGES.resolve(name))).as(name).isLessThan(LARGEST);
    }
  }

  private static Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(IMAGES)) {
      return files
          .map(file -> IMAGES.relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
    }
    return pages;
  }
}
