package dev.selvedge.connectors.kafka;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.WebhookSource;
import java.util.ArrayList;
import java.util.List;

/// An opened cluster: a feed for each kind, which share what they ask the brokers. Connects when it
/// is first asked something. Safe for use by many threads.
final class KafkaSystem implements Connector.Opened {
  private final Brokers brokers;
  private final List<TopicFeed> feeds;
  private final CheckUp checkUp;

  KafkaSystem(SystemName system, KafkaOptions options) {
    this.brokers = new Brokers(system, options);
    List<TopicFeed> opened = new ArrayList<>();
    for (KafkaOptions.TopicRule rule : options.topics()) {
      Feed feed = new Feed(system, rule.kind());
      opened.add(
          new TopicFeed(
              feed,
              rule,
              brokers,
              new PartitionLog(feed, options, rule),
              options.bounds().message()));
    }
    this.feeds = List.copyOf(opened);
    this.checkUp = new CheckUp(system, brokers, options);
  }

  @Override
  public List<PolledSource> polled() {
    return List.copyOf(feeds);
  }

  /// Brokers call nobody.
  @Override
  public List<WebhookSource> webhooks() {
    return List.of();
  }

  @Override
  public List<Connector.Finding> examine() {
    return checkUp.examine();
  }

  @Override
  public void close() {
    feeds.forEach(TopicFeed::close);
    brokers.close();
  }
}
