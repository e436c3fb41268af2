package dev.selvedge.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What is written can be read, by day and by night: WCAG 2.2 asks for a contrast of 4.5 for text,
/// and of 3 for signs.
class ColoursTest {
  private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): (#[0-9a-f]{6});");
  private static final List<String> GROUNDS = List.of("ground", "paper", "soft");
  private static final List<String> INKS =
      List.of("ink", "faint", "accent", "good", "busy", "bad", "want");
  private static final List<String> TONES = List.of("good", "busy", "bad", "want");

  private static Map<String, String> colours(String part) {
    Map<String, String> colours = new HashMap<>();
    Matcher matcher = COLOUR.matcher(part);
    while (matcher.find()) {
      colours.put(matcher.group(1), matcher.group(2));
    }
    return colours;
  }

  private static double light(String colour) {
    int rgb = Integer.parseInt(colour.substring(1), 16);
    return 0.2126 * linear(rgb >> 16 & 255)
        + 0.7152 * linear(rgb >> 8 & 255)
        + 0.0722 * linear(rgb & 255);
  }

  private static double linear(int part) {
    double share = part / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  /// The contrast ratio of WCAG.
  private static double contrast(String one, String other) {
    double a = light(one);
    double b = light(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static void readable(Map<String, String> colours, String ink, String ground) {
    assertThat(colours).containsKeys(ink, ground);
    assertThat(contrast(colours.getOrDefault(ink, ""), colours.getOrDefault(ground, "")))
        .as("%s on %s", ink, ground)
        .isGreaterThanOrEqualTo(4.5);
  }

  @Test
  void every_ink_can_be_read_on_every_ground() throws IOException {
    String sheet;
    try (InputStream in = ColoursTest.class.getResourceAsStream("/web/selvedge.css")) {
      assertThat(in).isNotNull();
      sheet = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    int night = sheet.indexOf("@media (prefers-color-scheme: dark)");
    int end = sheet.indexOf("* { box-sizing");
    for (Map<String, String> colours :
        List.of(colours(sheet.substring(0, night)), colours(sheet.substring(night, end)))) {
      for (String ink : INKS) {
        GROUNDS.forEach(ground -> readable(colours, ink, ground));
      }
      TONES.forEach(tone -> readable(colours, tone, tone + "-soft"));
      readable(colours, "accent-ink", "accent");
      readable(colours, "faint", "quiet-soft");
      // the marks within the signs of arrows
      TONES.forEach(tone -> readable(colours, "paper", tone));
    }
  }

  @Test
  void the_measure_is_that_of_the_standard() {
    assertThat(contrast("#000000", "#ffffff")).isEqualTo(21);
    assertThat(contrast("#777777", "#ffffff")).isBetween(4.47, 4.49);
  }
}
