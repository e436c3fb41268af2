package dev.selvedge.dotdigital.http;

/// One call as it goes on the wire: the method, the encoded path with its query, and the body.
/// Immutable. Its text form leaves out path values and body, which may hold personal details.
public record Request(Method method, Target target, Payload payload) {

  /// The HTTP methods Dotdigital uses.
  public enum Method {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE
  }

  /// What kind of call it is, the same for all values in its path: `PATCH /contacts/v3/*/*`.
  public String kind() {
    String shown = target.toString();
    int query = shown.indexOf('?');
    return method + " " + (query < 0 ? shown : shown.substring(0, query));
  }

  public static Request get(Target target) {
    return new Request(Method.GET, target, Payload.none());
  }

  public static Request delete(Target target) {
    return new Request(Method.DELETE, target, Payload.none());
  }

  public static Request post(Target target, Payload payload) {
    return new Request(Method.POST, target, payload);
  }

  public static Request put(Target target, Payload payload) {
    return new Request(Method.PUT, target, payload);
  }

  public static Request patch(Target target, Payload payload) {
    return new Request(Method.PATCH, target, payload);
  }
}
