package dev.selvedge.connectors.businesscentral;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.oauth.ClientAccess;
import dev.selvedge.connectors.option.Addresses;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The options of the connector `businesscentral`, described once and read once.
final class Settings {
  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,99}");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,100}");
  private static final Pattern API = Pattern.compile("[\\w.-]+/[\\w.-]+/[\\w.-]+");
  private static final String SCOPE = "https://api.businesscentral.dynamics.com/.default";
  private static final int SHORTEST = 16;
  private static final int LONGEST = 250;

  private static final Setting<String> TENANT =
      Setting.requiredText("tenant", "The Microsoft Entra tenant: its id or its domain.");
  private static final Setting<String> ENVIRONMENT =
      Setting.text("environment", "production", "The name of the environment.");
  private static final Setting<String> COMPANY =
      Setting.requiredText("company_id", "The id of the company, a GUID, as `companies` lists it.");
  private static final Setting<String> CLIENT_ID =
      Setting.requiredText(
          "client_id",
          "The application, with `API.ReadWrite.All` and permission sets in Business Central.");
  private static final Setting<Optional<Secret>> CLIENT_SECRET =
      Setting.of(
          "client_secret",
          "secret",
          "",
          "Its secret.",
          (section, key) -> Optional.of(new Secret(section.requiredText(key))));
  private static final Setting<String> URL =
      Setting.text(
          "url",
          "https://api.businesscentral.dynamics.com/v2.0/",
          "Where the environments are, up to the name of one.");
  private static final Setting<Optional<String>> TOKEN_URL =
      Setting.optionalText(
          "token_url",
          "that of Microsoft's public cloud for the tenant",
          "Where tokens are given.");
  private static final Setting<List<String>> FEEDS =
      Setting.texts(
          "feeds",
          "all, and `consent` where it is set",
          "What to read: `customer`, `order`, `shipment`, `invoice`, `refund`, `product`,"
              + " `contact`, `consent`.");
  private static final String CONSENT = "consent";
  private static final Setting<String> CONSENT_API =
      Setting.requiredText(
          "consent.api",
          "Publisher, group and version of the API page that holds consent, as"
              + " `brand/marketing/v1.0`. There is no consent in Microsoft's own API.");
  private static final Setting<String> CONSENT_SET =
      Setting.requiredText(
          "consent.entity_set",
          "The page's list. It must show `id` (the SystemId) and `lastModifiedDateTime`.");
  private static final Setting<String> CONSENT_CHOICE =
      Setting.requiredText("consent.field", "The page's Boolean field that holds the opt-in.");
  private static final Setting<Optional<String>> CONSENT_AT =
      Setting.optionalText(
          "consent.at_field",
          "a choice the hub never heard of is left alone",
          "The page's DateTime field that holds when it was decided; written with the choice, and"
              + " looked at first.");
  private static final Setting<String> CONSENT_EMAIL =
      Setting.text(
          "consent.email_field",
          "email",
          "The page's field that holds the address. An opt-in is written only where it is the one"
              + " that was opted in; a page that does not show the field is not compared.");
  private static final String WEBHOOKS = "webhooks";
  private static final Setting<String> HOOK_URL =
      Setting.requiredText(
          "webhooks.url",
          "Where the hub is reached from outside, as `https://hub.example.com`: the connector"
              + " subscribes to changes there, and renews its subscriptions before they end.");
  private static final Setting<Optional<Secret>> CLIENT_STATE =
      Setting.of(
          "webhooks.client_state",
          "secret",
          "",
          "A word of 16 to 250 characters that every call has to bring: Business Central signs"
              + " nothing.",
          (section, key) -> Optional.of(new Secret(section.requiredText(key))));
  private static final Setting<Integer> PAGE_SIZE =
      Setting.number("page_size", 300, 2, 1000, "Records a call.");
  private static final Setting<Duration> OVERLAP =
      Setting.duration(
          "overlap",
          Duration.ofMinutes(5),
          Duration.ofSeconds(1),
          "How far back each poll begins again, for records that were saved late: as long as the"
              + " longest posting takes.");
  private static final Setting<Duration> REREAD =
      Setting.duration(
          "reread",
          Duration.ofDays(14),
          Duration.ofHours(1),
          "Orders changed so lately are read again every hour, in case a line changed without the"
              + " order's stamp.");
  private static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "timeout",
          Duration.ofSeconds(60),
          Duration.ofSeconds(1),
          "How long Business Central may take to answer.");

  private Settings() {}

  static List<Option> options() {
    return Stream.of(
            TENANT,
            ENVIRONMENT,
            COMPANY,
            CLIENT_ID,
            CLIENT_SECRET,
            URL,
            TOKEN_URL,
            Addresses.ALLOW_HTTP,
            FEEDS,
            CONSENT_API,
            CONSENT_SET,
            CONSENT_CHOICE,
            CONSENT_AT,
            CONSENT_EMAIL,
            HOOK_URL,
            CLIENT_STATE,
            PAGE_SIZE,
            OVERLAP,
            REREAD,
            TIMEOUT)
        .map(Setting::option)
        .toList();
  }

  /// What is wrong goes to `problems`; what is returned then is of no use.
  static Options read(YamlNode.Mapping options, Problems problems) {
    // References to the environment were replaced before.
    YamlSection section = YamlSection.of(options, Environment.NONE, problems);
    Optional<Options.ConsentPage> consent = consent(section);
    Options read =
        new Options(
            environment(section),
            formed(section, COMPANY, GUID, "a GUID").toLowerCase(Locale.ROOT),
            access(section),
            subjects(section, consent.isPresent()),
            consent,
            hooks(section),
            PAGE_SIZE.read(section),
            OVERLAP.read(section),
            REREAD.read(section),
            TIMEOUT.read(section));
    section.finish();
    return read;
  }

  private static ClientAccess access(YamlSection section) {
    String tenant = formed(section, TENANT, WORD, "the id or the domain of a tenant");
    URI standard =
        URI.create(
            "https://login.microsoftonline.com/"
                + (WORD.matcher(tenant).matches() ? tenant : "common")
                + "/oauth2/v2.0/token");
    URI tokens =
        TOKEN_URL
            .read(section)
            .map(written -> address(section, TOKEN_URL, written))
            .orElse(standard);
    return new ClientAccess(
        tokens,
        CLIENT_ID.read(section),
        CLIENT_SECRET.read(section).orElseThrow(),
        SCOPE,
        Map.of(),
        true);
  }

  private static URI environment(YamlSection section) {
    String url = URL.read(section);
    String name = formed(section, ENVIRONMENT, WORD, "the name of an environment");
    URI all = Addresses.folder(address(section, URL, url));
    return WORD.matcher(name).matches() ? all.resolve("./" + name + "/") : all;
  }

  private static URI address(YamlSection section, Setting<?> setting, String written) {
    return Addresses.read(
        section, setting, written, Addresses.ALLOW_HTTP.read(section), "https://…");
  }

  private static String formed(
      YamlSection section, Setting<String> setting, Pattern form, String what) {
    String written = setting.read(section);
    if (!written.isEmpty() && !form.matcher(written).matches()) {
      section.problem(setting.key(), "'" + setting.key() + "' must be " + what, "");
    }
    return written;
  }

  private static Optional<Options.ConsentPage> consent(YamlSection section) {
    if (!section.has(CONSENT)) {
      return Optional.empty();
    }
    YamlSection page = section.sectionOrEmpty(CONSENT);
    return Optional.of(
        new Options.ConsentPage(
            formed(page, CONSENT_API, API, "publisher/group/version"),
            formed(page, CONSENT_SET, NAME, "the name of a list"),
            formed(page, CONSENT_CHOICE, NAME, "the name of a field"),
            CONSENT_AT.read(page).orElse(""),
            formed(page, CONSENT_EMAIL, NAME, "the name of a field")));
  }

  private static Optional<Options.Hooks> hooks(YamlSection section) {
    if (!section.has(WEBHOOKS)) {
      return Optional.empty();
    }
    YamlSection hooks = section.sectionOrEmpty(WEBHOOKS);
    String url = HOOK_URL.read(hooks);
    if (!url.isEmpty()) {
      address(hooks, HOOK_URL, url);
    }
    Secret state = CLIENT_STATE.read(hooks).orElseThrow();
    int length = state.reveal().length();
    if (length > 0 && (length < SHORTEST || length > LONGEST)) {
      hooks.problem(
          CLIENT_STATE.key(), "'client_state' must have 16 to 250 characters", "make a random one");
    }
    return Optional.of(new Options.Hooks(url.replaceFirst("/+$", ""), state));
  }

  private static List<Subject> subjects(YamlSection section, boolean consent) {
    Map<String, Subject> known = new LinkedHashMap<>();
    for (Subject subject : Subject.values()) {
      if (subject != Subject.CONSENT || consent) {
        known.put(subject.kind().value(), subject);
      }
    }
    Set<Subject> subjects = new LinkedHashSet<>();
    for (String written : FEEDS.read(section)) {
      Subject subject = known.get(written);
      if (subject == null) {
        section.problem(
            FEEDS.key(),
            "'" + written + "' is no feed",
            written.equals(CONSENT)
                ? "say under 'consent' which API page holds it"
                : Nearest.suggestion(written, List.copyOf(known.keySet())));
      } else {
        subjects.add(subject);
      }
    }
    return List.copyOf(subjects.isEmpty() ? known.values() : subjects);
  }
}
