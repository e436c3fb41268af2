package dev.selvedge.dotdigital.delivery.action;

import dev.selvedge.Outcome;
import dev.selvedge.automation.Action;
import dev.selvedge.automation.Rule.Purpose;
import dev.selvedge.dotdigital.answer.Acknowledged;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.message.CampaignMail;
import dev.selvedge.dotdigital.message.MailFault;
import dev.selvedge.dotdigital.message.Messages;
import dev.selvedge.mapping.Value;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Target.Charge;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Parcel;
import dev.selvedge.send.Target.Settlement;
import dev.selvedge.send.Target.Submission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Sends people mails made from campaigns. A mail cannot be taken back, and nothing in Dotdigital
/// shows whether one went: so it is sent at most once, and after a lost answer not again.
///
/// Dotdigital has two doors. What belongs to a purchase goes by that for transactional mail, which
/// does not ask for consent; many in one call, each with an answer of its own. Marketing goes by
/// that which looks at Dotdigital's own suppressions once more; one in a call, since an answer
/// about several does not say who was refused.
///
/// | Answer | Transactional | Marketing |
/// |---|---|---|
/// | taken | done | done |
/// | suppressed, unsubscribed (409) | drop | drop |
/// | other fault of one mail | park | park |
/// | no such campaign, or not one to be triggered | park | park |
/// | may not send now, allowance of sends used up | snooze | snooze |
/// | lost, unreadable, 5xx (503 too) | lost: never again | lost: never again |
///
/// Thread-safe.
final class CampaignMails {
  private static final int MOST = 25;
  private static final Duration NOT_NOW = Duration.ofMinutes(5);
  private static final Duration MOVES_WITHIN = Duration.ofMinutes(1);

  private final Messages messages;
  private final Answers answers;

  CampaignMails(Messages messages, Answers answers) {
    this.messages = messages;
    this.answers = answers;
  }

  /// @param alike those that share the first one's campaign, the first of them first
  Parcel pack(List<Item> alike, List<Item> items) {
    Item first = alike.getFirst();
    if (!isAtItsAddress(first)) {
      return ActionParcel.of(
          List.of(first),
          items,
          Charge.NOTHING,
          () -> ActionParcel.settled(List.of(first), this::moves));
    }
    if (isMarketing(first)) {
      return ActionParcel.of(List.of(first), items, Charge.NOTHING, () -> marketing(first));
    }
    List<Item> packed = new ArrayList<>();
    for (Item item : alike) {
      if (packed.size() < MOST && !isMarketing(item) && isAtItsAddress(item)) {
        packed.add(item);
      }
    }
    return ActionParcel.of(packed, items, Charge.NOTHING, () -> transactional(packed));
  }

  private static boolean isMarketing(Item item) {
    return campaign(item).purpose() == Purpose.MARKETING;
  }

  private static Action.Campaign campaign(Item item) {
    if (Filled.action(item) instanceof Action.Campaign campaign) {
      return campaign;
    }
    throw new IllegalArgumentException("only a campaign is sent");
  }

  private static String address(Item item) {
    return Filled.value(campaign(item).to()).map(Value::display).orElse("");
  }

  /// Whether the contact has the person's address by now: to one that no contact has the marketing
  /// door would make a second contact.
  private static boolean isAtItsAddress(Item item) {
    return !address(item).isEmpty() && address(item).equalsIgnoreCase(item.owner().address());
  }

  private Settlement moves(Item item) {
    return new Settlement(
        new Outcome.Snooze(
            "its contact is to have the person's address first", answers.now().plus(MOVES_WITHIN)),
        "");
  }

  private static CampaignMail mail(Item item) {
    Action.Campaign campaign = campaign(item);
    return new CampaignMail(
        campaign.campaign(),
        address(item),
        Filled.texts(campaign.with()),
        Filled.enrolment(item).rule());
  }

  private Submission transactional(List<Item> items) {
    Answer<List<MailFault>> answer =
        messages.sendTriggered(items.stream().map(CampaignMails::mail).toList());
    return answer instanceof Answer.Ok<List<MailFault>> ok
        ? answered(items, ok.value())
        : together(items, answer);
  }

  private Submission answered(List<Item> items, List<MailFault> faults) {
    Map<Subject, Settlement> settlements = new HashMap<>();
    for (Item item : items) {
      settlements.put(item.subject(), new Settlement(new Outcome.Done(), ""));
    }
    for (MailFault fault : faults) {
      if (fault.index() >= 0 && fault.index() < items.size()) {
        Item item = items.get(fault.index());
        settlements.put(item.subject(), new Settlement(outcome(fault, item), ""));
      }
    }
    return new Submission.Settled(settlements);
  }

  private Outcome outcome(MailFault fault, Item item) {
    String letters = fault.code().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return known(letters, campaign(item).campaign())
        .orElseGet(
            () ->
                answers.park(
                    "mail-refused",
                    answers.title()
                        + " did not take the mail of campaign "
                        + campaign(item).campaign()
                        + " ("
                        + fault.code()
                        + (fault.reason().isEmpty() ? "" : ": " + fault.reason())
                        + "). Mend what it says, then replay."));
  }

  private Submission marketing(Item item) {
    Answer<Acknowledged> answer = messages.sendMarketing(mail(item));
    return switch (answer) {
      case Answer.Ok<Acknowledged> ignored -> each(List.of(item), new Outcome.Done());
      case Answer.Conflict<Acknowledged> ignored ->
          each(List.of(item), new Outcome.Drop("the contact has unsubscribed in Dotdigital"));
      case Answer<Acknowledged> other -> together(List.of(item), other);
    };
  }

  private Submission together(List<Item> items, Answer<?> answer) {
    return known(answers.letters(answer), campaign(items.getFirst()).campaign())
        .map(outcome -> each(items, outcome))
        .orElseGet(() -> given(items, answers.submission(answer)));
  }

  /// To wait concerns these mails alone, and not the programs that share their facet.
  private static Submission given(List<Item> items, Submission submission) {
    return submission instanceof Submission.NotAccepted(Outcome.Snooze snooze)
        ? each(items, snooze)
        : submission;
  }

  private static Submission each(List<Item> items, Outcome outcome) {
    return ActionParcel.settled(items, item -> new Settlement(outcome, ""));
  }

  /// Codes that say what to do.
  private Optional<Outcome> known(String letters, int campaign) {
    String code = letters.startsWith("error") ? letters.substring("error".length()) : letters;
    if (code.contains("suppressed") || code.equals("emailbanned") || code.equals("unsubscribed")) {
      return Optional.of(new Outcome.Drop("Dotdigital does not mail this contact (" + code + ")"));
    }
    return switch (code) {
      case "campaignnotfound" ->
          Optional.of(
              answers.park(
                  "campaign-not-found", ActionWords.noCampaign(answers.title(), campaign)));
      case "campaigninvalid", "campaigncontainsunsupportedblocks" ->
          Optional.of(
              answers.park(
                  "campaign-unfit",
                  "Campaign "
                      + campaign
                      + " in "
                      + answers.title()
                      + " cannot be sent to one person ("
                      + code
                      + "). Make it a triggered campaign there, then replay."));
      case "campaignsendnotpermitted", "sendlimitexceeded" ->
          Optional.of(
              new Outcome.Snooze(
                  answers.title() + " sends nothing for this account just now (" + code + ")",
                  answers.now().plus(NOT_NOW)));
      default -> Optional.empty();
    };
  }
}
