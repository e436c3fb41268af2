package dev.selvedge.connectors.seed;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Writes one feed.
final class FeedText {
  private static final String MARGIN = "        ";

  private FeedText() {}

  static void write(StringBuilder out, String kind, FeedGuess guess, Variables variables) {
    out.append("      ").append(kind).append(":\n");
    line(out, "path", variables.text(guess.path()), "");
    Map<String, String> query = new LinkedHashMap<>();
    Optional<String> since = guess.parameter(Names.SINCE).filter(name -> guess.stamp().isPresent());
    since.ifPresent(name -> query.put(name, "\"{since}\""));
    guess.parameter(Names.SIZE).ifPresent(name -> query.put(name, "\"{size}\""));
    String paging = paging(guess, query);
    guess
        .call()
        .fixed()
        .forEach(
            (name, value) -> {
              if (!query.containsKey(name) && !Names.movesOn(name)) {
                query.put(name, variables.text(value));
              }
            });
    if (!query.isEmpty()) {
      line(out, "query", flow(query), "");
    }
    boolean seen = !guess.records().isEmpty();
    line(
        out,
        "records",
        Quoted.text(seen ? guess.records() : "$"),
        seen ? "" : "look: the file has no example of an answer");
    line(
        out,
        "key",
        Quoted.text(guess.key().map(FeedGuess::way).orElse("id")),
        guess.key().isPresent() ? "" : "look: no property looks like a key");
    changes(out, guess, since);
    largest(out, guess);
    out.append(paging);
    guess.deleted().ifPresent(name -> note(out, "look: does '" + name + "' mean 'deleted'?"));
    guess.single().ifPresent(single -> single(out, guess, single, variables));
  }

  /// A mapping in one line; its values are YAML already.
  static String flow(Map<String, String> values) {
    return values.entrySet().stream()
        .map(one -> Quoted.text(one.getKey()) + ": " + one.getValue())
        .collect(Collectors.joining(", ", "{ ", " }"));
  }

  private static void changes(StringBuilder out, FeedGuess guess, Optional<String> since) {
    guess.stamp().ifPresent(stamp -> line(out, "stamp", Quoted.text(FeedGuess.way(stamp)), ""));
    String example =
        guess
            .stamp()
            .map(stamp -> guess.item().getOrDefault(stamp, Shape.unknown()).text())
            .orElse("");
    if (WrittenTime.lacksZone(example)) {
      note(out, "look: times are written without a zone; 'zone' is UTC if you do not say it");
    }
    if (since.isPresent()) {
      WrittenTime.format(guess.example(since.get()))
          .ifPresent(format -> line(out, "since_format", Quoted.text(format), ""));
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
  }

  private static void largest(StringBuilder out, FeedGuess guess) {
    Optional<Integer> most = guess.largestPage();
    Optional<Integer> asked = guess.examplePage();
    if (most.isPresent()) {
      line(out, "page_size", most.get().toString(), "");
    } else if (asked.isPresent()) {
      line(out, "page_size", asked.get().toString(), "look: as the example; what is the most?");
    } else {
      note(out, "look: page_size, the most records that one page has");
    }
  }

  /// The lines of the paging; its parameters go into the query.
  private static String paging(FeedGuess guess, Map<String, String> query) {
    Optional<String> token = guess.parameter(Names.TOKEN);
    Optional<String> next = guess.beside(Names.NEXT_TOKEN).filter(path -> !isAddress(guess, path));
    if (token.isPresent() && next.isPresent()) {
      query.put(token.get(), "\"{token}\"");
      return paging("token", next(next.get()));
    }
    Optional<String> url =
        guess
            .beside(Names.NEXT_URL)
            .filter(path -> isAddress(guess, path) || example(guess, path).isEmpty());
    if (url.isPresent()) {
      return paging("next-url", next(url.get()));
    }
    if (guess.call().linked()) {
      return paging("link", "");
    }
    String end =
        guess
            .beside(Names.MORE)
            .map(more -> ", more: " + Quoted.text(FeedGuess.way(more)))
            .or(
                () ->
                    guess
                        .beside(Names.TOTAL)
                        .map(total -> ", total: " + Quoted.text(FeedGuess.way(total))))
            .orElse("");
    Optional<String> page = guess.parameter(Names.PAGE);
    if (page.isPresent()) {
      query.put(page.get(), "\"{page}\"");
      return paging("page", (guess.example(page.get()).equals("0") ? ", first: 0" : "") + end);
    }
    Optional<String> offset = guess.parameter(Names.OFFSET);
    if (offset.isPresent()) {
      query.put(offset.get(), "\"{offset}\"");
      return paging("offset", end);
    }
    return MARGIN + "# look: no paging was recognised; perhaps the header Link: { kind: link }\n";
  }

  private static String next(String path) {
    return ", next: " + Quoted.text(FeedGuess.way(path));
  }

  private static String example(FeedGuess guess, String path) {
    return guess.around().getOrDefault(path, "");
  }

  private static boolean isAddress(FeedGuess guess, String path) {
    return example(guess, path).matches("(?s)(https?:/)?/.*");
  }

  private static String paging(String kind, String more) {
    return MARGIN + "paging: { kind: " + kind + more + " }\n";
  }

  private static void single(
      StringBuilder out, FeedGuess guess, FeedGuess.Single single, Variables variables) {
    String record = single.record(guess.key().orElse("id"));
    line(
        out,
        "by_key",
        "{ path: "
            + variables.text(single.keyed())
            + (record.isEmpty() || record.equals("$") ? "" : ", record: " + Quoted.text(record))
            + " }",
        record.isEmpty() ? "look: 'record' within it" : "");
  }

  private static void line(StringBuilder out, String name, String value, String comment) {
    out.append(MARGIN).append(name).append(": ").append(value);
    out.append(comment.isEmpty() ? "" : "  # " + comment).append('\n');
  }

  private static void note(StringBuilder out, String text) {
    out.append(MARGIN).append("# ").append(Quoted.comment(text)).append('\n');
  }
}
