package dev.selvedge.dotdigital.delivery;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.delivery.action.Answers;
import dev.selvedge.dotdigital.delivery.insight.InsightDelivery;
import dev.selvedge.dotdigital.delivery.outcome.Code;
import dev.selvedge.dotdigital.delivery.outcome.Outcomes;
import dev.selvedge.dotdigital.delivery.outcome.Part;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.send.Target.Settlement;
import dev.selvedge.send.Target.Submission;
import java.time.Instant;

/// What answers about one part come to.
record AnswersAbout(Part part, Outcomes outcomes, TargetSettings settings) implements Answers {
  @Override
  public Outcome of(Answer<?> answer) {
    return outcomes.of(answer, part);
  }

  @Override
  public Submission submission(Answer<?> answer) {
    return outcomes.submission(answer, part, ignored -> "");
  }

  @Override
  public Outcome.Park park(String cause, String sentence) {
    return outcomes.park(cause, sentence);
  }

  @Override
  public Outcome.Park unfit(IllegalArgumentException why) {
    return outcomes.unfit(why);
  }

  @Override
  public Settlement lacksOwner() {
    return InsightDelivery.lacksOwner(outcomes);
  }

  @Override
  public String letters(Answer<?> answer) {
    return Code.of(Outcomes.error(answer)).letters();
  }

  @Override
  public String shown(Answer<?> answer) {
    return Code.of(Outcomes.error(answer)).shown();
  }

  @Override
  public String title() {
    return settings.title();
  }

  @Override
  public Instant now() {
    return outcomes.now();
  }
}
