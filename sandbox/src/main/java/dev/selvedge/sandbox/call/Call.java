package dev.selvedge.sandbox.call;

import dev.selvedge.sandbox.job.JobFate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One call as the operations see it, with its path taken apart.
///
/// Immutable but for the body, which nobody changes.
public final class Call {
  private final Target target;
  private final byte[] body;
  private final String contentType;
  private final Moment moment;
  private final Map<String, String> variables;

  public Call(Target target, byte[] body, String contentType, Moment moment) {
    this(target, body, contentType, moment, Map.of());
  }

  private Call(
      Target target,
      byte[] body,
      String contentType,
      Moment moment,
      Map<String, String> variables) {
    this.target = target;
    this.body = body;
    this.contentType = contentType;
    this.moment = moment;
    this.variables = variables;
  }

  Call withVariables(Map<String, String> found) {
    return new Call(target, body, contentType, moment, found);
  }

  /// The same call with something decided about the job it starts.
  public Call withFate(JobFate fate) {
    return new Call(target, body, contentType, new Moment(moment.now(), fate), variables);
  }

  public String method() {
    return target.method();
  }

  /// The path as it arrived, still encoded.
  public String path() {
    return target.path();
  }

  public Query query() {
    return target.query();
  }

  public byte[] body() {
    return body;
  }

  public String contentType() {
    return contentType;
  }

  public Instant now() {
    return moment.now();
  }

  public JobFate fate() {
    return moment.fate();
  }

  /// The decoded path segment that stands where the route has `{name}`.
  public String variable(String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no path variable " + name);
    }
    return value;
  }

  /// The decoded segments of the path, without empty ones, so a trailing slash does not matter.
  public List<String> segments() {
    List<String> segments = new ArrayList<>();
    for (String segment : target.path().split("/", -1)) {
      if (!segment.isEmpty()) {
        // a plus sign in a path is a plus sign
        segments.add(Query.decode(segment.replace("+", "%2B")));
      }
    }
    return segments;
  }

  /// The body as text.
  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /// Method, path and query.
  public record Target(String method, String path, Query query) {}

  /// When the call happens, and what was decided about the job it may start.
  public record Moment(Instant now, JobFate fate) {}
}
