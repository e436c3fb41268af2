package dev.selvedge.connectors.odoo;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlSection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Tells Odoo what was decided: a row of a mailing list, or the blacklist of e-mail addresses.
/// Stateless.
final class OdooConsentOffer implements ConsentOffer {
  private static final Setting<Optional<Secret>> API_KEY =
      Setting.secret(
          "api_key",
          "the system's own",
          "A key of a user who may read and write `mailing.subscription` or `mail.blacklist`, no"
              + " more.");

  @Override
  public List<Option> options() {
    return Stream.of(API_KEY).map(Setting::option).toList();
  }

  @Override
  public Plan plan(Request request, Problems problems) {
    // The system's own options were checked before; what is wrong there has been said.
    OdooOptions system = OdooSettings.read(request.options(), new Problems());
    YamlSection section = YamlSection.of(request.written(), Environment.NONE, problems);
    Optional<OdooConsent.Place> place =
        Stream.of(OdooConsent.Place.values())
            .filter(one -> one.subject().kind().equals(request.kind()))
            .findFirst();
    if (place.isEmpty()) {
      problems.add(
          section.position(),
          "Odoo's '" + request.kind().value() + "' holds no consent",
          "write 'kind: subscription' for a row of a mailing list, 'kind: partner' or 'kind:"
              + " blacklist' for the blacklist");
    }
    OdooOptions access = API_KEY.read(section).map(system::with).orElse(system);
    section.finish();
    return () ->
        new OdooConsent(
            request.system(), access, place.orElseThrow(), request.surroundings().clock());
  }
}
