package dev.selvedge.app.parked;

import dev.selvedge.Payload;
import dev.selvedge.inbox.Edit;
import dev.selvedge.trail.ByHand;
import dev.selvedge.trail.Parked;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.work.Store;
import dev.selvedge.work.replay.Choice;
import dev.selvedge.work.replay.Pages;
import dev.selvedge.work.replay.ParkedActs;
import dev.selvedge.work.replay.ParkedCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Hands parked items out, one line of JSON each, with the record exactly as it came and every edit
/// of it. Goes page by page, so that no number of them fills the memory. Immutable.
///
/// @param acts puts it on the trail before anything leaves
record ParkedExport(Store store, ParkedActs acts) {
  private static final int AT_ONCE = 100;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// @throws UncheckedIOException when it cannot be written to
  long write(Choice choice, ByHand hand, Writer out, LongConsumer progress) {
    acts.exported(what(choice), hand);
    Pages pages = new Pages(store, choice, AT_ONCE);
    long written = 0;
    try {
      for (List<ParkedCase> page = next(pages); !page.isEmpty(); page = next(pages)) {
        for (ParkedCase one : page) {
          out.write(JSON.writeValueAsString(line(one)));
          out.write('\n');
        }
        written += page.size();
        progress.accept(written);
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return written;
  }

  private List<ParkedCase> next(Pages pages) {
    return store.read(
        ports ->
            pages.next(ports.parked()).stream()
                .map(parked -> ParkedCase.of(parked, ports.inbox()))
                .toList());
  }

  private static String what(Choice choice) {
    return switch (choice) {
      case Choice.One(long number) -> "parked item " + number;
      case Choice.OfCause ofCause -> "what is parked for " + ofCause.cause();
      case Choice.All ignored -> "everything parked";
    };
  }

  private static ObjectNode line(ParkedCase one) {
    Parked parked = one.parked();
    ParkedItem item = parked.item();
    ObjectNode line =
        JsonNodeFactory.instance
            .objectNode()
            .put("number", parked.number())
            .put("record", item.source())
            .put("stage", item.stage().name().toLowerCase(Locale.ROOT))
            .put("cause", item.cause())
            .put("sentence", item.sentence())
            .put("rule", item.rule())
            .put("field", item.field())
            .put("first_seen", item.firstSeen().toString())
            .put("last_seen", item.lastSeen().toString())
            .put("times", item.times());
    switch (one.papers()) {
      case ParkedCase.Papers.None ignored -> {}
      case ParkedCase.Papers.Kept kept -> {
        put(line, "original", kept.original());
        ArrayNode edits = line.putArray("edits");
        for (Edit edit : kept.edits()) {
          ObjectNode version =
              edits
                  .addObject()
                  .put("version", edit.version())
                  .put("at", edit.made().at().toString())
                  .put("by", edit.made().by())
                  .put("why", edit.made().why());
          put(version, "record", edit.body());
        }
      }
    }
    return line;
  }

  /// As text, exactly; what is no text comes in base 64.
  private static void put(ObjectNode node, String name, Payload body) {
    byte[] bytes = body.toBytes();
    try {
      node.put(name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notText) {
      node.put(name + "_base64", Base64.getEncoder().encodeToString(bytes));
    }
  }
}
