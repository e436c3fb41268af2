package dev.selvedge.connectors.kafka;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connectors.Systems;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A hub that reads one feed and keeps its records and its cursor. Confined to one thread.
final class TopicReader implements AutoCloseable {
  private static final int MOST_PAGES = 100_000;

  private final String yaml;
  private Connector.Opened opened;
  private Cursor cursor = Cursor.START;
  private Instant fixed = Instant.MIN;

  /// What was read, in its order.
  final List<SourceRecord> records = new ArrayList<>();

  /// What was refused, in its order.
  final List<Page.Refused> refused = new ArrayList<>();

  TopicReader(String yaml) {
    this.yaml = yaml;
    this.opened = open(yaml);
  }

  /// At a broker that takes everybody, with one feed `thing`.
  static TopicReader at(String address, String feed) {
    return new TopicReader(options(address, feed));
  }

  static String options(String address, String feed) {
    return "bootstrap_servers: \"%s\"\ntimeout: 20s\nfeeds:\n  thing: %s\n"
        .formatted(address, feed);
  }

  private static Connector.Opened open(String yaml) {
    return Systems.plan(new KafkaConnector(), yaml, Path.of(".")).open();
  }

  /// From now on the hub's clock stands still.
  TopicReader standingAt(Instant time) {
    fixed = time;
    return this;
  }

  /// A stop and a start of the hub.
  void restart() {
    opened.close();
    opened = open(yaml);
  }

  /// The same with other options, going on where it was.
  TopicReader becoming(String otherYaml) {
    TopicReader other = new TopicReader(otherYaml);
    other.cursor = cursor;
    return other;
  }

  Connector.Opened opened() {
    return opened;
  }

  Cursor cursor() {
    return cursor;
  }

  Page page(int limit) {
    PolledSource source = opened.polled().getFirst();
    Instant now = fixed.equals(Instant.MIN) ? InstantSource.system().instant() : fixed;
    Page page = source.poll(cursor, now, limit);
    records.addAll(page.records());
    refused.addAll(page.refused());
    cursor = page.next();
    return page;
  }

  /// Reads until no more waits.
  TopicReader read(int limit) {
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      if (!page(limit).more()) {
        return this;
      }
    }
    throw new AssertionError("the source never said that no more waits");
  }

  /// Every record as `key change body`, in the order in which they were read.
  List<String> told() {
    return records.stream()
        .map(each -> each.ref().key() + ' ' + each.change() + ' ' + each.body().toText())
        .toList();
  }

  /// Every key with the state that the hub holds: the newest by stamp, then by when it was seen.
  Map<String, String> held() {
    Map<String, SourceRecord> newest = new TreeMap<>();
    for (SourceRecord each : records) {
      newest.merge(each.ref().key(), each, (old, next) -> isNewer(next, old) ? next : old);
    }
    Map<String, String> held = new TreeMap<>();
    newest.forEach(
        (key, each) ->
            held.put(
                key, each.change() == SourceRecord.Change.DELETE ? "gone" : each.body().toText()));
    return held;
  }

  private static boolean isNewer(SourceRecord one, SourceRecord other) {
    int byStamp = one.changedAt().compareTo(other.changedAt());
    return byStamp != 0 ? byStamp > 0 : one.observedAt().isAfter(other.observedAt());
  }

  @Override
  public void close() {
    opened.close();
  }
}
