package dev.selvedge.mapping.rule;

import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.function.Cause;
import dev.selvedge.mapping.function.Datum;
import dev.selvedge.mapping.function.Kind;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The compiled rules of one channel below `consent:`. Thread-safe.
///
/// @param words what the source writes for a decision, in lower case; `IGNORED` for no decision
record ConsentRules(
    ConsentClaim.Channel channel,
    Rule choice,
    Map<String, Meaning> words,
    Rule at,
    Map<String, Rule> evidence) {
  private static final Map<String, Meaning> STANDARD =
      Map.of("true", Meaning.OPT_IN, "false", Meaning.OPT_OUT);

  ConsentRules {
    words = Map.copyOf(words);
    evidence = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
  }

  /// What a word of the source means.
  enum Meaning {
    OPT_IN,
    OPT_OUT,
    IGNORED
  }

  static List<ConsentRules> read(YamlSection file, RuleReader rules) {
    List<ConsentRules> channels = new ArrayList<>();
    YamlSection consent = file.sectionOrEmpty("consent");
    for (ConsentClaim.Channel channel : ConsentClaim.Channel.values()) {
      consent
          .section(channel.name().toLowerCase(Locale.ROOT))
          .ifPresent(section -> channels.add(read(channel, section, rules)));
    }
    return channels;
  }

  private static ConsentRules read(
      ConsentClaim.Channel channel, YamlSection section, RuleReader rules) {
    String prefix = "consent." + channel.name().toLowerCase(Locale.ROOT) + '.';
    if (!section.has("choice")) {
      section.requiredText("choice");
    }
    Rule choice = rules.read(section, "choice", Target.wanted(prefix + "choice", Kind.TEXT));
    boolean isPath = section.node("choice").orElse(null) instanceof YamlNode.Scalar;
    Map<String, Meaning> words = isPath ? STANDARD : words(section.sectionOrEmpty("choice"));
    Map<String, Rule> evidence = new LinkedHashMap<>();
    YamlSection proofs = section.sectionOrEmpty("evidence");
    for (String key : List.of("text", "url", "ip", "user_agent")) {
      if (proofs.has(key)) {
        evidence.put(
            key, rules.read(proofs, key, Target.wanted(prefix + "evidence." + key, Kind.TEXT)));
      }
    }
    Rule at = rules.read(section, "at", Target.wanted(prefix + "at", Kind.TIME));
    return new ConsentRules(channel, choice, words, at, evidence);
  }

  private static Map<String, Meaning> words(YamlSection choice) {
    Map<String, Meaning> words = new HashMap<>();
    Map<String, Meaning> keys =
        Map.of("opt_in", Meaning.OPT_IN, "opt_out", Meaning.OPT_OUT, "ignore", Meaning.IGNORED);
    for (var key : keys.entrySet()) {
      Set<String> own = new HashSet<>();
      for (String word : choice.texts(key.getKey())) {
        own.add(plain(word));
      }
      for (String word : own) {
        if (words.put(word, key.getValue()) != null) {
          choice.problem(
              key.getKey(), "'" + word + "' cannot mean two things", "keep it in one of the lists");
        }
      }
    }
    return words.isEmpty() ? STANDARD : words;
  }

  private static String plain(String word) {
    return word.strip().toLowerCase(Locale.ROOT);
  }

  /// What the record says somebody decided; nothing where it says nothing.
  Optional<ConsentClaim> claim(Scope scope) {
    String word = choice.text(scope);
    if (word.isBlank()) {
      return Optional.empty();
    }
    return switch (words.get(plain(word))) {
      case null -> {
        scope
            .run()
            .problem(
                choice,
                scope,
                new Datum.Wrong(
                    Cause.UNKNOWN_CHOICE,
                    word,
                    "is neither an opt-in nor an opt-out",
                    "list it under opt_in, opt_out or ignore"));
        yield Optional.empty();
      }
      case OPT_IN ->
          Optional.of(
              claim(
                  ConsentClaim.Choice.OPT_IN,
                  at.time(scope).orElse(ConsentClaim.UNKNOWN_TIME),
                  scope));
      case OPT_OUT ->
          Optional.of(
              claim(
                  ConsentClaim.Choice.OPT_OUT,
                  at.time(scope).orElse(scope.run().source().changedAt()),
                  scope));
      case IGNORED -> Optional.empty();
    };
  }

  private ConsentClaim claim(ConsentClaim.Choice decision, Instant when, Scope scope) {
    Map<String, String> proofs = new HashMap<>();
    evidence.forEach(
        (key, rule) -> {
          String proof = rule.text(scope);
          if (!proof.isEmpty()) {
            proofs.put(key, proof);
          }
        });
    return new ConsentClaim(channel, decision, when, proofs);
  }
}
