package dev.selvedge.connectors.bigcommerce;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connector.Feed;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The connector `bigcommerce`: customers, subscribers, orders, products and carts of a BigCommerce
/// store, read through its APIs and told by its webhooks. Stateless.
public final class BigConnector implements Connector {
  @Override
  public String name() {
    return "bigcommerce";
  }

  @Override
  public String summary() {
    return "Reads customers, subscribers, orders with their products, shipments and refunds, products"
        + " and carts of a BigCommerce store, takes its webhooks, and tells its subscribers what was"
        + " decided.";
  }

  @Override
  public List<Option> options() {
    return BigSettings.options();
  }

  @Override
  public Optional<ConsentOffer> consent() {
    return Optional.of(new SubscriberOffer());
  }

  @Override
  public Plan plan(
      SystemName system, YamlNode.Mapping options, Surroundings surroundings, Problems problems) {
    // References to the environment were replaced before.
    YamlSection section = YamlSection.of(options, Environment.NONE, problems);
    BigOptions read = BigSettings.read(section);
    section.finish();
    return new Planned(system, read, surroundings.clock());
  }

  private record Planned(SystemName system, BigOptions options, InstantSource clock)
      implements Plan {
    @Override
    public List<Feed> feeds() {
      return options.subjects().stream().map(one -> new Feed(system, one.kind())).toList();
    }

    @Override
    public Set<Feed> targeted() {
      return Set.copyOf(feeds());
    }

    @Override
    public Set<Feed> hinted() {
      return options.hooks().isEmpty() ? Set.of() : targeted();
    }

    @Override
    public Opened open() {
      return BigStore.open(system, options, clock);
    }
  }
}
