package dev.selvedge.app.cli.parked;

import dev.selvedge.Masking;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.console.Ink;
import dev.selvedge.app.parked.PreviewView;
import dev.selvedge.trail.Parked;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.work.replay.Preview;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How the commands write parked items and previews, for people and for scripts.
final class Lines {
  private Lines() {}

  static void item(ObjectNode node, Parked parked) {
    ParkedItem item = parked.item();
    node.put("number", parked.number())
        .put("record", Masking.maskAddresses(item.source()))
        .put("cause", item.cause())
        .put("sentence", item.sentence())
        .put("rule", item.rule())
        .put("field", item.field())
        .put("first_seen", item.firstSeen().toString())
        .put("last_seen", item.lastSeen().toString())
        .put("times", item.times())
        .put("edits", parked.edits())
        .put("on_its_way", parked.isOnItsWay());
  }

  static void preview(ObjectNode node, PreviewView preview) {
    node.put("outcome", preview.headline());
    ArrayNode notes = node.putArray("notes");
    preview.notes().forEach(notes::add);
    ArrayNode problems = node.putArray("problems");
    for (PreviewView.ProblemLine problem : preview.problems()) {
      problems
          .addObject()
          .put("sentence", problem.sentence())
          .put("rule", problem.rule())
          .put("field", problem.field());
    }
    ArrayNode effects = node.putArray("effects");
    for (PreviewView.EffectView effect : preview.effects()) {
      ObjectNode one =
          effects
              .addObject()
              .put("what", effect.what().toLowerCase(Locale.ROOT))
              .put("name", effect.name());
      ArrayNode differences = one.putArray("differences");
      for (Preview.Difference difference : effect.differences()) {
        differences
            .addObject()
            .put("field", difference.field())
            .put("before", difference.before())
            .put("after", difference.after());
      }
      ArrayNode calls = one.putArray("calls");
      effect.calls().forEach(calls::add);
    }
  }

  static void preview(PreviewView preview, Printer printer) {
    Ink ink = printer.ink();
    printer.line(
        switch (preview.tone()) {
          case GOOD -> ink.good(preview.headline());
          case QUIET -> preview.headline();
          case BAD -> ink.bad(preview.headline());
        });
    preview.notes().forEach(note -> printer.line("    " + note));
    for (PreviewView.ProblemLine problem : preview.problems()) {
      printer.line("    " + problem.sentence());
      if (!problem.rule().isEmpty()) {
        printer.line("    " + ink.faint(problem.rule()));
      }
    }
    for (PreviewView.EffectView effect : preview.effects()) {
      printer.line("");
      printer.line(ink.strong((effect.what() + " " + effect.name()).strip()));
      for (Preview.Difference difference : effect.differences()) {
        printer.line(
            "    "
                + difference.field()
                + ": "
                + or(difference.before())
                + " → "
                + or(difference.after()));
      }
      effect.calls().forEach(call -> printer.line("    " + call));
    }
  }

  private static String or(String value) {
    return value.isEmpty() ? "(nothing)" : value;
  }
}
