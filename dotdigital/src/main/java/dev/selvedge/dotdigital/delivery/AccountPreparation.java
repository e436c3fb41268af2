package dev.selvedge.dotdigital.delivery;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.Slice;
import dev.selvedge.dotdigital.field.ContactField;
import dev.selvedge.dotdigital.field.NewField;
import dev.selvedge.dotdigital.insight.CollectionName;
import dev.selvedge.dotdigital.insight.CollectionType;
import dev.selvedge.dotdigital.insight.Scope;
import dev.selvedge.dotdigital.list.MailingList;
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
  private static final int LISTS_A_PAGE = 1000;
  private static final int MAX_LIST_PAGES = 100;

  private final Dotdigital account;
  private final TargetSettings settings;
  private final Outcomes outcomes;
  private volatile List<Integer> lists = List.of();

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
    return fields(known.value()).or(this::collection).or(this::list).orElseGet(Outcome.Done::new);
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

  /// The ids of the lists every contact is added to; known once the account is prepared.
  List<Integer> lists() {
    return lists;
  }

  private Optional<Outcome> list() {
    if (settings.list().isEmpty()) {
      return Optional.empty();
    }
    int skip = 0;
    for (int page = 0; page < MAX_LIST_PAGES; page++) {
      Answer<List<MailingList>> answer = account.lists().list(new Slice(LISTS_A_PAGE, skip));
      if (!(answer instanceof Answer.Ok<List<MailingList>> ok)) {
        return Optional.of(outcomes.of(answer));
      }
      for (MailingList found : ok.value()) {
        if (found.name().equalsIgnoreCase(settings.list())) {
          lists = List.of(found.id());
          return Optional.empty();
        }
      }
      if (ok.value().isEmpty()) {
        return createList();
      }
      skip += ok.value().size();
    }
    return createList();
  }

  private Optional<Outcome> createList() {
    Answer<MailingList> created =
        account.lists().create(settings.list(), MailingList.Visibility.PRIVATE);
    if (created instanceof Answer.Ok<MailingList> ok) {
      lists = List.of(ok.value().id());
      return Optional.empty();
    }
    return Optional.of(outcomes.of(created));
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
