package dev.selvedge.connectors.medusa;

import dev.selvedge.RecordKind;
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

/// The connector `medusa`: customers, orders and products of a Medusa shop, read through its admin
/// REST API, and carts as a subscriber in the shop tells them. Stateless.
public final class MedusaConnector implements Connector {
  static final RecordKind CART = new RecordKind("cart");

  @Override
  public String name() {
    return "medusa";
  }

  @Override
  public String summary() {
    return "Reads customers, guests among them, orders with payments, refunds, fulfilments and"
        + " returns, and products of a Medusa shop through its admin API, takes carts and news from"
        + " a subscriber in the shop, and tells its customers what was decided.";
  }

  @Override
  public List<Option> options() {
    return MedusaOptions.all();
  }

  @Override
  public Optional<ConsentOffer> consent() {
    return Optional.of(new MetadataConsentOffer());
  }

  @Override
  public Plan plan(
      SystemName system, YamlNode.Mapping options, Surroundings surroundings, Problems problems) {
    // References to the environment were replaced before.
    YamlSection section = YamlSection.of(options, Environment.NONE, problems);
    MedusaSettings settings = MedusaOptions.read(section);
    section.finish();
    return new Planned(system, settings, surroundings.clock());
  }

  private record Planned(SystemName system, MedusaSettings settings, InstantSource clock)
      implements Plan {
    @Override
    public List<Feed> feeds() {
      List<Feed> feeds = new ArrayList<>(polled());
      if (!settings.secrets().isEmpty()) {
        feeds.add(new Feed(system, CART));
      }
      return feeds;
    }

    private List<Feed> polled() {
      return settings.subjects().stream().map(subject -> new Feed(system, subject.kind())).toList();
    }

    @Override
    public Set<Feed> targeted() {
      return Set.copyOf(polled());
    }

    @Override
    public Set<Feed> hinted() {
      return settings.secrets().isEmpty() ? Set.of() : targeted();
    }

    @Override
    public Opened open() {
      return new MedusaShop(system, settings, clock);
    }
  }
}
