package dev.selvedge.connectors.shopify;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connector.Feed;
import dev.selvedge.connectors.shopify.api.ShopifySettings;
import dev.selvedge.connectors.shopify.api.Subject;
import dev.selvedge.connectors.shopify.api.Topic;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The connector `shopify`: customers with their consent, orders, products and abandoned checkouts
/// of a Shopify shop, read through its Admin GraphQL API and told by its webhooks. Stateless.
public final class ShopifyConnector implements Connector {
  @Override
  public String name() {
    return "shopify";
  }

  @Override
  public String summary() {
    return "Reads customers with their marketing consent, orders with parcels and refunds, products"
        + " and abandoned checkouts of a Shopify shop through its Admin GraphQL API, takes its"
        + " webhooks, and tells it what people decided.";
  }

  @Override
  public List<Option> options() {
    return ShopifyOptions.all();
  }

  @Override
  public Optional<ConsentOffer> consent() {
    return Optional.of(new ShopConsentOffer());
  }

  @Override
  public Plan plan(
      SystemName system, YamlNode.Mapping options, Surroundings surroundings, Problems problems) {
    YamlSection section = YamlSection.of(options, Environment.NONE, problems);
    ShopifySettings settings = ShopifyOptions.read(section);
    section.finish();
    return new Planned(system, settings, surroundings.clock());
  }

  /// What is read, in the order in which it is told.
  static List<Subject> subjects(ShopifySettings settings) {
    List<Subject> subjects = new ArrayList<>(List.of(Subject.CUSTOMER, Subject.ORDER));
    if (settings.wanted().products()) {
      subjects.add(Subject.PRODUCT);
    }
    if (settings.wanted().variants()) {
      subjects.add(Subject.VARIANT);
    }
    if (settings.wanted().checkouts()) {
      subjects.add(Subject.CHECKOUT);
    }
    return subjects;
  }

  private record Planned(SystemName system, ShopifySettings settings, InstantSource clock)
      implements Plan {
    @Override
    public List<Feed> feeds() {
      return Stream.concat(subjects(settings).stream().map(Subject::kind), told())
          .map(kind -> new Feed(system, kind))
          .toList();
    }

    private Stream<RecordKind> told() {
      return settings.hooks().stream()
          .flatMap(hooks -> hooks.topics().stream())
          .map(Topic::meaning)
          .filter(Topic.Meaning.Consent.class::isInstance)
          .map(meaning -> ((Topic.Meaning.Consent) meaning).recordKind())
          .distinct();
    }

    @Override
    public Set<Feed> targeted() {
      return subjects(settings).stream()
          .map(subject -> new Feed(system, subject.kind()))
          .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<Feed> hinted() {
      return settings.hooks().isEmpty() ? Set.of() : targeted();
    }

    @Override
    public Opened open() {
      return new ShopifyShop(system, settings, clock);
    }
  }
}
