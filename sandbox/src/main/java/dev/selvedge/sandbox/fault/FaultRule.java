package dev.selvedge.sandbox.fault;

/// Which calls a fault hits, and how often.
///
/// @param id its number in the script
/// @param method the HTTP method; `*` for any
/// @param path a path with `*` for a segment and `**` for any rest
/// @param fault what happens
/// @param times how many more calls it hits; 0 for no end
/// @param probability the share of matching calls it hits, above 0 and at most 1
/// @param size how large a call must be
public record FaultRule(
    int id, String method, String path, Fault fault, int times, double probability, Size size) {

  public FaultRule {
    if (probability <= 0 || probability > 1) {
      throw new IllegalArgumentException("probability must be above 0 and at most 1");
    }
    if (times < 0) {
      throw new IllegalArgumentException("times must not be negative");
    }
  }

  /// A rule for calls of any size.
  public FaultRule(int id, String method, String path, Fault fault, int times, double probability) {
    this(id, method, path, fault, times, probability, Size.ANY);
  }

  /// A rule that hits every matching call until it is removed.
  public static FaultRule always(String method, String path, Fault fault) {
    return new FaultRule(0, method, path, fault, 0, 1);
  }

  /// A rule that hits so many matching calls.
  public static FaultRule times(int times, String method, String path, Fault fault) {
    return new FaultRule(0, method, path, fault, times, 1);
  }

  /// A rule that hits a share of the matching calls until it is removed.
  public static FaultRule share(double probability, String method, String path, Fault fault) {
    return new FaultRule(0, method, path, fault, 0, probability);
  }

  /// The same rule for calls that hold more than so many contacts, records or events.
  public FaultRule overItems(int items) {
    return new FaultRule(
        id, method, path, fault, times, probability, new Size(items, size.overBytes()));
  }

  /// The same rule for calls with a body of more than so many bytes.
  public FaultRule overBytes(long bytes) {
    return new FaultRule(
        id, method, path, fault, times, probability, new Size(size.overItems(), bytes));
  }

  FaultRule numbered(int number) {
    return new FaultRule(number, method, path, fault, times, probability, size);
  }

  FaultRule left(int left) {
    return new FaultRule(id, method, path, fault, left, probability, size);
  }
}
