package dev.selvedge.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// A browser and a brand with its story, which all classes of tests share: made for the first that
/// asks, closed after the last. Used by one thread.
final class Stage implements AutoCloseable {
  private static final double PATIENCE_MS = 15_000;

  private final Chromium chromium;
  private final Path folder;
  private final Brand brand;

  private Stage(Chromium chromium, Path folder, Brand brand) {
    this.chromium = chromium;
    this.folder = folder;
    this.brand = brand;
  }

  /// Sets everything up.
  static Stage open() {
    Chromium chromium = Chromium.start();
    // the machine that tests may be busy
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    try {
      Path folder = Files.createTempDirectory("selvedge-browser-");
      Brand brand = Brand.open(folder, Story.A_DAY.negated(), Story::past);
      Story.play(brand);
      return new Stage(chromium, folder, brand);
    } catch (IOException e) {
      throw new IllegalStateException("there is no room for the brand's folder", e);
    }
  }

  Brand brand() {
    return brand;
  }

  /// Somebody comes who is not logged in.
  Visit visitor(Look look) {
    return Visit.begin(chromium.browser(), brand.dashboard(), look);
  }

  /// Somebody comes and logs in.
  Visit operator(Look look) {
    Visit visit = visitor(look);
    visit.logIn();
    return visit;
  }

  /// One after the other in every look, logged in, each from the overview on.
  void inEveryLook(Consumer<Visit> what) {
    for (Look look : Look.values()) {
      try (Visit visit = operator(look)) {
        what.accept(visit);
      }
    }
  }

  /// A document as a printer would get it: a PDF on A4.
  byte[] printed(String html) {
    try (Page page = chromium.browser().newPage()) {
      page.setContent(html);
      return page.pdf(new Page.PdfOptions().setFormat("A4"));
    }
  }

  @Override
  public void close() {
    brand.close();
    chromium.close();
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> paths = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path path : paths) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the brand's folder cannot be removed", e);
    }
  }

  /// Gives tests the one that there is.
  static final class Shared implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType().equals(Stage.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.create(Stage.class))
          .getOrComputeIfAbsent(Stage.class, key -> Stage.open(), Stage.class);
    }
  }
}
