package dev.selvedge.connectors.patchworks.tell;

import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connectors.consent.Template;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.connectors.patchworks.api.ApiOptions;
import dev.selvedge.connectors.patchworks.api.ApiSettings;
import dev.selvedge.connectors.patchworks.api.PatchworksApi;
import dev.selvedge.connectors.patchworks.tell.FlowConsentSettings.Again;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlSection;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// Tells a system behind Patchworks by starting a flow with each decision. Stateless.
public final class FlowConsentOffer implements ConsentOffer {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String STANDARD =
      "{\"key\": \"{key}\", \"email\": \"{email}\", \"opt_in\": \"{opt_in}\", \"at\": \"{at}\","
          + " \"reference\": \"{reference}\"}";
  private static final List<String> TIMES = List.of("at", "at_seconds", "at_millis");

  private static final Setting<String> FLOW =
      Setting.requiredText("flow", "The number of the flow that is started with each decision.");
  private static final Setting<Optional<String>> VERSION =
      Setting.optionalText("version", "the deployed one", "Which version of it is started.");
  private static final Setting<Optional<String>> ENVIRONMENT =
      Setting.optionalText("environment", "none", "The number of a virtual environment.");
  private static final Setting<Map<String, String>> VARIABLES =
      Setting.textMap("variables", "none", "Flow variables it is started with.");
  private static final Setting<String> PAYLOAD =
      Setting.text(
          "payload",
          STANDARD,
          "JSON with `{key}`, `{email}`, `{opt_in}`, `{at}`, `{at_seconds}`, `{at_millis}` or"
              + " `{reference}` inside its texts. A text that is one name alone becomes what the"
              + " value is: `\"{opt_in}\"` becomes `true`. The same decision always has the same"
              + " `{reference}`.");
  private static final Setting<Again> AGAIN =
      Setting.choice(
          "again",
          Again.START,
          "What is done about a run that failed, ended in part, or of which nothing is known."
              + " `start`: the flow is started again with the same decision, which it must bear."
              + " `look`: only what certainly was not begun is begun; a run that did not end well"
              + " is parked for a person.");
  private static final Setting<Duration> ASK_EVERY =
      Setting.duration(
          "ask_every",
          Duration.ofSeconds(20),
          Duration.ofMillis(100),
          "How long to wait before a run is asked after, again and again until it has ended.");
  private static final Setting<Duration> GIVE_UP =
      Setting.duration(
          "give_up",
          Duration.ofHours(6),
          Duration.ofSeconds(1),
          "A run that has not ended by then is parked for a person.");
  private static final Setting<Duration> LOOK_FOR =
      Setting.duration(
          "look_for",
          Duration.ofMinutes(2),
          Duration.ofMillis(100),
          "How long a run is looked for whose start was not answered, before it counts as not"
              + " begun. Patchworks queues runs about every 30 seconds.");

  @Override
  public List<Option> options() {
    return Stream.of(
            FLOW, PAYLOAD, AGAIN, VERSION, ENVIRONMENT, VARIABLES, ASK_EVERY, GIVE_UP, LOOK_FOR)
        .map(Setting::option)
        .toList();
  }

  @Override
  public Plan plan(Request request, Problems problems) {
    YamlSection section = YamlSection.of(request.written(), Environment.NONE, problems);
    // What is wrong with the system's own options has been said.
    Optional<ApiSettings> api =
        YamlSection.of(request.options(), Environment.NONE, new Problems())
            .section(ApiOptions.SECTION)
            .map(ApiOptions::read);
    if (api.isEmpty()) {
      problems.add(
          section.position(),
          "a flow cannot be started without the API of Patchworks",
          "add 'api:' with 'key' to the system's options");
    }
    FlowConsentSettings settings =
        new FlowConsentSettings(
            new PatchworksApi.Flow(
                FLOW.read(section).strip(),
                VERSION.read(section).orElse(""),
                ENVIRONMENT.read(section).orElse(""),
                VARIABLES.read(section)),
            payload(section),
            AGAIN.read(section),
            ASK_EVERY.read(section),
            GIVE_UP.read(section),
            LOOK_FOR.read(section));
    section.finish();
    return () ->
        new FlowConsent(
            request.system(), settings, api.orElseThrow(), request.surroundings().clock());
  }

  private static JsonNode payload(YamlSection section) {
    String written = PAYLOAD.read(section);
    Collection<String> names = Template.names(written);
    for (String name : names) {
      if (!FlowConsentSettings.NAMES.contains(name)) {
        section.problem(
            PAYLOAD.key(),
            "'payload' names '{" + name + "}'",
            Nearest.suggestion(name, new TreeSet<>(FlowConsentSettings.NAMES)));
      }
    }
    demand(section, names, List.of("key", "email"), "whose decision it is", "{key}");
    demand(section, names, List.of("opt_in"), "what was decided", "{opt_in}");
    demand(
        section,
        names,
        TIMES,
        "when it was decided, so that the flow would write over a newer decision",
        "{at}");
    demand(
        section,
        names,
        List.of("reference"),
        "which decision it is, so that a run whose start was not answered cannot be found",
        "{reference}");
    try {
      JsonNode payload = JSON.readTree(written);
      if (!Template.namesInKeys(payload).isEmpty()) {
        section.problem(
            PAYLOAD.key(), "a name stands in a key of 'payload'", "names stand in texts only");
      }
      return payload;
    } catch (JacksonException notJson) {
      section.problem(
          PAYLOAD.key(),
          "'payload' is not JSON",
          "write {\"optIn\": \"{opt_in}\"}: names stand in quotation marks, also true and numbers");
      return JsonNodeFactory.instance.missingNode();
    }
  }

  private static void demand(
      YamlSection section,
      Collection<String> names,
      List<String> oneOf,
      String lacking,
      String write) {
    if (oneOf.stream().noneMatch(names::contains)) {
      section.problem(
          PAYLOAD.key(), "'payload' does not say " + lacking, "write \"" + write + "\" in it");
    }
  }
}
