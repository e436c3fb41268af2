package dev.selvedge.connectors.businesscentral;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connector.Feed;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The connector `businesscentral`: a Microsoft Dynamics 365 Business Central by its API v2.0 and a
/// custom API page for consent. Stateless.
public final class BusinessCentralConnector implements Connector {
  @Override
  public String name() {
    return "businesscentral";
  }

  @Override
  public String summary() {
    return "Reads customers, orders, shipments, invoices, credit memos, items, contacts, and"
        + " consent from an API page of your own, from a Microsoft Dynamics 365 Business Central.";
  }

  @Override
  public List<Option> options() {
    return Settings.options();
  }

  @Override
  public Optional<ConsentOffer> consent() {
    return Optional.of(new PageConsentOffer());
  }

  @Override
  public Plan plan(
      SystemName system, YamlNode.Mapping options, Surroundings surroundings, Problems problems) {
    return new Planned(system, Settings.read(options, problems), surroundings.clock());
  }

  private record Planned(SystemName system, Options options, InstantSource clock) implements Plan {
    @Override
    public List<Feed> feeds() {
      return options.subjects().stream().map(one -> new Feed(system, one.kind())).toList();
    }

    @Override
    public Set<Feed> targeted() {
      return Set.copyOf(feeds());
    }

    @Override
    public Opened open() {
      return BusinessCentral.open(system, options, clock);
    }
  }
}
