package dev.selvedge.connectors.medusa;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connectors.consent.CustomerMetadata;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlSection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Tells customers of a Medusa shop what was decided, by a key of their metadata: Medusa itself
/// keeps no consent. Stateless.
final class MetadataConsentOffer implements ConsentOffer {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.:-]{1,255}");

  private static final Setting<String> FIELD =
      Setting.requiredText(
          "field", "The key of the customers' metadata in which the shop keeps the opt-in.");
  private static final Setting<String> OPT_IN =
      Setting.text(
          "opt_in",
          "true",
          "What is written, and read, for an opt-in; `true` is JSON's own, anything else a text.");
  private static final Setting<String> OPT_OUT =
      Setting.text("opt_out", "false", "The same for an opt-out.");
  private static final Setting<Optional<String>> AT_FIELD =
      Setting.optionalText(
          "at_field",
          "a choice the hub never heard of is left alone",
          "The key that holds when it was decided, as a time of ISO 8601; written with the choice,"
              + " and looked at first.");
  private static final Setting<Optional<Secret>> API_KEY =
      Setting.secret("api_key", "the system's own", "A secret API key of its own.");

  @Override
  public List<Option> options() {
    return Stream.of(FIELD, OPT_IN, OPT_OUT, AT_FIELD, API_KEY).map(Setting::option).toList();
  }

  @Override
  public Plan plan(Request request, Problems problems) {
    // The system's own options were checked before; what is wrong there has been said.
    MedusaSettings own =
        MedusaOptions.read(YamlSection.of(request.options(), Environment.NONE, new Problems()));
    YamlSection section = YamlSection.of(request.written(), Environment.NONE, problems);
    if (!request.kind().equals(Subject.CUSTOMER.kind())) {
      problems.add(
          section.position(),
          "Medusa's '" + request.kind().value() + "' takes no consent",
          "write 'kind: customer'");
    }
    CustomerMetadata fields =
        new CustomerMetadata(
            FIELD.read(section),
            OPT_IN.read(section),
            OPT_OUT.read(section),
            AT_FIELD.read(section).orElse(""));
    fields.check(
        section, KEY, OPT_OUT.key(), "write it as the shop does: letters, digits, '_' and '-'");
    for (Setting<String> word : List.of(OPT_IN, OPT_OUT)) {
      if (word.read(section).isBlank()) {
        section.problem(
            word.key(),
            "'" + word.key() + "' is empty, and Medusa keeps no key that is",
            "write a word; a customer without the key has decided nothing");
      }
    }
    MedusaSettings settings = API_KEY.read(section).map(own::with).orElse(own);
    section.finish();
    return () ->
        new MetadataConsent(request.system(), settings, fields, request.surroundings().clock());
  }
}
