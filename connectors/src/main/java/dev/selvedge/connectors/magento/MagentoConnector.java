package dev.selvedge.connectors.magento;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connector.Feed;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The connector `magento`: customers, orders, products and carts of an Adobe Commerce or Magento
/// Open Source shop, read through its REST API. Stateless.
public final class MagentoConnector implements Connector {
  @Override
  public String name() {
    return "magento";
  }

  @Override
  public String summary() {
    return "Reads customers, orders with their shipments and credit memos, products and carts of an"
        + " Adobe Commerce or Magento Open Source shop through its REST API, and tells its customers'"
        + " newsletter subscription what was decided.";
  }

  @Override
  public List<Option> options() {
    return MagentoSettings.options();
  }

  @Override
  public Optional<ConsentOffer> consent() {
    return Optional.of(new SubscriptionOffer());
  }

  @Override
  public Plan plan(
      SystemName system, YamlNode.Mapping options, Surroundings surroundings, Problems problems) {
    // References to the environment were replaced before.
    YamlSection section = YamlSection.of(options, Environment.NONE, problems);
    MagentoOptions read = MagentoSettings.read(section);
    section.finish();
    return new Planned(system, read, surroundings.clock());
  }

  private record Planned(SystemName system, MagentoOptions options, InstantSource clock)
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
    public Set<URI> addresses() {
      return Set.of(options.api());
    }

    @Override
    public Opened open() {
      return MagentoShop.open(system, options, clock);
    }
  }
}
