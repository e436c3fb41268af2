package dev.selvedge.connectors.woocommerce;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connector.Feed;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The connector `woocommerce`: customers, orders, products and begun checkouts of a WooCommerce
/// shop, read through its REST API and told by its webhooks. Stateless.
public final class WooConnector implements Connector {
  @Override
  public String name() {
    return "woocommerce";
  }

  @Override
  public String summary() {
    return "Reads customers, orders with refunds, products with variations and begun checkouts of a"
        + " WooCommerce shop through its REST API, takes its webhooks, and tells its customers what"
        + " was decided where a plug-in keeps it.";
  }

  @Override
  public List<Option> options() {
    return WooOptions.all();
  }

  @Override
  public Optional<ConsentOffer> consent() {
    return Optional.of(new MetaConsentOffer());
  }

  @Override
  public Plan plan(
      SystemName system, YamlNode.Mapping options, Surroundings surroundings, Problems problems) {
    YamlSection section = YamlSection.of(options, Environment.NONE, problems);
    WooSettings settings = WooOptions.read(section);
    section.finish();
    return new Planned(system, settings, surroundings.clock());
  }

  /// What is read, in the order in which it is told.
  static List<Subject> subjects(WooSettings settings) {
    List<Subject> subjects = new ArrayList<>(List.of(Subject.CUSTOMER, Subject.ORDER));
    if (settings.wanted().products()) {
      subjects.add(Subject.PRODUCT);
    }
    if (settings.wanted().variants()) {
      subjects.add(Subject.VARIANT);
    }
    if (settings.wanted().carts()) {
      subjects.add(Subject.CART);
    }
    return subjects;
  }

  private record Planned(SystemName system, WooSettings settings, InstantSource clock)
      implements Plan {
    @Override
    public List<Feed> feeds() {
      return subjects(settings).stream().map(subject -> new Feed(system, subject.kind())).toList();
    }

    @Override
    public Set<Feed> targeted() {
      return Set.copyOf(feeds());
    }

    @Override
    public Set<Feed> hinted() {
      return settings.hooks().isEmpty() ? Set.of() : targeted();
    }

    @Override
    public Opened open() {
      return new WooShop(system, settings, clock);
    }
  }
}
