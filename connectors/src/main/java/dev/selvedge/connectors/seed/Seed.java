package dev.selvedge.connectors.seed;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The beginning of a system's description: the entry below `systems`, with a feed for each list
/// that was recognised and a comment where a person has to look.
///
/// @param yaml the text, ready to be put below `systems:`
/// @param feeds the kinds, in the order of the file
/// @param passedOver paths that are read and seem to be no lists of records
/// @param variables the environment variables that have to be set
public record Seed(
    String yaml, List<String> feeds, List<String> passedOver, List<String> variables) {
  public Seed {
    feeds = List.copyOf(feeds);
    passedOver = List.copyOf(passedOver);
    variables = List.copyOf(variables);
  }

  /// Where a system is and how it is logged in to.
  ///
  /// @param base the address; what is no complete one becomes a variable
  /// @param headers of every call, with their values, as [Variables#text] takes them
  /// @param notes what to look at beside
  public record Access(String base, Login login, Map<String, String> headers, List<String> notes) {
    public Access {
      headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
      notes = List.copyOf(notes);
    }
  }

  /// Writes the text.
  ///
  /// @param from what the file is: `an OpenAPI file`
  public static Seed write(
      String from, String system, Access access, List<FeedGuess> guesses, List<String> passedOver) {
    Variables variables = new Variables(system);
    Map<String, FeedGuess> feeds = new LinkedHashMap<>();
    guesses.forEach(guess -> feeds.put(free(Names.kind(guess.path()), feeds), guess));
    StringBuilder out = new StringBuilder();
    out.append("# Begun from ").append(from).append(". What is guessed or missing says 'look:'.\n");
    out.append(system).append(":\n  connector: rest\n  every: 15m\n  options:\n");
    write(out, access, variables);
    out.append(
        feeds.isEmpty() ? "    feeds: {}  # look: no list was recognised\n" : "    feeds:\n");
    feeds.forEach((kind, guess) -> FeedText.write(out, kind, guess, variables));
    return new Seed(out.toString(), List.copyOf(feeds.keySet()), passedOver, variables.used());
  }

  private static void write(StringBuilder out, Access access, Variables variables) {
    boolean complete = Login.COMPLETE.matcher(access.base()).matches();
    out.append("    base_url: ")
        .append(complete ? Quoted.text(access.base()) : variables.reference("API"))
        .append(complete ? "" : "  # look: the file names no complete address")
        .append("\n    auth: ")
        .append(LoginText.of(access.login(), variables))
        .append('\n');
    access
        .notes()
        .forEach(note -> out.append("    # look: ").append(Quoted.comment(note)).append('\n'));
    if (!access.headers().isEmpty()) {
      Map<String, String> headers = new LinkedHashMap<>();
      access.headers().forEach((name, value) -> headers.put(name, variables.text(value)));
      out.append("    headers: ").append(FeedText.flow(headers)).append('\n');
    }
  }

  private static String free(String kind, Map<String, FeedGuess> taken) {
    String name = kind;
    for (int more = 2; taken.containsKey(name); more++) {
      name = kind + "-" + more;
    }
    return name;
  }
}
