package dev.selvedge.bench;

/// A benchmark could not be run, or what it measured is not what it was meant to measure.
final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BenchException(String message) {
    super(message);
  }

  BenchException(String message, Throwable cause) {
    super(message, cause);
  }
}
