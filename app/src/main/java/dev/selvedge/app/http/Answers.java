package dev.selvedge.app.http;

import io.javalin.http.Context;
import tools.jackson.databind.node.StringNode;

/// Writes the short JSON answers that machines get.
final class Answers {
  private static final String JSON = "application/json";
  private static final String RETRY_AFTER = "Retry-After";
  private static final int SOON_SECONDS = 5;
  private static final int LATER_SECONDS = 60;

  private Answers() {}

  static void accepted(Context ctx, int accepted, int repeats) {
    ctx.status(202)
        .contentType(JSON)
        .result("{\"accepted\":" + accepted + ",\"repeats\":" + repeats + "}");
  }

  static void each(Context ctx, int status, EachAnswer answer) {
    ctx.status(status).contentType(JSON).result(answer.json());
  }

  /// A ping is answered with 200, since there are systems that take nothing else for an answer: to
  /// WooCommerce 202 is an error.
  static void pinged(Context ctx) {
    ctx.status(200).contentType(JSON).result("{\"accepted\":0,\"repeats\":0}");
  }

  /// A caller's own word back. It is text and nothing else, whatever it looks like.
  static void greeted(Context ctx, String word) {
    ctx.status(200)
        .contentType("text/plain; charset=utf-8")
        .header("X-Content-Type-Options", "nosniff")
        .result(word);
  }

  /// In the words that the caller waits for.
  static void receipt(Context ctx, String json) {
    ctx.status(200).contentType(JSON).result(json);
  }

  static void hinted(Context ctx, int records) {
    ctx.status(202).contentType(JSON).result("{\"hinted\":" + records + "}");
  }

  static void noted(Context ctx, int notes) {
    ctx.status(202).contentType(JSON).result("{\"noted\":" + notes + "}");
  }

  static void error(Context ctx, int status, String sentence) {
    ctx.status(status).contentType(JSON).result(errorJson(sentence));
  }

  /// For what passes by itself.
  static void soon(Context ctx, String sentence) {
    comeBack(ctx, SOON_SECONDS, sentence);
  }

  /// For what somebody must see to first.
  static void later(Context ctx, String sentence) {
    comeBack(ctx, LATER_SECONDS, sentence);
  }

  private static void comeBack(Context ctx, int seconds, String sentence) {
    ctx.header(RETRY_AFTER, Integer.toString(seconds));
    error(ctx, 503, sentence);
  }

  static String errorJson(String sentence) {
    return "{\"error\":" + StringNode.valueOf(sentence) + "}";
  }
}
