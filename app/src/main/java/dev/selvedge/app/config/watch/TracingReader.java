package dev.selvedge.app.config.watch;

import dev.selvedge.Secret;
import dev.selvedge.app.config.setting.Parsed;
import dev.selvedge.app.config.setting.Setting;
import dev.selvedge.app.config.setting.SettingKind;
import dev.selvedge.app.config.setting.SettingKinds;
import dev.selvedge.app.config.setting.Settings;
import dev.selvedge.yaml.YamlSection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads where traces go: `tracing`.
public final class TracingReader {
  public static final String KEY = "tracing";

  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

  /// What HTTP allows as the name of a header.
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

  static final Setting<Optional<URI>> ENDPOINT =
      Setting.standing(
          "tracing.endpoint",
          address(),
          "",
          "Who collects traces, by OTLP over HTTP in protobuf: `http://127.0.0.1:4318` is a collector"
              + " on this machine. Without a path of its own `/v1/traces` is added. Leave it out for"
              + " none ([traces](monitoring.md#traces)).");
  static final Setting<Integer> SHARE =
      Setting.standing(
          "tracing.share",
          SettingKinds.percent(),
          "10%",
          "How much of what begins here is followed. What a caller follows already, by the header"
              + " `traceparent`, is followed in any case, and what it says it does not follow never"
              + " is.");
  static final Setting<Secret> HEADERS =
      Setting.standing(
          "tracing.headers.*",
          SettingKinds.secret(),
          "",
          "A header that the collector wants to see, such as `Authorization: ${env:OTLP_AUTH}`. Only"
              + " by https, or to this machine.");

  private TracingReader() {}

  public static List<Setting<?>> settings() {
    return List.of(ENDPOINT, SHARE, HEADERS);
  }

  private static SettingKind<Optional<URI>> address() {
    return new SettingKind<>(
        "URL",
        text -> {
          if (text.isEmpty()) {
            return Parsed.good(Optional.empty());
          }
          try {
            URI uri = new URI(text);
            return uri.getHost() != null
                    && Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
                ? Parsed.good(Optional.of(uri))
                : Parsed.bad("must be a URL", "write http://… or https://…");
          } catch (URISyntaxException e) {
            return Parsed.bad("must be a URL", "write http://… or https://…");
          }
        });
  }

  /// What is said; nothing where something of it is faulty.
  public static Optional<Watching.Traces> read(YamlSection section) {
    Optional<Optional<URI>> endpoint = Settings.read(section, ENDPOINT);
    Optional<Integer> share = Settings.read(section, SHARE);
    Optional<Map<String, Secret>> headers = headers(section.sectionOrEmpty("headers"));
    if (endpoint.isEmpty() || share.isEmpty() || headers.isEmpty()) {
      return Optional.empty();
    }
    if (endpoint.get().filter(uri -> uri.getRawUserInfo() != null).isPresent()) {
      // addresses are logged
      section.problem(
          "endpoint",
          "'endpoint' must not hold a password",
          "say it below 'headers', as Authorization");
      return Optional.empty();
    }
    boolean inTheClear =
        endpoint
            .get()
            .filter(uri -> "http".equals(uri.getScheme()) && !THIS_MACHINE.contains(uri.getHost()))
            .isPresent();
    if (inTheClear && !headers.get().isEmpty()) {
      section.problem("endpoint", "'endpoint' would send secrets in the clear", "use https://");
      return Optional.empty();
    }
    return Optional.of(new Watching.Traces(endpoint.get(), share.get(), headers.get()));
  }

  private static Optional<Map<String, Secret>> headers(YamlSection section) {
    Map<String, Secret> headers = new HashMap<>();
    boolean good = true;
    for (String name : section.keys()) {
      Optional<String> value = section.text(name).filter(text -> !text.isBlank());
      boolean named = HEADER.matcher(name).matches();
      if (!named) {
        section.problem(name, "'" + name + "' is no name of a header", "");
      } else if (value.isEmpty()) {
        section.problem(name, "the header '" + name + "' must not be empty", "");
      }
      good &= named && value.isPresent();
      value.ifPresent(text -> headers.put(name, new Secret(text)));
    }
    return good ? Optional.of(headers) : Optional.empty();
  }
}
