package dev.selvedge.connectors.netsuite;

import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connectors.netsuite.NetSuiteOptions.Access;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tells customers of a NetSuite account what was decided about e-mail, by their global
/// subscription status. Stateless.
final class StatusConsentOffer implements ConsentOffer {
  private static final Pattern FIELD = Pattern.compile("custentity[a-z0-9_]{1,60}");
  private static final Setting<Integer> OPT_IN =
      Setting.number(
          "opt_in",
          1,
          1,
          999,
          "The internal id of the status that is written for an opt-in: 1 is *Soft Opt-In*, 3"
              + " *Confirmed Opt-In*.");
  private static final Setting<Integer> OPT_OUT =
      Setting.number(
          "opt_out",
          2,
          1,
          999,
          "The same for an opt-out: 2 is *Soft Opt-Out*, 4 *Confirmed Opt-Out*.");
  private static final Setting<Optional<String>> FIELD_TOO =
      Setting.optionalText(
          "field",
          "the status alone",
          "A check box of the customer, `custentity_…`, that is written with the status: true for an"
              + " opt-in. Where NetSuite refuses the status, as it may where the recipient confirmed"
              + " it, the box alone is written.");

  /// What is written.
  ///
  /// @param optIn a status by its internal id
  /// @param field a check box; empty for none
  record Words(String optIn, String optOut, String field) {}

  @Override
  public List<Option> options() {
    List<Option> all =
        new ArrayList<>(List.of(OPT_IN.option(), OPT_OUT.option(), FIELD_TOO.option()));
    AccessSettings.options().stream()
        .map(one -> new Option(one.path(), one.type(), "the system's own", one.description()))
        .forEach(all::add);
    return all;
  }

  @Override
  public Plan plan(Request request, Problems problems) {
    // The system's own options were checked before; what is wrong there has been said.
    NetSuiteOptions own = NetSuiteSettings.read(request.options(), new Problems());
    YamlSection section = YamlSection.of(request.written(), Environment.NONE, problems);
    if (!request.kind().equals(Subject.CUSTOMER.kind())) {
      problems.add(
          section.position(),
          "NetSuite's '" + request.kind().value() + "' takes no consent",
          "write 'kind: customer'");
    }
    if (!request.topic().equals("EMAIL")) {
      problems.add(
          section.position(),
          "the global subscription status is of e-mail as a whole, and of nothing else",
          "write 'topic: email', or leave it out");
    }
    Words words = words(section);
    Access access =
        AccessSettings.given(section)
            ? AccessSettings.read(
                section,
                NetSuiteSettings.account(
                    YamlSection.of(request.options(), Environment.NONE, new Problems())))
            : own.access();
    section.finish();
    return () ->
        new StatusConsent(
            request.system(), own.with(access), words, request.surroundings().clock());
  }

  private static Words words(YamlSection section) {
    int optIn = OPT_IN.read(section);
    int optOut = OPT_OUT.read(section);
    if (optIn == optOut) {
      section.problem(
          OPT_OUT.key(), "'opt_in' and 'opt_out' are the same", "write what tells them apart");
    }
    String field = FIELD_TOO.read(section).orElse("");
    if (!field.isEmpty() && !FIELD.matcher(field).matches()) {
      section.problem(
          FIELD_TOO.key(),
          "'" + field + "' is no custom field of customers",
          "write its id, such as custentity_marketing_opt_in");
    }
    return new Words(Integer.toString(optIn), Integer.toString(optOut), field);
  }
}
