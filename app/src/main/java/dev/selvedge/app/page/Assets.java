package dev.selvedge.app.page;

import dev.selvedge.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The files that pages load, read once and named with a piece of their hash, so that browsers may
/// keep them for ever. Immutable.
public final class Assets {
  private static final Map<String, String> TYPES =
      Map.of(
          "selvedge.css", "text/css; charset=utf-8",
          "selvedge.js", "text/javascript; charset=utf-8",
          "live.js", "text/javascript; charset=utf-8",
          "mark.svg", "image/svg+xml",
          "vendor/htmx.min.js", "text/javascript; charset=utf-8",
          "vendor/uplot.min.js", "text/javascript; charset=utf-8",
          "vendor/uplot.min.css", "text/css; charset=utf-8");
  private static final int TAG_LENGTH = 12;

  private final Map<String, Asset> assets;

  private Assets(Map<String, Asset> assets) {
    this.assets = assets;
  }

  /// One file.
  ///
  /// @param tag the beginning of its SHA-256
  public record Asset(Payload content, String type, String tag) {}

  public static Assets load() {
    Map<String, Asset> assets = new LinkedHashMap<>();
    TYPES.forEach(
        (name, type) -> {
          byte[] bytes = read(name);
          assets.put(name, new Asset(Payload.of(bytes), type, tag(bytes)));
        });
    return new Assets(assets);
  }

  public Optional<Asset> find(String name) {
    return Optional.ofNullable(assets.get(name));
  }

  /// Where a page finds the file.
  ///
  /// @throws IllegalArgumentException when there is no such file
  public String url(String name) {
    return find(name)
        .map(asset -> "/web/" + name + "?v=" + asset.tag())
        .orElseThrow(() -> new IllegalArgumentException("no file " + name));
  }

  private static byte[] read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream("/web/" + name)) {
      if (in == null) {
        throw new IllegalStateException("web/" + name + " is missing from the build");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash).substring(0, TAG_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
