package dev.selvedge.connectors.odoo;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connector.Feed;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The connector `odoo`: contacts, orders, deliveries, credit notes, products, mailing lists
/// and the blacklist of an Odoo 19 or later, read by its JSON-2 API. Stateless.
public final class OdooConnector implements Connector {
  @Override
  public String name() {
    return "odoo";
  }

  @Override
  public String summary() {
    return "Reads contacts, orders with their lines, deliveries, credit notes, products, who is on"
        + " which mailing list and who is on the blacklist, from an Odoo.";
  }

  @Override
  public List<Option> options() {
    return OdooSettings.options();
  }

  @Override
  public Optional<ConsentOffer> consent() {
    return Optional.of(new OdooConsentOffer());
  }

  @Override
  public Plan plan(
      SystemName system, YamlNode.Mapping options, Surroundings surroundings, Problems problems) {
    return new Planned(system, OdooSettings.read(options, problems), surroundings.clock());
  }

  private record Planned(SystemName system, OdooOptions options, InstantSource clock)
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
      return Set.of(options.endpoint());
    }

    @Override
    public Opened open() {
      return OdooSystem.open(system, options, clock);
    }
  }
}
