package dev.selvedge.connectors.netsuite;

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

/// The connector `netsuite`: customers, sales orders, fulfilments, returns, credit memos, refunds
/// and items of a NetSuite account, read by SuiteQL. Stateless.
public final class NetSuiteConnector implements Connector {
  @Override
  public String name() {
    return "netsuite";
  }

  @Override
  public String summary() {
    return "Reads customers, sales orders with their lines, item fulfilments, return authorisations,"
        + " credit memos, refunds and items of an Oracle NetSuite account by SuiteQL, with custom"
        + " fields, and tells customers' global subscription status what people decided.";
  }

  @Override
  public List<Option> options() {
    return NetSuiteSettings.options();
  }

  @Override
  public Optional<ConsentOffer> consent() {
    return Optional.of(new StatusConsentOffer());
  }

  @Override
  public Plan plan(
      SystemName system, YamlNode.Mapping options, Surroundings surroundings, Problems problems) {
    return new Planned(system, NetSuiteSettings.read(options, problems), surroundings.clock());
  }

  private record Planned(SystemName system, NetSuiteOptions options, InstantSource clock)
      implements Plan {
    @Override
    public List<Feed> feeds() {
      return options.reading().subjects().stream()
          .map(one -> new Feed(system, one.kind()))
          .toList();
    }

    @Override
    public Set<Feed> targeted() {
      return Set.copyOf(feeds());
    }

    @Override
    public Opened open() {
      return NetSuiteSystem.open(system, options, clock);
    }
  }
}
