package dev.selvedge.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.model.Step.When;
import dev.selvedge.app.model.Step.Word;
import dev.selvedge.mapping.ConsentClaim.Choice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Short stories that once ended otherwise than the oracle says, or were thought likely to.
class WhatIsKnownToBeHardTest {
  private static final String ANN = "ann@x.example";
  private static final String BOB = "bob@x.example";
  private static final Step RESOLVE = new Step.Resolve();
  private static final Step SEND = new Step.Send(2);
  private static final Step HEAR = new Step.Hear(9, false);

  @TempDir private Path folder;

  @Test
  void an_opt_out_that_is_passed_on_at_once_still_counts() {
    play(
        says("shop/customer/1", 0, ANN, optIn(-3600)),
        RESOLVE,
        SEND,
        new Step.Act(ANN, "unsubscribe"),
        HEAR,
        RESOLVE,
        SEND,
        says("erp/customer/7", 0, ANN, new Word.None()),
        RESOLVE,
        SEND);
  }

  @Test
  void who_came_back_by_themselves_and_declined_in_the_shop_before_that_was_heard_is_not_mailed() {
    play(
        says("shop/customer/1", 0, ANN, optOut(-3600)),
        RESOLVE,
        SEND,
        new Step.Pass(Duration.ofHours(1)),
        new Step.Act(ANN, "resubscribe"),
        new Step.Pass(Duration.ofHours(1)),
        says("shop/customer/1", 0, ANN, optOut(0)),
        RESOLVE,
        SEND,
        HEAR);
  }

  @Test
  void who_opts_in_in_the_shop_before_an_earlier_opt_out_was_heard_is_asked_again() {
    play(
        says("shop/customer/1", 0, ANN, optIn(-3600)),
        RESOLVE,
        SEND,
        new Step.Pass(Duration.ofHours(1)),
        new Step.Act(ANN, "unsubscribe"),
        new Step.Pass(Duration.ofHours(1)),
        says("shop/customer/1", 0, ANN, optIn(0)),
        RESOLVE,
        SEND,
        HEAR);
  }

  @Test
  void an_opt_in_at_an_address_that_its_record_had_left_is_somebody_elses() {
    play(
        says("erp/customer/9", -480, ANN, optOut(-240)),
        RESOLVE,
        SEND,
        new Step.Act(ANN, "resubscribe"),
        says("erp/customer/9", -1800, BOB, new Word.None()),
        says("erp/customer/9", -180, BOB, optOut(-20)),
        says("erp/customer/9", -1, BOB, new Word.None()));
  }

  @Test
  void an_address_that_changes_hands_in_one_breath_leaves_nobody_without_a_contact() {
    play(
        says("erp/customer/7", -3600, BOB, optOut(-3600)),
        RESOLVE,
        SEND,
        says("erp/customer/7", 0, ANN, new Word.None()),
        says("shop/customer/2", 0, BOB, optIn(-2400)));
  }

  @Test
  void two_people_who_swap_their_addresses_keep_what_they_agreed_to() {
    play(
        says("shop/customer/1", -60, ANN, optIn(-60)),
        says("shop/customer/2", -60, BOB, optOut(-60)),
        RESOLVE,
        SEND,
        says("shop/customer/1", 0, BOB, optIn(-60)),
        says("shop/customer/2", 0, ANN, optOut(-60)));
  }

  @Test
  void who_left_before_the_hub_was_there_is_not_brought_back_by_an_older_opt_in() {
    play(
        new Step.Past(ANN),
        says("shop/customer/1", -3600, ANN, optIn(-3600)),
        says("shop/customer/2", -3600, BOB, optIn(-3600)),
        RESOLVE,
        SEND,
        new Step.Restart(true),
        SEND,
        HEAR,
        SEND,
        RESOLVE,
        SEND);
  }

  private void play(Step... steps) {
    try (Stage stage = new Stage(folder)) {
      Script script = new Script(0, 0, List.of(steps));
      assertThat(stage.play(script)).as(script.told()).isEmpty();
    }
  }

  private static Step says(String ref, long changed, String email, Word word) {
    return new Step.Say(
        ref, new When(false, changed), email, "", Map.of("first", "\"Ann\""), word, false);
  }

  private static Word optIn(long at) {
    return new Word.Stated(Choice.OPT_IN, new When(false, at));
  }

  private static Word optOut(long at) {
    return new Word.Stated(Choice.OPT_OUT, new When(false, at));
  }
}
