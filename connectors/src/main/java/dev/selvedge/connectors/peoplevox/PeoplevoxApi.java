package dev.selvedge.connectors.peoplevox;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.warehouse.Calls;
import dev.selvedge.connectors.warehouse.Session;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Calls to a site's integration service. Safe for use by many threads.
///
/// `Authenticate` gives the number of a session, behind the site's name and a comma. How long one
/// lasts is not said, so another one is got after some hours, and whenever the site answers with a
/// fault or an error that speaks of security or a session.
final class PeoplevoxApi {
  private static final Duration LIFE = Duration.ofHours(8);
  private static final int SERVER_FAULT = 500;

  private final PeoplevoxSettings settings;
  private final Calls calls;
  private final Session session;

  PeoplevoxApi(PeoplevoxSettings settings, Calls calls) {
    this.settings = settings;
    this.calls = calls;
    this.session = new Session(calls::now, this::logIn);
  }

  /// What the site says to anybody: the description of its service.
  HttpReply knock() {
    return calls.send(
        new HttpCall(
            "GET", URI.create(settings.url() + "?wsdl"), Map.of("Accept", "text/xml"), ""));
  }

  /// Logs in, whatever is asked then.
  void enter() {
    session.current();
  }

  /// A page of the report.
  ///
  /// @param members of the question, in their order
  /// @throws SourceException when there is no usable answer
  Soap.Answer report(Map<String, String> members) {
    String known = session.current();
    Soap.Answer answer = report(members, known);
    if (isLockedOut(answer)) {
      answer = report(members, session.after(known));
      if (isLockedOut(answer)) {
        throw SourceException.refused(
            calls.system() + " does not let us read the report; check the user's permissions");
      }
    }
    if (!answer.ok()) {
      throw new SourceException(
          calls.system()
              + " does not carry out our question; check 'report', 'number_column' and"
              + " 'date_column'");
    }
    return answer;
  }

  private static boolean isLockedOut(Soap.Answer answer) {
    String words = answer.detail().toLowerCase(Locale.ROOT);
    return !answer.ok() && (words.contains("security") || words.contains("session"));
  }

  private Soap.Answer report(Map<String, String> members, String sessionId) {
    Map<String, String> header = new LinkedHashMap<>();
    header.put("UserId", "0");
    header.put("ClientId", settings.client());
    header.put("SessionId", sessionId);
    return ask(new Soap.Question("GetReportData", header, "getReportRequest", members));
  }

  private Session.Key logIn() {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("clientId", settings.client());
    members.put("username", settings.username());
    members.put(
        "password",
        Base64.getEncoder()
            .encodeToString(settings.password().reveal().getBytes(StandardCharsets.UTF_8)));
    Soap.Answer answer = ask(new Soap.Question("Authenticate", Map.of(), "", members));
    String detail = answer.detail().strip();
    String id = detail.substring(detail.lastIndexOf(',') + 1);
    if (!answer.ok() || id.isEmpty()) {
      throw SourceException.refused(
          calls.system() + " does not let us in; check 'client_id', 'username' and 'password'");
    }
    return new Session.Key(id, calls.now().plus(LIFE));
  }

  private Soap.Answer ask(Soap.Question question) {
    HttpReply reply =
        calls.ask(
            new HttpCall(
                settings.url(),
                Map.of(
                    "Content-Type",
                    "text/xml; charset=utf-8",
                    "SOAPAction",
                    "\"" + Soap.NAMESPACE + question.action() + "\""),
                Soap.write(question)));
    boolean answered = reply.status() == 200 || reply.status() == SERVER_FAULT;
    if (!answered) {
      throw new SourceException(
          calls.system() + " answers HTTP " + reply.status() + "; check 'url' and 'client_id'");
    }
    return Soap.read(reply.body().toText())
        .orElseThrow(
            () ->
                new SourceException(
                    calls.system()
                        + " answers with something that is no answer of its service, or only a part"
                        + " of one (HTTP "
                        + reply.status()
                        + ")"));
  }
}
