package dev.selvedge.connectors.tryton;

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

/// The connector `tryton`: parties, sales, shipments, invoices, products and the lists of marketing
/// e-mail of a Tryton ERP, read by its JSON-RPC. Stateless.
public final class TrytonConnector implements Connector {
  @Override
  public String name() {
    return "tryton";
  }

  @Override
  public String summary() {
    return "Reads parties with their addresses, sales with their lines, shipments, invoices with"
        + " credit notes, products, and who is on which list of marketing e-mail, from a Tryton"
        + " ERP.";
  }

  @Override
  public List<Option> options() {
    return TrytonSettings.options();
  }

  @Override
  public Optional<ConsentOffer> consent() {
    return Optional.of(new TrytonConsentOffer());
  }

  @Override
  public Plan plan(
      SystemName system, YamlNode.Mapping options, Surroundings surroundings, Problems problems) {
    return new Planned(system, TrytonSettings.read(options, problems), surroundings.clock());
  }

  private record Planned(SystemName system, TrytonOptions options, InstantSource clock)
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
      return TrytonSystem.open(system, options, clock);
    }
  }
}
