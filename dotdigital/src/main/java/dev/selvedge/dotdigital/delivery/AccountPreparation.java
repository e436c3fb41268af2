package dev.selvedge.dotdigital.delivery;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.field.ContactField;
import dev.selvedge.dotdigital.field.NewField;
import dev.selvedge.dotdigital.insight.CollectionName;
import dev.selvedge.dotdigital.insight.CollectionType;
import dev.selvedge.dotdigital.insight.Scope;
import dev.selvedge.mapping.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Makes sure the account has the data fields and collections the project writes: what v3 does
/// with a value for an unknown field is not documented, so none is ever sent.
final class AccountPreparation {
  private final Dotdigital account;
  private final TargetSettings settings;
  private final Outcomes outcomes;

  AccountPreparation(Dotdigital account, TargetSettings settings, Outcomes outcomes) {
    this.account = account;
    this.settings = settings;
    this.outcomes = outcomes;
  }

  Outcome prepare() {
    Answer<List<ContactField>> listed = account.fields().list();
    if (!(listed instanceof Answer.Ok<List<ContactField>> known)) {
      return outcomes.of(listed);
    }
    return fields(known.value()).or(this::collection).orElseGet(Outcome.Done::new);
  }

  private Optional<Outcome> fields(List<ContactField> known) {
    Map<String, ContactField> byName =
        known.stream()
            .collect(
                Collectors.toMap(
                    field -> field.name().toUpperCase(Locale.ROOT),
                    Function.identity(),
                    (first, second) -> first));
    List<String> clashes = new ArrayList<>();
    for (var wanted : settings.dataFields().entrySet()) {
      ContactField there = byName.get(wanted.getKey().toUpperCase(Locale.ROOT));
      if (there == null) {
        Answer<ContactField> created = account.fields().create(newField(wanted));
        if (!(created instanceof Answer.Ok<ContactField>)) {
          return Optional.of(outcomes.of(created));
        }
      } else if (!there.type().is(wanted.getValue().name())) {
        clashes.add(
            "%s is %s in Dotdigital and %s in the project"
                .formatted(wanted.getKey(), there.type(), word(wanted.getValue())));
      }
    }
    return clashes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Outcome.Park(
                "dotdigital.field-type",
                "Data fields have other types than declared: "
                    + String.join("; ", clashes)
                    + ". A type cannot be changed: use another field name or type in fields.yaml."));
  }

  private Optional<Outcome> collection() {
    var answer =
        account
            .collections()
            .create(
                new CollectionName(settings.ordersCollection()),
                Scope.CONTACT,
                CollectionType.ORDERS);
    return answer instanceof Answer.Ok<?> ? Optional.empty() : Optional.of(outcomes.of(answer));
  }

  private static NewField newField(Map.Entry<String, FieldType> wanted) {
    ContactField.Type type =
        switch (wanted.getValue()) {
          case STRING -> ContactField.Type.STRING;
          case NUMERIC -> ContactField.Type.NUMERIC;
          case DATE -> ContactField.Type.DATE;
          case BOOLEAN -> ContactField.Type.BOOLEAN;
        };
    return new NewField(wanted.getKey(), type, ContactField.Visibility.PRIVATE);
  }

  private static String word(FieldType type) {
    return type.name().charAt(0) + type.name().substring(1).toLowerCase(Locale.ROOT);
  }
}
