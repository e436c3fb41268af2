package dev.selvedge.mapping.rule.person;

import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.Topic;
import dev.selvedge.mapping.function.Cause;
import dev.selvedge.mapping.function.Datum;
import dev.selvedge.mapping.function.Kind;
import dev.selvedge.mapping.rule.expression.Rule;
import dev.selvedge.mapping.rule.expression.RuleReader;
import dev.selvedge.mapping.rule.expression.Scope;
import dev.selvedge.mapping.rule.expression.Target;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The compiled rules of one topic below `consent:`: a channel, a list or a preference.
/// Thread-safe.
///
/// @param words what the source writes for a decision, in lower case; `IGNORED` for no decision
public record ConsentRules(
    Topic topic, Rule choice, Map<String, Meaning> words, Rule at, Map<String, Rule> evidence) {
  private static final Map<String, Meaning> STANDARD =
      Map.of("true", Meaning.OPT_IN, "false", Meaning.OPT_OUT);

  public ConsentRules {
    words = Map.copyOf(words);
    evidence = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
  }

  /// What a word of the source means.
  enum Meaning {
    OPT_IN,
    OPT_OUT,
    /// asked and not yet confirmed
    PENDING,
    IGNORED
  }

  /// Compiles the section `consent` of a file, one for each topic that it speaks of; none where it
  /// has none.
  public static List<ConsentRules> read(YamlSection file, RuleReader rules) {
    List<ConsentRules> topics = new ArrayList<>();
    YamlSection consent = file.sectionOrEmpty("consent");
    for (Topic whole : List.of(Topic.EMAIL, Topic.SMS)) {
      String key = whole.channel().name().toLowerCase(Locale.ROOT);
      consent.section(key).ifPresent(section -> topics.add(read(whole, key, section, rules)));
    }
    topics.addAll(parts(consent, "lists", Topic::list, rules));
    topics.addAll(parts(consent, "preferences", Topic::preference, rules));
    return topics;
  }

  private static List<ConsentRules> parts(
      YamlSection consent, String key, Function<String, Topic> topic, RuleReader rules) {
    YamlSection named = consent.sectionOrEmpty(key);
    return named.keys().stream()
        .map(name -> read(topic.apply(name), key + '.' + name, named.sectionOrEmpty(name), rules))
        .toList();
  }

  private static ConsentRules read(Topic topic, String key, YamlSection section, RuleReader rules) {
    String prefix = "consent." + key + '.';
    if (!section.has("choice")) {
      section.requiredText("choice");
    }
    Rule choice = rules.read(section, "choice", Target.wanted(prefix + "choice", Kind.TEXT));
    boolean isPath = section.node("choice").orElse(null) instanceof YamlNode.Scalar;
    Map<String, Meaning> words = isPath ? STANDARD : words(section.sectionOrEmpty("choice"));
    Map<String, Rule> evidence = new LinkedHashMap<>();
    YamlSection proofs = section.sectionOrEmpty("evidence");
    for (String proof : List.of("text", "url", "ip", "user_agent")) {
      if (proofs.has(proof)) {
        evidence.put(
            proof,
            rules.read(proofs, proof, Target.wanted(prefix + "evidence." + proof, Kind.TEXT)));
      }
    }
    Rule at = rules.read(section, "at", Target.wanted(prefix + "at", Kind.TIME));
    return new ConsentRules(topic, choice, words, at, evidence);
  }

  private static Map<String, Meaning> words(YamlSection choice) {
    Map<String, Meaning> words = new HashMap<>();
    Map<String, Meaning> keys =
        Map.of(
            "opt_in", Meaning.OPT_IN,
            "opt_out", Meaning.OPT_OUT,
            "pending", Meaning.PENDING,
            "ignore", Meaning.IGNORED);
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
  public Optional<ConsentClaim> claim(Scope scope) {
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
                    "list it under opt_in, opt_out, pending or ignore"));
        yield Optional.empty();
      }
      case OPT_IN -> Optional.of(claim(ConsentClaim.Choice.OPT_IN, scope));
      case OPT_OUT -> Optional.of(claim(ConsentClaim.Choice.OPT_OUT, scope));
      case PENDING -> Optional.of(claim(ConsentClaim.Choice.PENDING, scope));
      case IGNORED -> Optional.empty();
    };
  }

  private ConsentClaim claim(ConsentClaim.Choice decision, Scope scope) {
    Map<String, String> proofs = new HashMap<>();
    evidence.forEach(
        (key, rule) -> {
          String proof = rule.text(scope);
          if (!proof.isEmpty()) {
            proofs.put(key, proof);
          }
        });
    return at.time(scope)
        .map(when -> ConsentClaim.stated(topic, decision, when, proofs))
        .orElseGet(
            () -> ConsentClaim.observed(topic, decision, scope.run().source().changedAt(), proofs));
  }
}
