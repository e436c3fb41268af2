package dev.selvedge.connectors.vendure;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlSection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Tells customers of a Vendure shop what was decided, by a custom field of theirs. Stateless.
final class VendureConsentOffer implements ConsentOffer {
  private static final Pattern FIELD_NAME = Pattern.compile("[_A-Za-z][_0-9A-Za-z]{0,99}");

  private static final Setting<String> FIELD =
      Setting.requiredText(
          "field", "The customers' custom field of type boolean that holds the opt-in.");
  private static final Setting<Optional<String>> AT_FIELD =
      Setting.optionalText(
          "at_field",
          "a choice the hub never heard of is left alone",
          "The custom field of type datetime that holds when it was decided; written with the"
              + " choice, and looked at first.");
  private static final Setting<Optional<String>> USERNAME =
      Setting.optionalText(
          "username",
          "the system's own",
          "An administrator with ReadCustomer and UpdateCustomer, no more.");
  private static final Setting<Optional<Secret>> PASSWORD =
      Setting.secret("password", "the system's own", "That administrator's password.");

  /// What is written where.
  ///
  /// @param choice a custom field
  /// @param at another one; empty for none
  record Fields(String choice, String at) {}

  @Override
  public List<Option> options() {
    return Stream.of(FIELD, AT_FIELD, USERNAME, PASSWORD).map(Setting::option).toList();
  }

  @Override
  public Plan plan(Request request, Problems problems) {
    // The system's own options were checked before; what is wrong there has been said.
    VendureOptions system = OptionsReader.read(request.options(), new Problems());
    YamlSection section = YamlSection.of(request.written(), Environment.NONE, problems);
    if (!request.kind().equals(VendureConnector.CUSTOMER)) {
      problems.add(
          section.position(),
          "Vendure's '" + request.kind().value() + "' holds no consent",
          "write 'kind: customer'");
    }
    Fields fields = new Fields(name(section, FIELD.read(section)), atField(section));
    Optional<String> username = USERNAME.read(section);
    Optional<Secret> password = PASSWORD.read(section);
    if (username.isPresent() != password.isPresent()) {
      section.problem(
          username.isPresent() ? USERNAME.key() : PASSWORD.key(),
          "'username' and 'password' belong together",
          "give both, or neither for the system's own");
    }
    section.finish();
    VendureOptions access =
        system.as(username.orElse(system.username()), password.orElse(system.password()));
    return () -> new VendureConsent(request.system(), access, fields, request.surroundings());
  }

  private static String atField(YamlSection section) {
    return AT_FIELD.read(section).map(written -> name(section, written)).orElse("");
  }

  private static String name(YamlSection section, String written) {
    if (!written.isEmpty() && !FIELD_NAME.matcher(written).matches()) {
      section
          .problems()
          .add(
              section.position(),
              "'" + written + "' cannot be the name of a custom field",
              "write it as in the shop's configuration: letters, digits and '_'");
    }
    return written;
  }
}
