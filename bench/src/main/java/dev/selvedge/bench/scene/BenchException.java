package dev.selvedge.bench.scene;

/// A benchmark could not be run, or what it measured is not what it was meant to measure.
public final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BenchException(String message) {
    super(message);
  }

  public BenchException(String message, Throwable cause) {
    super(message, cause);
  }
}
