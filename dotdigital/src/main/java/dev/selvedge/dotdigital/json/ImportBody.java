package dev.selvedge.dotdigital.json;

import dev.selvedge.dotdigital.http.Payload;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// The body of an import: a fixed beginning, items added one by one, and an end. For one thread.
public final class ImportBody {
  /// 50 MB, read as the smaller of its two meanings (Dotdigital docs: importing data).
  public static final int VENDOR_MAX_BYTES = 50_000_000;

  private static final byte[] END = {']', '}'};

  private final Payload.Content content = new Payload.Content();
  private final int maxItems;
  private final int maxBytes;
  private int count;
  private boolean finished;

  private ImportBody(int maxItems, int maxBytes) {
    this.maxItems = maxItems;
    this.maxBytes = maxBytes;
  }

  /// Begins a body.
  ///
  /// @param head the JSON up to and including the bracket that opens the array of items
  public static ImportBody startingWith(String head, int maxItems, int maxBytes) {
    if (maxItems < 1 || maxBytes < 1 || maxBytes > VENDOR_MAX_BYTES) {
      throw new IllegalArgumentException("an import holds 1 item or more and 50 MB or less");
    }
    var body = new ImportBody(maxItems, maxBytes);
    body.content.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    return body;
  }

  /// {@return false when the item did not fit and was taken back}
  ///
  /// @throws IllegalArgumentException when the item is too large for any import of this size
  public boolean add(Consumer<JsonGenerator> item) {
    if (finished) {
      throw new IllegalStateException("this batch has been sent");
    }
    if (count >= maxItems) {
      return false;
    }
    int before = content.size();
    if (count > 0) {
      content.write(',');
    }
    try (JsonGenerator json = Json.generator(content)) {
      item.accept(json);
    }
    if (bytes() > maxBytes) {
      content.cutBackTo(before);
      if (count == 0) {
        throw new IllegalArgumentException("one item alone is larger than an import may be");
      }
      return false;
    }
    count++;
    return true;
  }

  public int count() {
    return count;
  }

  public int bytes() {
    return finished ? content.size() : content.size() + END.length;
  }

  /// Ends the body; nothing can be added afterwards.
  ///
  /// @throws IllegalStateException when there is nothing to send
  public Payload finish() {
    if (count == 0) {
      throw new IllegalStateException("an import needs at least one item");
    }
    if (!finished) {
      content.writeBytes(END);
      finished = true;
    }
    return Payload.of(content);
  }
}
