package dev.selvedge.connectors.file;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connectors.Systems;
import dev.selvedge.connectors.file.place.Place;
import dev.selvedge.testkit.source.Vendor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A partner that writes what changed since its last export into a file, shortly before the hub
/// looks: under another name first, and renamed when it is whole.
final class FileVendor implements Vendor {
  private final String options;
  private final Place upload;
  private final List<Connector.Opened> opened = new ArrayList<>();
  private final Map<Integer, String> changes = new TreeMap<>();
  private String more = "";
  private int exports;

  /// @param options of the connector
  /// @param upload the same folder, as the partner sees it
  FileVendor(String options, Place upload) {
    this.options = options;
    this.upload = upload;
  }

  @Override
  public PolledSource freshSource() {
    Connector.Opened system = Systems.plan(new FileConnector(), options, Path.of(".")).open();
    opened.add(system);
    return new Exporting(system.polled().getFirst());
  }

  private final class Exporting implements PolledSource {
    private final PolledSource source;

    Exporting(PolledSource source) {
      this.source = source;
    }

    @Override
    public Feed feed() {
      return source.feed();
    }

    @Override
    public Page poll(Cursor cursor, Instant now, int limit) {
      export();
      return source.poll(cursor, now, limit);
    }
  }

  private void export() {
    if (changes.isEmpty()) {
      return;
    }
    exports++;
    String name = String.format(Locale.ROOT, "export-%05d.jsonl", exports);
    String rows = String.join("\n", changes.values());
    try {
      upload.write(name + ".part", rows.getBytes(StandardCharsets.UTF_8));
      upload.move(name + ".part", name);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
    changes.clear();
  }

  @Override
  public Instant now() {
    return InstantSource.system().instant();
  }

  @Override
  public void write(int key, Instant stamp, String note) {
    // A change that is not exported yet is a row of its own.
    if (changes.containsKey(key)) {
      export();
    }
    changes.put(
        key, "{\"id\":%d,\"changed\":\"%s\",\"note\":\"%s\"%s}".formatted(key, stamp, note, more));
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
    // Files of changes do not say what is gone.
  }

  @Override
  public void grow(String field, String value) {
    more = ",\"" + field + "\":\"" + value + '"';
  }

  @Override
  public void close() {
    opened.forEach(Connector.Opened::close);
    upload.close();
  }
}
