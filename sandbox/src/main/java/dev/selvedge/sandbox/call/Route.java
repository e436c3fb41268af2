package dev.selvedge.sandbox.call;

import java.util.List;

/// One operation: which calls are meant, which tier they belong to, and what happens.
///
/// @param method the HTTP method
/// @param template the path with `{variables}`
/// @param tier the tier of the call allowance
/// @param metered whether the flat scheme counts it
/// @param handler what happens
public record Route(String method, String template, Tier tier, boolean metered, Handler handler) {

  public static Route of(String method, String template, Tier tier, Handler.Simple handler) {
    return new Route(method, template, tier, true, call -> () -> handler.answer(call));
  }

  /// An operation whose reading of the body is worth doing outside the lock.
  public static Route prepared(String method, String template, Tier tier, Handler handler) {
    return new Route(method, template, tier, true, handler);
  }

  /// The same operation, not counted by the flat scheme.
  public Route unmetered() {
    return new Route(method, template, tier, false, handler);
  }

  /// The name of the operation in counters and logs.
  public String operation() {
    return method + " " + template;
  }

  List<String> parts() {
    return List.of(template.substring(1).split("/", -1));
  }

  /// Whether it can change the account.
  public boolean writes() {
    return !method.equals("GET") && !method.equals("HEAD");
  }
}
