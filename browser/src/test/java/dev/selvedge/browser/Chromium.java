package dev.selvedge.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import dev.selvedge.testkit.debian.DebianPackages;
import dev.selvedge.testkit.debian.DebianPackages.Availability;
import dev.selvedge.testkit.debian.DebianPackages.Unpacked;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A Chromium without a window, driven by Playwright: the one that the variable
/// `SELVEDGE_CHROMIUM` names, else one that is installed, else Debian's, fetched and unpacked
/// beside the other packages that tests need. Used by one thread.
final class Chromium implements AutoCloseable {
  private static final String CHOICE = "SELVEDGE_CHROMIUM";
  private static final List<String> NAMES =
      List.of("chromium", "google-chrome", "google-chrome-stable");
  private static final DebianPackages PACKAGES =
      new DebianPackages(
          "chromium", List.of("chromium", "chromium-common", "fonts-liberation"), true);

  /// Nothing is looked up, fetched or sent that the pages did not ask for.
  private static final List<String> FLAGS =
      List.of(
          "--disable-gpu",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run",
          "--disable-quic",
          "--force-color-profile=srgb");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /// Starts it. Where none can be had the test that asks is left out, or fails on a build server.
  static Chromium start() {
    Program program = program();
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return new Chromium(
        playwright,
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program.file())
                    .setEnv(program.environment())
                    .setArgs(FLAGS)));
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  /// What is run.
  private record Program(Path file, Map<String, String> environment) {}

  private static Program program() {
    String chosen = Optional.ofNullable(System.getenv(CHOICE)).orElse("");
    if (!chosen.isEmpty()) {
      Path file = Path.of(chosen);
      if (!Files.isExecutable(file)) {
        throw new IllegalStateException(
            CHOICE + " names no program: " + file + "; name a Chromium or leave it out");
      }
      return new Program(file, System.getenv());
    }
    return installed().map(file -> new Program(file, System.getenv())).orElseGet(Chromium::fetched);
  }

  private static Optional<Path> installed() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Program fetched() {
    Availability packages = PACKAGES.onThisMachine();
    if (packages instanceof Availability.Missing(String why)) {
      packages =
          new Availability.Missing(
              "the tests of the dashboard need a Chromium: install the package chromium, or name"
                  + " one with "
                  + CHOICE
                  + "; "
                  + why);
    }
    Unpacked files =
        packages.orLeaveOut(
            why -> {
              Assumptions.abort(why);
              throw new AssertionError("left out");
            });
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(files.process(List.of("chromium")).environment());
    environment.merge(
        "LD_LIBRARY_PATH", ownLibraries(files), (all, own) -> all + File.pathSeparator + own);
    environment.put("FONTCONFIG_FILE", fonts(files).toString());
    return new Program(files.file("usr/lib/chromium/chromium"), environment);
  }

  /// The folders of libraries that only one other library uses, and names by their place in the
  /// whole system: that of PulseAudio.
  private static String ownLibraries(Unpacked files) {
    try (Stream<Path> all =
        Files.find(
            files.file("usr/lib"),
            3,
            (path, attributes) -> path.getFileName().toString().startsWith("libpulsecommon"))) {
      return all.map(path -> path.resolveSibling("").toString())
          .distinct()
          .collect(Collectors.joining(File.pathSeparator));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Fonts are looked for where they were unpacked, too.
  private static Path fonts(Unpacked files) {
    try {
      Path folder = Files.createDirectories(files.file("var/cache/selvedge-fonts"));
      return Files.writeString(
          folder.resolve("fonts.conf"),
          """
          <?xml version="1.0"?>
          <!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
          <fontconfig>
            <dir>%s</dir>
            <dir>/usr/share/fonts</dir>
            <cachedir>%s</cachedir>
          </fontconfig>
          """
              .formatted(files.file("usr/share/fonts"), folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
