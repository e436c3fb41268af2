package dev.selvedge.connectors.bigcommerce;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.connectors.option.Words;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlSection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Tells a store's subscribers what was decided. Stateless.
final class SubscriberOffer implements ConsentOffer {
  private static final String NEWSLETTER = "marketing_newsletter";
  private static final String CART = "abandoned_cart";
  private static final Map<String, String> KNOWN = Map.of(NEWSLETTER, NEWSLETTER, CART, CART);

  private static final Setting<List<String>> CONSENTS =
      Setting.texts(
          "consents",
          '`' + NEWSLETTER + '`',
          "Which of a subscriber's consents are told: `marketing_newsletter`, `abandoned_cart`.");
  private static final Setting<Optional<Secret>> TOKEN =
      Setting.secret(
          "access_token",
          "the system's own",
          "The token of an API account of its own, which may change *Customers* and *Marketing*, no"
              + " more.");

  @Override
  public List<Option> options() {
    return Stream.of(CONSENTS, TOKEN).map(Setting::option).toList();
  }

  @Override
  public Plan plan(Request request, Problems problems) {
    // The system's own options were checked before; what is wrong there has been said.
    BigOptions own =
        BigSettings.read(YamlSection.of(request.options(), Environment.NONE, new Problems()));
    YamlSection section = YamlSection.of(request.written(), Environment.NONE, problems);
    if (!request.kind().equals(Subject.SUBSCRIBER.kind())) {
      problems.add(
          section.position(),
          "BigCommerce's '" + request.kind().value() + "' holds no consent to marketing",
          "write 'kind: subscriber': they are kept by address, guests too");
    }
    List<String> written = Words.read(section, CONSENTS, "consent", KNOWN);
    List<String> consents = written.isEmpty() ? List.of(NEWSLETTER) : written;
    BigOptions options = TOKEN.read(section).map(own::as).orElse(own);
    section.finish();
    return () ->
        new SubscriberTarget(request.system(), options, consents, request.surroundings().clock());
  }
}
