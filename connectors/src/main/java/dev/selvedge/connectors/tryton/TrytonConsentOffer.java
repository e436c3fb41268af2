package dev.selvedge.connectors.tryton;

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

/// Tells Tryton's lists of marketing e-mail what was decided: whoever opted out is unsubscribed,
/// which is an inactive row. Stateless.
final class TrytonConsentOffer implements ConsentOffer {
  private static final Setting<Optional<String>> USERNAME =
      Setting.optionalText(
          "username",
          "the system's own",
          "A user who may read and write `marketing.email`, no more.");
  private static final Setting<Optional<Secret>> PASSWORD =
      Setting.secret("password", "the system's own", "That user's password.");

  @Override
  public List<Option> options() {
    return Stream.of(USERNAME, PASSWORD).map(Setting::option).toList();
  }

  @Override
  public Plan plan(Request request, Problems problems) {
    // The system's own options were checked before; what is wrong there has been said.
    TrytonOptions system = TrytonSettings.read(request.options(), new Problems());
    YamlSection section = YamlSection.of(request.written(), Environment.NONE, problems);
    if (!request.kind().equals(Subject.SUBSCRIPTION.kind())) {
      problems.add(
          section.position(),
          "Tryton's '" + request.kind().value() + "' holds no consent",
          "write 'kind: subscription'");
    }
    Optional<String> username = USERNAME.read(section);
    Optional<Secret> password = PASSWORD.read(section);
    if (username.isPresent() != password.isPresent()) {
      section.problem(
          username.isPresent() ? USERNAME.key() : PASSWORD.key(),
          "'username' and 'password' belong together",
          "give both, or neither for the system's own");
    }
    section.finish();
    TrytonOptions access =
        system.as(username.orElse(system.username()), password.orElse(system.password()));
    return () -> new TrytonConsent(request.system(), access, request.surroundings());
  }
}
