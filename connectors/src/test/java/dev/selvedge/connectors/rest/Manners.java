package dev.selvedge.connectors.rest;

import dev.selvedge.connectors.oauth.OAuthCheck;
import dev.selvedge.connectors.rest.RestVendor.Call;
import dev.selvedge.connectors.rest.RestVendor.Manner;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Optional;

/// Manners in which vendors do things, each with the options that describe it.
final class Manners {
  private static final String FEED =
      """
      throttle: { busy: { path: errors.0.code, equals: THROTTLED } }
      max_answer: 1000000
      feeds:
        customer:
          path: /customers
          records: data.items
          key: id
          stamp: changed
          deleted: { path: status, equals: deleted }
          by_key: { path: "/customers/{key}", record: customer }
      """;

  private Manners() {}

  private static String feed(String auth, String more) {
    return "auth: " + auth + "\n" + FEED + more.indent(4);
  }

  /// Sorted pages by number, whose last one is given again beyond the end.
  static Manner sortedPages() {
    return new Manner(
        feed(
            "{ kind: bearer, token: " + RestVendor.SECRET + " }",
            """
            query: { since: "{since}", size: "{size}", page: "{page}" }
            sorted: true
            paging: { kind: page }
            """),
        "page",
        RestVendor.OLDEST_FIRST,
        Optional.empty(),
        true,
        call -> call.header("authorization").equals("Bearer " + RestVendor.SECRET));
  }

  /// By offset, newest first, with local times and an exclusive parameter.
  static Manner newestFirst(String zone) {
    String basic =
        Base64.getEncoder()
            .encodeToString(("hub:" + RestVendor.SECRET).getBytes(StandardCharsets.UTF_8));
    return new Manner(
        feed(
            "{ kind: basic, user: hub, password: " + RestVendor.SECRET + " }",
            """
            query: { since: "{since}", size: "{size}", offset: "{offset}" }
            since_format: yyyy-MM-dd HH:mm:ss
            zone: %s
            paging: { kind: offset }
            """
                .formatted(zone)),
        "offset",
        RestVendor.NEWEST_FIRST,
        Optional.of(ZoneId.of("America/New_York")),
        false,
        call -> call.header("authorization").equals("Basic " + basic));
  }

  /// Pages by number in the order of the keys.
  static Manner pagesByKey() {
    return new Manner(
        feed(
            "{ kind: header, name: X-Api-Key, value: " + RestVendor.SECRET + " }",
            """
            query: { since: "{since}", size: "{size}", page: "{page}" }
            paging: { kind: page }
            """),
        "page",
        RestVendor.BY_ID,
        Optional.empty(),
        true,
        call -> call.header("x-api-key").equals(RestVendor.SECRET));
  }

  /// By the header `Link`, with tokens that end.
  static Manner links(java.util.function.Predicate<String> good) {
    return new Manner(
        feed(
            "{ kind: client-credentials, token_url: %s/token, client_id: hub, client_secret: "
                + RestVendor.SECRET
                + ", scope: customers.read }",
            """
            query: { since: "{since}", size: "{size}" }
            paging: { kind: link }
            """),
        "link",
        RestVendor.OLDEST_FIRST,
        Optional.empty(),
        true,
        call -> good.test(call.header("authorization").replaceFirst("^Bearer ", "")));
  }

  /// By an address in the answer, with a key in the query.
  static Manner addresses() {
    return new Manner(
        feed(
            "{ kind: query, name: api_key, value: " + RestVendor.SECRET + " }",
            """
            query: { since: "{since}", size: "{size}" }
            paging: { kind: next-url, next: "/@odata.nextLink" }
            """),
        "next-url",
        RestVendor.OLDEST_FIRST,
        Optional.empty(),
        true,
        call -> RestVendor.SECRET.equals(call.query().get("api_key")));
  }

  /// By a token in the answer, every call signed.
  static Manner tokens() {
    return new Manner(
        feed(
            "{ kind: oauth1, consumer_key: ck, consumer_secret: "
                + RestVendor.SECRET
                + ", token: tk, token_secret: ts, realm: \"7\" }",
            """
            query: { since: "{since}", size: "{size}", after: "{token}" }
            paging: { kind: token, next: page.next }
            """),
        "token",
        RestVendor.OLDEST_FIRST,
        Optional.empty(),
        false,
        Manners::isSigned);
  }

  /// One POST after the other, each from the stamp where the last one ended.
  static Manner posts() {
    return new Manner(
        feed(
            "{ kind: none }",
            """
            method: POST
            body: '{"since": "{since}", "size": "{size}", "offset": "{offset}"}'
            sorted: true
            paging: { kind: offset }
            """),
        "offset",
        RestVendor.OLDEST_FIRST,
        Optional.empty(),
        false,
        call -> call.method().equals("POST"));
  }

  private static boolean isSigned(Call call) {
    String header = call.header("authorization");
    OAuthCheck.Arrived arrived =
        new OAuthCheck.Arrived(
            call.method(), "http://" + call.header("host") + call.path(), call.query());
    return OAuthCheck.isGenuine(arrived, header, RestVendor.SECRET + "&ts", "7");
  }
}
