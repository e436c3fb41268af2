package dev.selvedge.connectors.woocommerce;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connectors.consent.CustomerMetadata;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.connectors.woocommerce.WooSettings.Keys;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlSection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Tells customers of a WooCommerce shop what was decided, by a key of their metadata. WooCommerce
/// itself keeps no consent; a plug-in that does, reads it there. Stateless.
final class MetaConsentOffer implements ConsentOffer {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.:-]{1,255}");

  private static final Setting<String> FIELD =
      Setting.requiredText(
          "field", "The key of the customers' metadata in which a plug-in keeps the opt-in.");
  private static final Setting<String> OPT_IN =
      Setting.text("opt_in", "yes", "What is written, and read, for an opt-in.");
  private static final Setting<String> OPT_OUT =
      Setting.text("opt_out", "no", "The same for an opt-out.");
  private static final Setting<Optional<String>> AT_FIELD =
      Setting.optionalText(
          "at_field",
          "a choice the hub never heard of is left alone",
          "The key that holds when it was decided, as a time of ISO 8601; written with the choice,"
              + " and looked at first.");
  private static final Setting<Optional<String>> CONSUMER_KEY =
      Setting.optionalText(
          "consumer_key", "the system's own", "Keys of their own, with *Read/Write*.");
  private static final Setting<Optional<Secret>> CONSUMER_SECRET =
      Setting.secret("consumer_secret", "the system's own", "Their secret.");

  @Override
  public List<Option> options() {
    return Stream.of(FIELD, OPT_IN, OPT_OUT, AT_FIELD, CONSUMER_KEY, CONSUMER_SECRET)
        .map(Setting::option)
        .toList();
  }

  @Override
  public Plan plan(Request request, Problems problems) {
    // The system's own options were checked before; what is wrong there has been said.
    WooSettings own =
        WooOptions.read(YamlSection.of(request.options(), Environment.NONE, new Problems()));
    YamlSection section = YamlSection.of(request.written(), Environment.NONE, problems);
    if (!request.kind().equals(Subject.CUSTOMER.kind())) {
      problems.add(
          section.position(),
          "WooCommerce's '"
              + request.kind().value()
              + "' takes no consent: a guest's choice stands in their order, where nobody reads it"
              + " again",
          "write 'kind: customer'");
    }
    CustomerMetadata fields =
        new CustomerMetadata(
            FIELD.read(section),
            OPT_IN.read(section),
            OPT_OUT.read(section),
            AT_FIELD.read(section).orElse(""));
    fields.check(
        section, KEY, OPT_OUT.key(), "write it as the plug-in does: letters, digits, '_' and '-'");
    Optional<String> key = CONSUMER_KEY.read(section);
    Optional<Secret> secret = CONSUMER_SECRET.read(section);
    if (key.isPresent() != secret.isPresent()) {
      section.problem(
          key.isPresent() ? CONSUMER_KEY.key() : CONSUMER_SECRET.key(),
          "'consumer_key' and 'consumer_secret' belong together",
          "give both, or neither for the system's own");
    }
    section.finish();
    WooSettings settings =
        key.isPresent() && secret.isPresent()
            ? own.with(new Keys(own.keys().auth(), key.get(), secret.get()))
            : own;
    return () ->
        new MetaConsent(request.system(), settings, fields, request.surroundings().clock());
  }
}
