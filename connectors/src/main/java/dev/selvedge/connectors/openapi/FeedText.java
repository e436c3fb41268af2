package dev.selvedge.connectors.openapi;

import static dev.selvedge.connectors.openapi.OpenApiSeed.quoted;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Writes one feed.
final class FeedText {
  private static final String MARGIN = "        ";

  private FeedText() {}

  static void write(StringBuilder out, String kind, FeedGuess guess) {
    out.append("      ").append(kind).append(":\n");
    line(out, "path", quoted(guess.operation().path()), "");
    Map<String, String> query = new LinkedHashMap<>();
    Optional<String> since = guess.parameter(Names.SINCE).filter(name -> guess.stamp().isPresent());
    since.ifPresent(name -> query.put(name, "{since}"));
    guess.parameter(Names.SIZE).ifPresent(name -> query.put(name, "{size}"));
    String paging = paging(guess, query);
    if (!query.isEmpty()) {
      line(
          out,
          "query",
          query.entrySet().stream()
              .map(one -> quoted(one.getKey()) + ": " + quoted(one.getValue()))
              .collect(Collectors.joining(", ", "{ ", " }")),
          "");
    }
    line(out, "records", quoted(guess.records()), "");
    line(
        out,
        "key",
        quoted(guess.key().map(FeedGuess::way).orElse("id")),
        guess.key().isPresent() ? "" : "look: no property looks like a key");
    guess.stamp().ifPresent(stamp -> line(out, "stamp", quoted(FeedGuess.way(stamp)), ""));
    if (since.isPresent()) {
      note(
          out,
          "look: is '" + since.get() + "' UTC, and of 'stamp'? Can the list be 'sorted' by it?");
    } else {
      line(
          out,
          "changes",
          "all",
          guess.stamp().isEmpty()
              ? "look: no property looks like the time of the last change"
              : "look: no parameter looks like a time since which to ask");
    }
    largest(out, guess);
    out.append(paging);
    guess.deleted().ifPresent(name -> note(out, "look: does '" + name + "' mean 'deleted'?"));
    if (!guess.single().isEmpty()) {
      line(out, "by_key", "{ path: " + quoted(guess.single()) + " }", "look: 'record' within it");
    }
  }

  private static void largest(StringBuilder out, FeedGuess guess) {
    Optional<Integer> most = guess.largestPage();
    most.ifPresent(size -> line(out, "page_size", size.toString(), ""));
    if (most.isEmpty()) {
      note(out, "look: page_size, the most records that one page has");
    }
  }

  /// The lines of the paging; its parameters go into the query.
  private static String paging(FeedGuess guess, Map<String, String> query) {
    Optional<String> token = guess.parameter(Names.TOKEN);
    Optional<String> next = guess.beside(Names.NEXT_TOKEN);
    if (token.isPresent() && next.isPresent()) {
      query.put(token.get(), "{token}");
      return paging("token", ", next: " + quoted(next.get()));
    }
    Optional<String> url = guess.beside(Names.NEXT_URL);
    if (url.isPresent()) {
      return paging("next-url", ", next: " + quoted(url.get()));
    }
    String end =
        guess
            .beside(Names.MORE)
            .map(more -> ", more: " + quoted(more))
            .or(() -> guess.beside(Names.TOTAL).map(total -> ", total: " + quoted(total)))
            .orElse("");
    Optional<String> page = guess.parameter(Names.PAGE);
    if (page.isPresent()) {
      query.put(page.get(), "{page}");
      return paging("page", end);
    }
    Optional<String> offset = guess.parameter(Names.OFFSET);
    if (offset.isPresent()) {
      query.put(offset.get(), "{offset}");
      return paging("offset", end);
    }
    return MARGIN + "# look: no paging was recognised; perhaps the header Link: { kind: link }\n";
  }

  private static String paging(String kind, String more) {
    return MARGIN + "paging: { kind: " + kind + more + " }\n";
  }

  private static void line(StringBuilder out, String name, String value, String comment) {
    out.append(MARGIN).append(name).append(": ").append(value);
    out.append(comment.isEmpty() ? "" : "  # " + comment).append('\n');
  }

  private static void note(StringBuilder out, String text) {
    out.append(MARGIN).append("# ").append(text.replaceAll("[\\x00-\\x1f]", " ")).append('\n');
  }
}
