package dev.selvedge.connectors.vendure;

import dev.selvedge.RecordKind;
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

/// The connector `vendure`: customers and orders of a Vendure shop, read through its admin API.
/// Stateless.
public final class VendureConnector implements Connector {
  static final RecordKind CUSTOMER = new RecordKind("customer");
  static final RecordKind ORDER = new RecordKind("order");
  static final RecordKind CART = new RecordKind("cart");

  @Override
  public String name() {
    return "vendure";
  }

  @Override
  public String summary() {
    return "Reads customers, guests among them, placed orders with their payments, refunds and"
        + " fulfilments, and carts if wanted, from a Vendure shop's admin API.";
  }

  @Override
  public List<Option> options() {
    return OptionsReader.OPTIONS;
  }

  @Override
  public Optional<ConsentOffer> consent() {
    return Optional.of(new VendureConsentOffer());
  }

  @Override
  public Plan plan(
      SystemName system, YamlNode.Mapping options, Surroundings surroundings, Problems problems) {
    VendureOptions checked = OptionsReader.read(options, problems);
    return new Planned(system, checked, surroundings.clock());
  }

  private record Planned(SystemName system, VendureOptions options, InstantSource clock)
      implements Plan {
    @Override
    public List<Feed> feeds() {
      return (options.carts() ? List.of(CUSTOMER, ORDER, CART) : List.of(CUSTOMER, ORDER))
          .stream().map(kind -> new Feed(system, kind)).toList();
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
      return new VendureShop(system, options, clock);
    }
  }
}
