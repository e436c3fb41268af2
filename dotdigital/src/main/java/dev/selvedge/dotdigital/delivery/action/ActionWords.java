package dev.selvedge.dotdigital.delivery.action;

/// Sentences for people that more than one place says.
final class ActionWords {
  private ActionWords() {}

  static String noCampaign(String title, int campaign) {
    return "There is no campaign "
        + campaign
        + " in "
        + title
        + ". Correct the number in the rule that sends it, then replay.";
  }
}
