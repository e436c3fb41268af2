package dev.selvedge.app.parked;

import dev.selvedge.mapping.Mapped;
import dev.selvedge.work.replay.Preview;
import dev.selvedge.work.replay.Preview.Fate;
import java.util.List;

/// A preview in words. Immutable.
///
/// @param tone how good the news is
/// @param headline one sentence
/// @param notes more of them
public record PreviewView(
    Tone tone,
    String headline,
    List<String> notes,
    List<ProblemLine> problems,
    List<EffectView> effects) {
  public PreviewView {
    notes = List.copyOf(notes);
    problems = List.copyOf(problems);
    effects = List.copyOf(effects);
  }

  /// How good the news is.
  public enum Tone {
    GOOD,
    QUIET,
    BAD
  }

  /// What would keep the record parked.
  public record ProblemLine(String sentence, String rule, String field) {}

  /// What would change about one contact, order record or enrolment.
  public record EffectView(
      String what, String name, List<Preview.Difference> differences, List<String> calls) {
    public EffectView {
      differences = List.copyOf(differences);
      calls = List.copyOf(calls);
    }
  }

  static PreviewView of(Preview preview, Veil veil) {
    List<EffectView> effects =
        preview.effects().stream().map(effect -> effect(effect, veil)).toList();
    return switch (preview.fate()) {
      case Fate.GoesThrough(List<String> notes) ->
          new PreviewView(
              Tone.GOOD,
              preview.isIdle()
                  ? "It would go through, and change nothing: all of it is known already."
                  : "It would go through.",
              notes,
              List.of(),
              effects);
      case Fate.ParksAgain(List<Mapped.FieldProblem> problems) ->
          new PreviewView(
              Tone.BAD,
              "It would be parked again.",
              List.of(),
              problems.stream()
                  .map(one -> new ProblemLine(one.sentence(), one.rule(), one.field()))
                  .toList(),
              effects);
      case Fate.Older ignored ->
          new PreviewView(
              Tone.QUIET,
              effects.isEmpty()
                  ? "Nothing would change: a newer record is known."
                  : "A newer record is known; of this one only what it says about consent counts.",
              List.of(),
              List.of(),
              effects);
      case Fate.LeftOut(String why) -> quiet("Nothing would be sent.", why, effects);
      case Fate.OnItsWay(String why) -> quiet("It is on its way already.", why, effects);
      case Fate.Impossible(String why) -> quiet("It cannot be replayed.", why, effects);
    };
  }

  private static PreviewView quiet(String headline, String why, List<EffectView> effects) {
    return new PreviewView(Tone.QUIET, headline, List.of(why), List.of(), effects);
  }

  private static EffectView effect(Preview.Effect effect, Veil veil) {
    return new EffectView(
        what(effect),
        veil.name(effect.name()),
        effect.differences().stream()
            .map(
                one ->
                    new Preview.Difference(
                        one.field(), veil.value(one.before()), veil.value(one.after())))
            .toList(),
        effect.calls().stream().map(PreviewView::call).toList());
  }

  private static String what(Preview.Effect effect) {
    return switch (effect.facet()) {
      case CONTACT -> "Contact";
      case ORDER -> "Order record";
      case ENROLMENT -> "Enrolment";
      case PROOF -> "Proof of consent";
      case CONSENT -> "Consent";
      case CHOICE -> "Choice";
      case PRODUCT -> "Product";
      case CART -> "Cart";
      case RECORD -> "Record";
    };
  }

  private static String call(Preview.Call call) {
    return switch (call.need()) {
      case WRITE -> "1 write to " + call.target();
      case DUE_ALREADY -> "no more than the write to " + call.target() + " that is due already";
      case AFTER_ANOTHER -> "1 write to " + call.target() + ", when what it belongs to is there";
      case NOTHING -> "no call: " + call.target() + " holds it like that";
    };
  }
}
