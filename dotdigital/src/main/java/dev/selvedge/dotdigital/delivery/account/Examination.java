package dev.selvedge.dotdigital.delivery.account;

import dev.selvedge.Outcome;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.delivery.guard.Comparison;
import dev.selvedge.dotdigital.delivery.outcome.Outcomes;
import dev.selvedge.dotdigital.delivery.outcome.Part;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.dotdigital.field.ContactField;
import dev.selvedge.dotdigital.insight.CollectionName;
import dev.selvedge.dotdigital.insight.Schema;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.Topic;
import dev.selvedge.mapping.collection.Declaration;
import dev.selvedge.mapping.collection.OrderSpelling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Looks at an account before anything is sent to it: who answers, and whether its data fields
/// suit. Changes nothing there.
public final class Examination {
  private final Dotdigital account;
  private final TargetSettings settings;
  private final Outcomes outcomes;

  public Examination(Dotdigital account, TargetSettings settings, Outcomes outcomes) {
    this.account = account;
    this.settings = settings;
    this.outcomes = outcomes;
  }

  /// What is well and what is not, with what to do; one line alone where the account does not
  /// answer.
  public List<Finding> findings() {
    Answer<?> known = account.account().get();
    if (!(known instanceof Answer.Ok<?>)) {
      return List.of(bad(outcomes.ofAccount(known)));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(good(settings.title() + " answers and knows the credentials"));
    switch (account.fields().list()) {
      case Answer.Ok<List<ContactField>> listed ->
          fields(FieldComparison.of(settings.dataFields(), listed.value()), findings);
      case Answer<List<ContactField>> other -> findings.add(bad(outcomes.ofAccount(other)));
    }
    names(findings);
    collections(findings);
    return findings;
  }

  /// Whether what is declared of collections can still become true: a type that the account has
  /// cannot be changed, only be done without.
  private void collections(List<Finding> findings) {
    List<String> suiting = new ArrayList<>();
    for (Declaration declared : settings.collections().all()) {
      switch (account.collections().schema(new CollectionName(declared.name()))) {
        case Answer.Ok<Schema> ok -> {
          List<String> clashes = Comparison.clashes(declared, ok.value());
          if (clashes.isEmpty()) {
            suiting.add(declared.name());
          } else {
            findings.add(clash(declared, clashes));
          }
          if (declared.kind() == Declaration.Kind.ORDERS) {
            findings.add(spelling(declared, ok.value()));
          }
        }
        case Answer.NotFound<Schema> ignored -> suiting.add(declared.name() + " (still to come)");
        case Answer<Schema> other -> {
          findings.add(bad(outcomes.why(other, Part.INSIGHT), ""));
          return;
        }
      }
    }
    if (!suiting.isEmpty()) {
      findings.add(good("collections whose types suit: " + String.join(", ", suiting)));
    }
  }

  private Finding spelling(Declaration declared, Schema schema) {
    OrderSpelling wanted = settings.collections().spelling();
    String example =
        switch (Comparison.spelling(wanted, schema)) {
          case CAMEL_CASE -> "orderTotal";
          case SNAKE_CASE, AUTO -> "order_total";
        };
    return wanted == OrderSpelling.AUTO && Comparison.spellsTwice(declared, schema)
        ? bad(
            "the collection "
                + declared.name()
                + " has orders in two spellings, order_total and orderTotal; "
                + example
                + " is written",
            "say with dotdigital.orders_spelling which one your segments and programs use")
        : good("orders are spelled as in " + example);
  }

  private Finding clash(Declaration declared, List<String> clashes) {
    return bad(
        "the collection "
            + declared.name()
            + " has other types than declared: "
            + String.join("; ", clashes),
        "a type stays as it is until the whole collection is deleted in Dotdigital; delete it there,"
            + " or declare what it has. Until then records with such a value are parked");
  }

  /// Whether the account has the lists and preferences that the project names.
  private void names(List<Finding> findings) {
    List<Topic> named =
        settings.consent().topics().stream()
            .filter(topic -> topic.grain() != Topic.Grain.WHOLE)
            .toList();
    if (named.isEmpty()) {
      return;
    }
    ChoiceNames names = new ChoiceNames(account, settings, outcomes);
    List<String> there = new ArrayList<>();
    for (Topic topic : named) {
      switch (names.find(topic)) {
        case ChoiceNames.Named.Known ignored -> there.add(topic.words());
        case ChoiceNames.Named.Missing(String sentence) ->
            findings.add(
                bad(
                    sentence,
                    "name it so in Dotdigital, or correct "
                        + (topic.grain() == Topic.Grain.LIST
                            ? "consent.lists"
                            : "consent.preferences")
                        + "; until then what is decided about it is parked"));
        case ChoiceNames.Named.NotKnown(Answer<?> why) -> {
          findings.add(bad(outcomes.ofAccount(why)));
          return;
        }
      }
    }
    if (!there.isEmpty()) {
      findings.add(
          good("lists and preferences that people decide on: " + String.join(", ", there)));
    }
  }

  private void fields(FieldComparison comparison, List<Finding> findings) {
    for (FieldComparison.Clash clash : comparison.clashes()) {
      findings.add(
          bad(
              "the data field " + clash.sentence(),
              "a type cannot be changed: use another field name or type in fields.yaml"));
    }
    if (!comparison.missing().isEmpty()) {
      findings.add(missing(comparison));
    }
    for (FieldType type : FieldType.values()) {
      if (comparison.toCome(type) > 0
          && comparison.afterwards(type) > settings.fieldRules().limit(type)) {
        findings.add(tooMany(type, comparison));
      }
    }
    findings.add(good(counts(comparison)));
  }

  private Finding missing(FieldComparison comparison) {
    String names = comparison.missingInWords();
    return settings.fieldRules().create()
        ? good("data fields that will be created before the first contact is sent: " + names)
        : bad(
            "data fields are missing: " + names,
            "create them in Dotdigital, or let the hub do it with dotdigital.create_fields: true");
  }

  private Finding tooMany(FieldType type, FieldComparison comparison) {
    return bad(
        "the project needs %d more %s data fields beside the %d that are there, and the package is"
                .formatted(
                    comparison.toCome(type),
                    FieldComparison.word(type),
                    comparison.afterwards(type) - comparison.toCome(type))
            + " believed to allow "
            + settings.fieldRules().limit(type),
        "remove some there or in fields.yaml; if the package allows more, say so with"
            + " dotdigital.max_"
            + type.name().toLowerCase(Locale.ROOT)
            + "_fields");
  }

  private String counts(FieldComparison comparison) {
    return "data fields, with those to come, of as many as the package is believed to allow: "
        + Arrays.stream(FieldType.values())
            .map(
                type ->
                    comparison.afterwards(type)
                        + " of "
                        + settings.fieldRules().limit(type)
                        + " "
                        + FieldComparison.word(type))
            .collect(Collectors.joining(", "));
  }

  private Finding good(String what) {
    return new Finding(true, titled(what), "");
  }

  private Finding bad(String what, String advice) {
    return new Finding(false, titled(what), advice);
  }

  private Finding bad(Outcome outcome) {
    String why =
        switch (outcome) {
          case Outcome.Done ignored -> "all is well";
          case Outcome.Retry retry -> retry.why();
          case Outcome.Snooze snooze -> snooze.why();
          case Outcome.Park park -> park.sentence();
          case Outcome.Drop drop -> drop.why();
          case Outcome.Unknown unknown -> unknown.why();
        };
    return bad(why, "");
  }

  private String titled(String what) {
    return what.startsWith(settings.title()) ? what : settings.title() + ": " + what;
  }
}
