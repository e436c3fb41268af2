package dev.selvedge.connectors.businesscentral;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connectors.oauth.ClientAccess;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlSection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Tells an API page of the brand's own what was decided. Stateless.
final class PageConsentOffer implements ConsentOffer {
  private static final Setting<Optional<String>> CLIENT_ID =
      Setting.optionalText(
          "client_id",
          "the system's own",
          "An application of its own, which may read and change that page, no more.");
  private static final Setting<Optional<Secret>> CLIENT_SECRET =
      Setting.secret("client_secret", "the system's own", "Its secret.");

  @Override
  public List<Option> options() {
    return Stream.of(CLIENT_ID, CLIENT_SECRET).map(Setting::option).toList();
  }

  @Override
  public Plan plan(Request request, Problems problems) {
    // The system's own options were checked before; what is wrong there has been said.
    Options system = Settings.read(request.options(), new Problems());
    YamlSection section = YamlSection.of(request.written(), Environment.NONE, problems);
    if (!request.kind().equals(Subject.CONSENT.kind()) || system.consent().isEmpty()) {
      problems.add(
          section.position(),
          "Business Central's '" + request.kind().value() + "' holds no consent",
          "say under the system's option 'consent' which API page holds it, and write 'kind:"
              + " consent'");
    }
    Optional<String> id = CLIENT_ID.read(section);
    Optional<Secret> secret = CLIENT_SECRET.read(section);
    if (id.isPresent() != secret.isPresent()) {
      section.problem(
          id.isPresent() ? CLIENT_ID.key() : CLIENT_SECRET.key(),
          "'client_id' and 'client_secret' belong together",
          "give both, or neither for the system's own");
    }
    section.finish();
    ClientAccess own = system.access();
    ClientAccess access =
        new ClientAccess(
            own.tokenUrl(),
            id.orElse(own.id()),
            secret.orElse(own.secret()),
            own.scope(),
            own.extra(),
            own.inBody());
    return () ->
        new PageConsent(
            request.system(),
            system.as(access),
            system.consent().orElseThrow(),
            request.surroundings().clock());
  }
}
