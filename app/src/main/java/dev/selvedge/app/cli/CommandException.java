package dev.selvedge.app.cli;

import dev.selvedge.SelvedgeException;

/// A command cannot go on; the message and the advice are for the person who typed it.
public final class CommandException extends SelvedgeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private final String advice;

  public CommandException(ExitCode exitCode, String message, String advice) {
    super(message);
    this.exitCode = exitCode;
    this.advice = advice;
  }

  public CommandException(ExitCode exitCode, String message, String advice, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
    this.advice = advice;
  }

  ExitCode exitCode() {
    return exitCode;
  }

  String advice() {
    return advice;
  }
}
