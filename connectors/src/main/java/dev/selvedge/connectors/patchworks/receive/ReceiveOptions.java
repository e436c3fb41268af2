package dev.selvedge.connectors.patchworks.receive;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.connectors.push.KindOptions;
import dev.selvedge.yaml.YamlSection;
import java.util.List;
import java.util.stream.Stream;

/// Every option below `receive`, described once, and their reading.
public final class ReceiveOptions {
  /// The section they stand in.
  public static final String SECTION = "receive";

  private static final int MOST_TOKENS = 2;
  private static final int SHORTEST_TOKEN = 16;
  private static final int ACCEPTED = 202;
  private static final int UNPROCESSABLE = 422;

  private static final Setting<List<String>> TOKEN =
      Setting.requiredTexts(
          "receive.token",
          "The token that Patchworks sends, of 16 characters or more; write `${env:NAME}`. Two of"
              + " them, `[new, old]`, are both accepted while it is changed over.");
  private static final Setting<String> HEADER =
      Setting.text(
          "receive.header",
          "Authorization",
          "The header that carries it, in any case; `Bearer` before it does no harm.");
  private static final Setting<Integer> MAX_BODY =
      Setting.number(
          "receive.max_body",
          20_000_000,
          1_000,
          100_000_000,
          "The longest body accepted, in bytes. The hub's own limit, `http.max_body`, holds too.");
  private static final Setting<Integer> MAX_RECORDS =
      Setting.number(
          "receive.max_records",
          10_000,
          1,
          100_000,
          "So many records are accepted in one call; have a flow control shape send no more.");
  private static final Setting<IfRefused> IF_REFUSED =
      Setting.choice(
          "receive.if_refused",
          IfRefused.ACCEPT,
          "What a call is answered of which some records are refused. `accept`: 202, and the answer"
              + " tells which. `fail`: the same answer with 422, so that the run fails in"
              + " Patchworks; the others are stored all the same.");

  private ReceiveOptions() {}

  private enum IfRefused {
    ACCEPT,
    FAIL
  }

  /// All of them.
  public static List<Option> all() {
    return Stream.concat(
            Stream.of(TOKEN, HEADER, MAX_BODY, MAX_RECORDS, IF_REFUSED).map(Setting::option),
            KindOptions.ofRecords().stream()
                .map(
                    option ->
                        new Option(
                            SECTION + "." + option.path(),
                            option.type(),
                            option.standard(),
                            option.description())))
        .toList();
  }

  /// Reads them; whatever is wrong goes to the section's problems.
  public static ReceiveSettings read(YamlSection section) {
    return new ReceiveSettings(
        token(section),
        HEADER.read(section),
        MAX_BODY.read(section),
        MAX_RECORDS.read(section),
        switch (IF_REFUSED.read(section)) {
          case ACCEPT -> ACCEPTED;
          case FAIL -> UNPROCESSABLE;
        },
        KindOptions.readOfRecords(section));
  }

  private static StaticToken token(YamlSection section) {
    List<String> tokens = TOKEN.read(section);
    if (tokens.size() > MOST_TOKENS) {
      section.problem(TOKEN.key(), "at most two tokens are accepted", "remove the oldest");
    }
    if (tokens.stream().anyMatch(token -> StaticToken.alone(token).length() < SHORTEST_TOKEN)) {
      section.problem(
          TOKEN.key(),
          "'token' is shorter than " + SHORTEST_TOKEN + " characters, which can be guessed",
          "make one, for example with: openssl rand -hex 32");
    }
    return new StaticToken(tokens.stream().map(String::strip).map(Secret::new).toList());
  }
}
