package dev.selvedge.connectors.consent;

import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connectors.consent.HttpConsentSettings.Read;
import dev.selvedge.connectors.consent.HttpConsentSettings.Statuses;
import dev.selvedge.connectors.consent.HttpConsentSettings.Words;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.connectors.value.DottedPath;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlSection;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// Tells any system over HTTP, by a call with a template. Stateless.
public final class HttpConsentOffer implements ConsentOffer {
  /// The key below `consent_target` that chooses this way.
  public static final String SECTION = "http";

  private static final Set<String> METHODS = Set.of("PUT", "PATCH", "POST");
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Setting<String> METHOD =
      Setting.text("http.method", "PUT", "`PUT`, `PATCH` or `POST`.");
  private static final Setting<String> URL =
      Setting.requiredText(
          "http.url",
          "Where to, with `{key}` in its path or query. HTTPS, or this machine, unless `allow_http`.");
  private static final Setting<Map<String, String>> HEADERS =
      Setting.textMap(
          "http.headers", "none", "Headers of every call, such as `Authorization: ${env:TOKEN}`.");
  private static final Setting<Optional<String>> BODY =
      Setting.optionalText(
          "http.body",
          "no body",
          "JSON with `{key}`, `{email}`, `{opt_in}`, `{at}`, `{at_seconds}` or `{at_millis}` inside"
              + " its texts. A text that is one name alone becomes what the value is: `\"{opt_in}\"`"
              + " becomes `true`.");
  private static final Setting<List<String>> SUCCESS =
      Setting.texts("http.success", "every 2xx", "The statuses that say it is written.");
  private static final Setting<List<String>> NEWER =
      Setting.texts(
          "http.newer",
          "none; give it or `read`",
          "The statuses by which the system says that it compared `{at}` and holds a newer"
              + " decision, such as 409.");
  private static final Setting<List<String>> MISSING =
      Setting.texts(
          "http.missing", "404 and 410", "The statuses that say there is no such record.");
  private static final Setting<String> READ_URL =
      Setting.requiredText(
          "http.read.url",
          "Is asked by GET before each write. Where its answer has an ETag, the write says"
              + " `If-Match`.");
  private static final Setting<String> READ_OPT_IN =
      Setting.requiredText("http.read.opt_in", "Where the choice stands in the answer: `a.b.c`.");
  private static final Setting<Optional<String>> READ_AT =
      Setting.optionalText(
          "http.read.at",
          "a choice the hub never heard of is left alone",
          "Where the time of that choice stands in the answer.");
  private static final Setting<Optional<String>> YES =
      Setting.optionalText("http.yes", "true", "How an opt-in is written, such as `subscribed`.");
  private static final Setting<Optional<String>> NO =
      Setting.optionalText("http.no", "false", "How an opt-out is written.");
  private static final Setting<Optional<String>> CHECK =
      Setting.optionalText(
          "http.check",
          "the system is only found ill by calls that fail",
          "An address that answers 2xx to a GET when all is well; asked by `selvedge check`, and"
              + " before anything is sent after an outage.");
  private static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "http.timeout",
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          "How long an answer may take.");
  private static final Setting<Boolean> ALLOW_HTTP =
      Setting.flag(
          "http.allow_http", false, "Whether an address may be spoken to without encryption.");

  @Override
  public List<Option> options() {
    return Stream.of(
            URL,
            METHOD,
            HEADERS,
            BODY,
            SUCCESS,
            NEWER,
            MISSING,
            READ_URL,
            READ_OPT_IN,
            READ_AT,
            YES,
            NO,
            CHECK,
            TIMEOUT,
            ALLOW_HTTP)
        .map(Setting::option)
        .toList();
  }

  @Override
  public Plan plan(Request request, Problems problems) {
    YamlSection root = YamlSection.of(request.written(), Environment.NONE, problems);
    YamlSection section = root.requiredSection(SECTION);
    boolean open = ALLOW_HTTP.read(section);
    Statuses statuses =
        new Statuses(
            statuses(section, SUCCESS, Set.of()),
            statuses(section, NEWER, Set.of()),
            statuses(section, MISSING, Set.of(404, 410)));
    Read read = read(section, open);
    if (statuses.newer().isEmpty() && read instanceof Read.Never) {
      section
          .problems()
          .add(
              section.position(),
              "'http' would override a newer decision of the system",
              "add 'read:' to look first, or 'newer: [409]' where the system compares by itself");
    }
    HttpConsentSettings settings =
        new HttpConsentSettings(
            method(section),
            address(section, URL, URL.read(section), open),
            headers(section),
            body(section),
            statuses,
            read,
            words(section),
            CHECK.read(section).map(text -> address(section, CHECK, text, open)).orElse(""),
            TIMEOUT.read(section));
    root.finish();
    whoAndWhat(section, settings);
    return () -> new HttpConsent(request.system(), settings, request.surroundings().clock());
  }

  private static void whoAndWhat(YamlSection section, HttpConsentSettings settings) {
    Collection<String> names = Template.names(settings.url() + settings.body());
    if (!names.contains("key") && !names.contains("email")) {
      section.problem(URL.key(), "'http' does not say whose record", "write '{key}' in 'url'");
    }
    if (!names.contains("opt_in")) {
      section.problem(
          BODY.key(), "'http' does not say what was decided", "write \"{opt_in}\" in 'body'");
    }
  }

  private static String method(YamlSection section) {
    String method = METHOD.read(section).toUpperCase(Locale.ROOT);
    if (!METHODS.contains(method)) {
      section.problem(
          METHOD.key(), "'method' must be PUT, PATCH or POST", Nearest.suggestion(method, METHODS));
    }
    return method;
  }

  private static Read read(YamlSection section, boolean open) {
    Optional<YamlSection> read = section.section("read");
    if (read.isEmpty()) {
      return new Read.Never();
    }
    return new Read.By(
        address(read.get(), READ_URL, READ_URL.read(read.get()), open),
        new DottedPath(READ_OPT_IN.read(read.get())),
        new DottedPath(READ_AT.read(read.get()).orElse("")));
  }

  /// Values may stand in path and query only: they must not choose whom to talk to.
  private static String address(
      YamlSection section, Setting<?> setting, String template, boolean open) {
    String key = setting.key();
    known(section, key, Template.names(template));
    try {
      URI uri = new URI(template.replaceAll("\\{[a-z_]+}", "x"));
      String scheme = String.valueOf(uri.getScheme());
      String host = String.valueOf(uri.getHost());
      boolean fixed = !template.replaceFirst("^[a-z]+://([^/?#]*).*", "$1").contains("{");
      if (uri.getHost() == null || !fixed || !(scheme.equals("https") || scheme.equals("http"))) {
        section.problem(
            key, "'" + key + "' must be an address", "write https://shop.example.com/…/{key}");
      } else if (uri.getRawUserInfo() != null) {
        section.problem(key, "'" + key + "' must not hold credentials", "use 'headers'");
      } else if (scheme.equals("http") && !open && !THIS_MACHINE.contains(host)) {
        section.problem(
            key,
            "'" + key + "' would send personal data in the clear",
            "use https://, or say 'allow_http: true' where the network is yours");
      }
    } catch (URISyntaxException notAnAddress) {
      if (!template.isEmpty()) {
        section.problem(key, "'" + key + "' must be an address", "write https://…/{key}");
      }
    }
    return template;
  }

  private static void known(YamlSection section, String key, Collection<String> names) {
    for (String name : names) {
      if (!HttpConsentSettings.NAMES.contains(name)) {
        section.problem(
            key,
            "'" + key + "' names '{" + name + "}'",
            Nearest.suggestion(name, new TreeSet<>(HttpConsentSettings.NAMES)));
      }
    }
  }

  private static Map<String, String> headers(YamlSection section) {
    Map<String, String> headers = HEADERS.read(section);
    headers.forEach(
        (name, value) -> {
          known(section, HEADERS.key(), Template.names(value));
          if (!name.matches("[A-Za-z0-9-]+") || !value.matches("[\\x20-\\x7e]*")) {
            section.problem(
                HEADERS.key(), "the header '" + name + "' cannot be sent", "use plain ASCII");
          }
        });
    return headers;
  }

  private static JsonNode body(YamlSection section) {
    Optional<String> written = BODY.read(section);
    if (written.isEmpty()) {
      return JsonNodeFactory.instance.missingNode();
    }
    known(section, BODY.key(), Template.names(written.get()));
    try {
      JsonNode body = JSON.readTree(written.get());
      if (!Template.namesInKeys(body).isEmpty()) {
        section.problem(
            BODY.key(), "a name stands in a key of 'body'", "names stand in texts only");
      }
      return body;
    } catch (JacksonException notJson) {
      section.problem(
          BODY.key(),
          "'body' is not JSON",
          "write {\"optIn\": \"{opt_in}\"}: names stand in quotation marks, also true and numbers");
      return JsonNodeFactory.instance.missingNode();
    }
  }

  private static Set<Integer> statuses(
      YamlSection section, Setting<List<String>> setting, Set<Integer> standard) {
    Set<Integer> statuses = new TreeSet<>();
    for (String text : setting.read(section)) {
      if (text.matches("[2-5]\\d\\d")) {
        statuses.add(Integer.valueOf(text));
      } else {
        section.problem(
            setting.key(), "'" + setting.key() + "' must hold statuses", "write [200, 204]");
      }
    }
    return statuses.isEmpty() ? standard : statuses;
  }

  private static Words words(YamlSection section) {
    String yes = YES.read(section).orElse("");
    String no = NO.read(section).orElse("");
    if (yes.isEmpty() != no.isEmpty() || (!yes.isEmpty() && yes.equals(no))) {
      section.problem(
          YES.given(section) ? YES.key() : NO.key(), "'yes' and 'no' belong together", "give both");
    }
    return new Words(yes, no);
  }
}
