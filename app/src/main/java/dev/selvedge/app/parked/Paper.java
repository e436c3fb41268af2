package dev.selvedge.app.parked;

import dev.selvedge.Payload;
import dev.selvedge.mapping.rule.RecordBody;
import tools.jackson.databind.json.JsonMapper;

/// A stored body as people read it. Immutable.
///
/// @param text JSON written out in lines, or the body as it is when it is not JSON
/// @param whole whether nothing is covered or cut: only then can it be edited
public record Paper(String text, boolean whole) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// More is not written onto a page; the command line shows it.
  public static final int LONGEST = 60_000;

  static Paper of(Payload body, Veil veil) {
    return switch (RecordBody.read(body.toBytes())) {
      case RecordBody.Reading.Read read ->
          cut(
              JSON.writerWithDefaultPrettyPrinter().writeValueAsString(veil.json(read.object())),
              veil);
      case RecordBody.Reading.Broken ignored ->
          veil == Veil.LIFTED
              ? cut(body.toText(), veil)
              : new Paper("(not JSON; " + body.size() + " bytes, covered)", false);
    };
  }

  private static Paper cut(String text, Veil veil) {
    return text.length() > LONGEST
        ? new Paper(text.substring(0, LONGEST) + "\n…", false)
        : new Paper(text, veil == Veil.LIFTED);
  }
}
