package dev.selvedge.connectors.webhook;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.util.List;
import java.util.Set;

/// Accepts signed JSON from any system that can call a URL. Immutable.
public final class WebhookConnector implements Connector {
  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public String summary() {
    return "Accepts JSON, signed with a shared secret, from any system that can call a URL.";
  }

  @Override
  public List<Option> options() {
    return WebhookOptions.all();
  }

  @Override
  public Plan plan(
      SystemName system, YamlNode.Mapping options, Surroundings surroundings, Problems problems) {
    YamlSection section = YamlSection.of(options, Environment.NONE, problems);
    WebhookSettings settings = WebhookOptions.read(section);
    section.finish();
    return new WebhookPlan(system, settings);
  }

  private record WebhookPlan(SystemName system, WebhookSettings settings) implements Plan {
    @Override
    public List<Feed> feeds() {
      return settings.told().stream().map(kind -> new Feed(system, kind)).toList();
    }

    @Override
    public Set<Feed> hinted() {
      return settings.hinted();
    }

    @Override
    public Opened open() {
      return new OpenedWebhook(new SignedWebhook(system, settings));
    }
  }

  private record OpenedWebhook(SignedWebhook source) implements Opened {
    @Override
    public List<PolledSource> polled() {
      return List.of();
    }

    @Override
    public List<WebhookSource> webhooks() {
      return List.of(source);
    }

    @Override
    public List<Finding> examine() {
      return List.of(
          new Finding(true, "waits to be called; nothing to look at before the first call", ""));
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }
}
