package dev.selvedge.dotdigital.delivery.account;

/// What is wrong with a program, for people.
public final class ProgramWords {
  private ProgramWords() {}

  /// For people: a program that lets nobody in.
  public static String notActive(String title, int program) {
    return "Program "
        + program
        + " is not active in "
        + title
        + ", so nobody can be started in it. Activate it there, then replay.";
  }

  /// For people: a program that is not there.
  public static String notFound(String title, int program) {
    return "There is no program "
        + program
        + " in "
        + title
        + ". Correct the number in the rule that starts people in it, then replay.";
  }
}
