package dev.selvedge.connectors.businesscentral;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.testkit.source.HttpVendor;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One list of a Business Central that gives two rows at once, whatever is asked for; its ids are
/// plain numbers here.
final class CentralVendor implements HttpVendor {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final CentralServer server = new CentralServer();
  private final SettableClock clock = new SettableClock(server.now());
  private final List<Connector.Opened> opened = new ArrayList<>();
  private final ObjectNode grown = JSON.createObjectNode();
  private final String feed;
  private final String set;

  CentralVendor(String feed, String set) {
    this.feed = feed;
    this.set = set;
    server.most = 2;
  }

  @Override
  public PolledSource freshSource() {
    Problems problems = new Problems();
    Connector.Opened system =
        new BusinessCentralConnector()
            .plan(
                new SystemName("erp"),
                YamlReader.readMapping(
                        "test.yaml", server.options() + "feeds: " + feed + "\n", problems)
                    .orElseThrow(),
                new Connector.Surroundings(Path.of("."), clock),
                problems)
            .open();
    opened.add(system);
    return system.polled().getFirst();
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public void write(int key, Instant stamp, String note) {
    String values = grown.deepCopy().put("note", note).toString();
    server.save(set, Integer.toString(key), stamp, values);
  }

  @Override
  public void delete(int key, Instant stamp) {
    vanish(key);
  }

  @Override
  public boolean tellsDeletions() {
    return false;
  }

  @Override
  public void vanish(int key) {
    server.remove(set, Integer.toString(key));
  }

  @Override
  public void grow(String field, String value) {
    grown.put(field, value);
  }

  @Override
  public void next(Fault fault) {
    server.faults.add(fault);
  }

  @Override
  public int calls() {
    return server.calls();
  }

  @Override
  public void pass(Duration time) {
    clock.advance(time);
  }

  @Override
  public void endSessions() {
    server.endSessions();
  }

  @Override
  public String secret() {
    return CentralServer.SECRET;
  }

  @Override
  public void close() {
    opened.forEach(Connector.Opened::close);
    server.close();
  }
}
