package dev.selvedge.connectors.kafka;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connectors.Systems;
import dev.selvedge.testkit.kafka.Producing;
import dev.selvedge.testkit.source.Vendor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Records in a topic of three partitions of a real broker.
final class KafkaVendor implements Vendor {
  private static final int PARTITIONS = 3;

  private final String address;
  private final String topic;
  private final Producing producing;
  private final List<Connector.Opened> opened = new ArrayList<>();
  private String more = "";

  KafkaVendor(String address, String topic) {
    this.address = address;
    this.topic = topic;
    this.producing = Producing.at(address);
    producing.topic(topic, PARTITIONS);
  }

  @Override
  public PolledSource freshSource() {
    Connector.Opened system =
        Systems.plan(
                new KafkaConnector(),
                """
                bootstrap_servers: "%s"
                feeds: { thing: { topic: %s, stamp: changed } }
                """
                    .formatted(address, topic),
                Path.of("."))
            .open();
    opened.add(system);
    return system.polled().getFirst();
  }

  @Override
  public Instant now() {
    return InstantSource.system().instant();
  }

  @Override
  public void write(int key, Instant stamp, String note) {
    String value =
        "{\"id\":%d,\"note\":\"%s\",\"changed\":\"%s\"%s}".formatted(key, note, stamp, more);
    producing.send(topic, Integer.toString(key), value);
  }

  @Override
  public void delete(int key, Instant stamp) {
    byte[] named = Integer.toString(key).getBytes(StandardCharsets.UTF_8);
    producing.send(
        new ProducerRecord<byte[], byte[]>(topic, null, (Long) stamp.toEpochMilli(), named, null));
  }

  @Override
  public boolean tellsDeletions() {
    return true;
  }

  /// A topic keeps what was written; there is no way to take one message out of it.
  @Override
  public void vanish(int key) {}

  @Override
  public void grow(String field, String value) {
    more = ",\"%s\":\"%s\"".formatted(field, value);
  }

  @Override
  public void close() {
    opened.forEach(Connector.Opened::close);
    producing.close();
  }
}
