package dev.selvedge.connectors.shopify;

import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connectors.shopify.api.ShopifySettings;
import dev.selvedge.connectors.shopify.api.Subject;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlSection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Tells customers of a Shopify shop what was decided about e-mail, or about text messages.
/// Stateless.
final class ShopConsentOffer implements ConsentOffer {
  @Override
  public List<Option> options() {
    return Stream.of(ShopifyOptions.TOKEN, ShopifyOptions.CLIENT_ID, ShopifyOptions.CLIENT_SECRET)
        .map(
            setting ->
                new Option(
                    setting.key(),
                    setting.option().type(),
                    "the system's own",
                    setting.option().description()))
        .toList();
  }

  @Override
  public Plan plan(Request request, Problems problems) {
    // The system's own options were checked before; what is wrong there has been said.
    ShopifySettings own =
        ShopifyOptions.read(YamlSection.of(request.options(), Environment.NONE, new Problems()));
    YamlSection section = YamlSection.of(request.written(), Environment.NONE, problems);
    if (!request.kind().equals(Subject.CUSTOMER.kind())) {
      problems.add(
          section.position(),
          "Shopify's '" + request.kind().value() + "' takes no consent",
          "write 'kind: customer'");
    }
    Optional<ShopConsent.Channel> channel = ShopConsent.Channel.of(request.topic());
    if (channel.isEmpty()) {
      problems.add(
          section.position(),
          "Shopify knows consent to e-mail and to text messages, and no other",
          "write 'topic: email' or 'topic: sms'");
    }
    ShopifySettings settings = ShopifyOptions.access(section, false).map(own::as).orElse(own);
    section.finish();
    return () ->
        new ShopConsent(
            request.system(),
            settings,
            channel.orElse(ShopConsent.Channel.EMAIL),
            request.surroundings().clock());
  }
}
