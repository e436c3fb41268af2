package dev.selvedge.dotdigital.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.ContentHash;
import dev.selvedge.PersonId;
import dev.selvedge.automation.Action;
import dev.selvedge.automation.EnrolmentKey;
import dev.selvedge.automation.FactKind;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.ScriptedServer;
import dev.selvedge.dotdigital.ScriptedServer.Received;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.dotdigital.json.Json;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.Value;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Job;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Progress;
import dev.selvedge.send.Target.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.node.ObjectNode;

/// A target on a scripted server, with a clock that a test moves.
public final class Rig implements AutoCloseable {
  public static final Instant NOW = ScriptedServer.NOW;
  public static final String IMPORT_ID = "3f0c1a52-7d1e-4c8b-9a44-0b6f2d9e1c77";
  static final String ENROLMENT_ID = "9a6b2f14-55c0-4d7e-8f31-c2d47e0b6a90";

  public final ScriptedServer server = new ScriptedServer();
  public final AtomicReference<Instant> time = new AtomicReference<>(NOW);
  final Dotdigital account = Dotdigital.open(server.config(), time::get);
  public final DotdigitalTarget target;

  public Rig() {
    this(settings());
  }

  public Rig(TargetSettings settings) {
    this.target = new DotdigitalTarget(account, settings, time::get);
    types("");
  }

  public static TargetSettings settings() {
    return TargetSettings.of(Map.of("FIRSTNAME", FieldType.STRING), "Orders");
  }

  /// What the account has inferred of its orders; asking for it is not counted.
  ///
  /// @param columns the types of what the records hold, JSON
  public Rig types(String columns) {
    server.always(
        "GET /insightData/v3/collections/Orders/schema",
        200,
        tier("", 150, 149),
        "{\"collectionName\":\"Orders\",\"schema\":[{\"name\":\"json\",\"type\":\"RECORD\",\"fields\":["
            + columns
            + "]}]}");
    return this;
  }

  public void pass(Duration duration) {
    time.updateAndGet(now -> now.plus(duration));
  }

  /// An answer of an account with tiers; which tier it was taken from is not said.
  public Rig replies(int status, String body) {
    server.replies(status, tier("", 150, 149), body);
    return this;
  }

  /// An answer of an account with tiers, taken from this one.
  public Rig replies(int status, String scope, int remaining, String body) {
    server.replies(status, tier(scope, 150, remaining), body);
    return this;
  }

  /// An answer without a word about the allowance.
  public Rig repliesBare(int status, String body) {
    server.replies(status, body);
    return this;
  }

  static Map<String, String> tier(String scope, int limit, int remaining) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-RateLimit-Limit", Integer.toString(limit));
    headers.put("X-RateLimit-Remaining", Integer.toString(remaining));
    headers.put("X-RateLimit-Reset", "1767225660");
    if (!scope.isEmpty()) {
      headers.put("X-RateLimit-Scope", scope);
    }
    return headers;
  }

  public Received last() {
    return server.last();
  }

  public List<String> lines() {
    return server.lines();
  }

  /// How many requests came in.
  public int calls() {
    return server.lines().size();
  }

  public static String error(String code) {
    return "{\"errorCode\":\"" + code + "\",\"description\":\"ada@example.com is not liked\"}";
  }

  public static String v2Error(String code) {
    return "{\"message\":\"Error: " + code + "\"}";
  }

  public static String contactJson(long number, String email, Instant updated) {
    return """
    {"contactId":%d,"status":"subscribed","created":"2026-01-01T00:00:00Z","updated":"%s",
     "identifiers":{"email":"%s"}}
    """
        .formatted(number, updated, email);
  }

  public static String contactJson(long number, String email) {
    return contactJson(number, email, NOW);
  }

  static Desired.Contact contact(String email) {
    return new Desired.Contact(
        email, Desired.Mail.ALLOWED, Map.of("FIRSTNAME", new Value.Text("Ada")));
  }

  public static Item contactItem(long person, String email) {
    return contactItem(person, email, new Delivered.Never());
  }

  public static Item contactItem(long person, String email, Delivered delivered) {
    return new Item(Subject.contact(new PersonId(person)), contact(email), delivered, delivered);
  }

  /// A contact that Dotdigital holds under a number and an address.
  public static Delivered.Acknowledged held(String number, String address) {
    return new Delivered.Acknowledged(ContentHash.of("before"), number, address, NOW);
  }

  public static Item orderItem(long person, String email, String order) {
    return orderItem(person, email, order, new Delivered.Never());
  }

  public static Item orderItem(long person, String email, String order, Delivered delivered) {
    ObjectNode json = Json.object().put("id", order);
    return new Item(
        Subject.order(new OrderKey(order)),
        new Desired.Insight(new PersonId(person), email, "Orders", order, json),
        delivered,
        held("12003450" + person, email));
  }

  static Item enrolmentItem(long person, int program, String fact) {
    return enrolmentItem(
        person, program, fact, held("12003450" + person, "p" + person + "@example.com"));
  }

  static Item enrolmentItem(long person, int program, String fact, Delivered owner) {
    return new Item(
        Subject.enrolment(fact),
        new Desired.Enrolment(
            new EnrolmentKey("shipped", FactKind.SHIPPED, "A-" + person, fact),
            new Action.Enrol(program),
            new PersonId(person),
            new Desired.Leave.Given(),
            NOW.plusSeconds(3600)),
        new Delivered.Never(),
        owner);
  }

  /// A job that was handed over now.
  public Job job(Facet facet, String remoteId, Job.Sent... sent) {
    return new Job(
        1,
        target.name(),
        facet,
        "test",
        remoteId.isEmpty() ? Job.Stage.IN_DOUBT : Job.Stage.RUNNING,
        remoteId,
        time.get(),
        time.get(),
        List.of(sent));
  }

  public static Job.Sent sentContact(long person, String email) {
    return new Job.Sent(Subject.contact(new PersonId(person)), ContentHash.of("sent"), email, "");
  }

  public static Job.Sent sentOrder(String order, String email) {
    return new Job.Sent(Subject.order(new OrderKey(order)), ContentHash.of("sent"), email, order);
  }

  public static Job.Sent sentEnrolment(long person, int program, String fact) {
    return new Job.Sent(
        Subject.enrolment(fact),
        ContentHash.of("sent"),
        "p" + person + "@example.com",
        Integer.toString(program));
  }

  public static Map<Subject, Settlement> finished(Progress progress) {
    assertThat(progress).isInstanceOf(Progress.Finished.class);
    return ((Progress.Finished) progress).settlements();
  }

  /// What became of one, who must be among them.
  public static Settlement of(Map<Subject, Settlement> settlements, Subject subject) {
    assertThat(settlements).containsKey(subject);
    return Objects.requireNonNull(settlements.get(subject));
  }

  @Override
  public void close() {
    account.close();
    server.close();
  }
}
