package dev.selvedge.app.cli;

/// What commands answer to scripts.
public enum ExitCode {
  OK(0, "done; nothing is wrong"),
  PROBLEMS(1, "done, and it found problems: they are listed"),
  USAGE(2, "the command line was not understood"),
  UNREACHABLE(3, "the store cannot be reached, or another hub runs on it"),
  FAILED(4, "something else went wrong; the message says what to do");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  public int number() {
    return number;
  }

  public String meaning() {
    return meaning;
  }
}
