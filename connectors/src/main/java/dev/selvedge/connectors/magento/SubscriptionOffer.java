package dev.selvedge.connectors.magento;

import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connectors.magento.MagentoSettings.Way;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlSection;
import java.util.List;

/// Tells customers' newsletter subscription what was decided. Stateless.
final class SubscriptionOffer implements ConsentOffer {
  private static final String OWN = "the system's own";
  private static final List<Setting<?>> KEYS =
      List.of(
          Setting.optionalText(
              "consumer_key",
              OWN,
              "Keys of an integration of their own, with *Customers* and no more."),
          Setting.secret("consumer_secret", OWN, "The same."),
          Setting.secret("access_token", OWN, "The same."),
          Setting.secret("access_token_secret", OWN, "The same."));

  @Override
  public List<Option> options() {
    return KEYS.stream().<Option>map(Setting::option).toList();
  }

  @Override
  public Plan plan(Request request, Problems problems) {
    // The system's own options were checked before; what is wrong there has been said.
    MagentoOptions own =
        MagentoSettings.read(YamlSection.of(request.options(), Environment.NONE, new Problems()));
    YamlSection section = YamlSection.of(request.written(), Environment.NONE, problems);
    if (!request.kind().equals(Subject.CUSTOMER.kind())) {
      problems.add(
          section.position(),
          "Magento's '"
              + request.kind().value()
              + "' takes no consent: its API knows the subscriptions of customers only",
          "write 'kind: customer'");
    }
    MagentoOptions options =
        KEYS.stream().anyMatch(key -> key.given(section))
            ? own.as(MagentoSettings.access(section, way(own)))
            : own;
    section.finish();
    return () -> new SubscriptionTarget(request.system(), options, request.surroundings().clock());
  }

  private static Way way(MagentoOptions own) {
    return switch (own.access()) {
      case MagentoOptions.Access.Signed _ -> Way.OAUTH;
      case MagentoOptions.Access.Bearer _ -> Way.BEARER;
    };
  }
}
