package dev.selvedge.connectors.peoplevox;

import dev.selvedge.connector.Connector;
import dev.selvedge.connectors.warehouse.WarehouseStandIn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Peoplevox's integration service as its documentation shows it: sessions, a report as
/// comma-separated values within an envelope, a row for each article of a despatch, London's times
/// with the day first and within apostrophes.
final class PeoplevoxVendor extends WarehouseStandIn {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final DateTimeFormatter ASKED = DateTimeFormatter.ofPattern("uuuu,MM,dd,HH,mm,ss");
  private static final Pattern FROM =
      Pattern.compile("\\[Despatch date] >= DateTime\\(([0-9,]+)\\)");
  private static final Pattern TO = Pattern.compile("\\[Despatch date] <= DateTime\\(([0-9,]+)\\)");
  private static final Pattern NUMBER =
      Pattern.compile("\\[Despatch number]\\.Equals\\(\"(\\d+)\"\\)");

  final List<String> clauses = new ArrayList<>();
  final Map<Integer, Integer> articles = new TreeMap<>();
  String form = "dd/MM/yyyy HH:mm:ss";
  String error = "";
  String answer = "";
  boolean locked;
  boolean faults;
  boolean silentTotal;
  int logIns;
  private int session = 1;

  @Override
  protected Connector connector() {
    return new PeoplevoxConnector();
  }

  @Override
  protected String options() {
    return "url: %s/\nclient_id: shop4711\nusername: hub\npassword: %s\nsince: 2026-10-20\ndate_format: %s\n"
        .formatted(address(), secret(), form);
  }

  @Override
  public synchronized void endSessions() {
    session++;
  }

  @Override
  public String secret() {
    return "the-password";
  }

  @Override
  protected Reply answer(Asked asked) {
    if (!asked.path().startsWith("/shop4711/resources/integrationservicev4.asmx")) {
      return new Reply(404, "", false);
    }
    if (asked.method().equals("GET")) {
      return new Reply(200, "<definitions/>", false);
    }
    if (asked.header("SOAPAction").equals("\"http://www.peoplevox.net/Authenticate\"")) {
      return authenticate(asked.body());
    }
    if (!answer.isEmpty()) {
      return new Reply(200, answer, true);
    }
    boolean known =
        member(asked.body(), "SessionId").equals("session-" + session)
            && member(asked.body(), "ClientId").equals("shop4711");
    if (!known && faults) {
      return new Reply(
          500,
          "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault>"
              + "<faultcode>s:Server</faultcode><faultstring>System.Security.SecurityException: ann"
              + "</faultstring></s:Fault></s:Body></s:Envelope>",
          true);
    }
    if (!known) {
      return envelope("GetReportData", -1, 0, "System.Security : Security - Invalid Session");
    }
    return error.isEmpty() ? report(asked.body()) : envelope("GetReportData", -1, 0, error);
  }

  private Reply authenticate(String body) {
    logIns++;
    String password = Base64.getEncoder().encodeToString(secret().getBytes(StandardCharsets.UTF_8));
    boolean right =
        member(body, "clientId").equals("shop4711")
            && member(body, "username").equals("hub")
            && member(body, "password").equals(password);
    return right && !locked
        ? new Reply(
            200, envelope("Authenticate", 0, 1, "shop4711,session-" + session).body(), false)
        : new Reply(200, envelope("Authenticate", -1, 0, "Invalid user hub").body(), false);
  }

  private static String member(String body, String name) {
    Matcher found = Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(body);
    return found.find()
        ? found
            .group(1)
            .replace("&gt;", ">")
            .replace("&lt;", "<")
            .replace("&quot;", "\"")
            .replace("&amp;", "&")
        : "";
  }

  private static Reply envelope(String action, int id, int total, String detail) {
    String text = detail.replace("&", "&amp;").replace("<", "&lt;");
    return new Reply(
        200,
        ("<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope"
                + " xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body><%1$sResponse"
                + " xmlns=\"http://www.peoplevox.net/\"><%1$sResult><ResponseId>%2$d</ResponseId>"
                + "<TotalCount>%3$d</TotalCount><Detail>%4$s</Detail></%1$sResult></%1$sResponse>"
                + "</soap:Body></soap:Envelope>")
            .formatted(action, id, total, text),
        true);
  }

  private Reply report(String body) {
    String clause = member(body, "SearchClause");
    clauses.add(clause);
    if (!member(body, "TemplateName").equals("Despatch summary")
        || !member(body, "OrderBy").equals("[Despatch number]")) {
      return envelope("GetReportData", -1, 0, "no such report");
    }
    int size = Math.min(1_000, Integer.parseInt(member(body, "ItemsPerPage")));
    int page = Integer.parseInt(member(body, "PageNo"));
    List<String> lines =
        rows().stream()
            .filter(row -> isMeant(row, clause))
            .flatMap(row -> lines(row).stream())
            .toList();
    StringBuilder csv = new StringBuilder(header());
    lines.stream().skip((page - 1L) * size).limit(size).forEach(csv::append);
    return envelope("GetReportData", 0, silentTotal ? 0 : lines.size(), csv.toString());
  }

  private boolean isMeant(Row row, String clause) {
    List<String> numbers = NUMBER.matcher(clause).results().map(one -> one.group(1)).toList();
    LocalDateTime left = LocalDateTime.ofInstant(row.stamp(), LONDON);
    Matcher from = FROM.matcher(clause);
    Matcher to = TO.matcher(clause);
    return numbers.isEmpty()
        ? from.find()
            && !left.isBefore(LocalDateTime.parse(from.group(1), ASKED))
            && (!to.find() || !left.isAfter(LocalDateTime.parse(to.group(1), ASKED)))
        : numbers.contains(Integer.toString(row.key()));
  }

  private String header() {
    String grown =
        rows().stream().map(Row::field).filter(one -> !one.isEmpty()).findFirst().orElse("");
    return "Salesorder number,\"Tracking number\",Item,No of items,Despatch date,Despatch number,note"
        + (grown.isEmpty() ? "" : "," + grown)
        + "\r\n";
  }

  private List<String> lines(Row row) {
    List<String> lines = new ArrayList<>();
    for (int article = 1; article <= articles.getOrDefault(row.key(), 2); article++) {
      lines.add(
          "W-%d,\"RM,%d\",SKU-%d,%d,'%s',%d,%s%s\r\n"
              .formatted(
                  row.key(),
                  row.key(),
                  article,
                  article,
                  told(row.stamp()),
                  row.key(),
                  row.note(),
                  row.field().isEmpty() ? "" : "," + row.fieldValue()));
    }
    return lines;
  }

  private String told(Instant at) {
    return DateTimeFormatter.ofPattern(form, Locale.ROOT)
        .format(LocalDateTime.ofInstant(at, LONDON));
  }
}
