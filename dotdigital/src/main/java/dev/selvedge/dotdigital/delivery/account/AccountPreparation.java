package dev.selvedge.dotdigital.delivery.account;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.delivery.outcome.AnswerTable;
import dev.selvedge.dotdigital.delivery.outcome.Code;
import dev.selvedge.dotdigital.delivery.outcome.Outcomes;
import dev.selvedge.dotdigital.delivery.outcome.Part;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.dotdigital.field.ContactField;
import dev.selvedge.dotdigital.field.NewField;
import dev.selvedge.dotdigital.insight.CollectionName;
import dev.selvedge.dotdigital.insight.CollectionType;
import dev.selvedge.dotdigital.insight.Created;
import dev.selvedge.dotdigital.insight.Scope;
import dev.selvedge.dotdigital.program.Program;
import dev.selvedge.mapping.FieldType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Makes sure the account has the data fields, collections and lists the project writes: what v3
/// does with a value for an unknown field is not documented, so none is ever sent. What the account
/// lacks for one part only (insight data, a program) is remarked and stops nothing else. One
/// preparation at a time.
public final class AccountPreparation {
  /// What fails because something is missing is tried again for so long after it was made.
  private static final Duration FRESH = Duration.ofMinutes(5);

  /// Many items may miss the same thing at once; one look is enough for all.
  private static final Duration LOOK_APART = Duration.ofMinutes(1);

  private static final String FIELD_TYPE = "field-type";
  private static final String FIELD_MISSING = "field-missing";
  private static final String FIELD_NAME = "field-name";
  private static final String FIELD_LIMIT = "field-limit";
  private static final List<String> FIELD_CAUSES =
      List.of(FIELD_TYPE, FIELD_MISSING, FIELD_NAME, FIELD_LIMIT);

  private final Dotdigital account;
  private final TargetSettings settings;
  private final Outcomes outcomes;
  private final ContactList list;
  private Instant lookedAt = Instant.MIN;
  private Instant madeAt = Instant.MIN;
  private volatile List<String> remarks = List.of();

  public AccountPreparation(Dotdigital account, TargetSettings settings, Outcomes outcomes) {
    this.account = account;
    this.settings = settings;
    this.outcomes = outcomes;
    this.list = new ContactList(account, settings, outcomes, () -> this.madeAt = outcomes.now());
  }

  /// Whether data fields are to blame, and not the account or the way to it.
  public static boolean isOfFields(String cause, TargetSettings settings) {
    return FIELD_CAUSES.stream().map(settings::cause).anyMatch(cause::equals);
  }

  /// Makes ready what is missing in the account, such as data fields and collections; safe to do
  /// again.
  public synchronized Outcome prepare() {
    List<String> found = new ArrayList<>();
    Answer<List<ContactField>> listed = account.fields().list();
    if (!(listed instanceof Answer.Ok<List<ContactField>> known)) {
      return outcomes.ofAccount(listed);
    }
    Outcome outcome =
        fields(known.value())
            .or(() -> collection(found))
            .or(list::find)
            .or(() -> programs(found))
            .orElseGet(Outcome.Done::new);
    remarks = List.copyOf(found);
    if (outcome instanceof Outcome.Done) {
      lookedAt = outcomes.now();
    }
    return outcome;
  }

  /// Makes again what somebody may have deleted in the account meanwhile.
  ///
  /// @return whether something was missing a moment ago, so that trying again may help
  public synchronized boolean mend() {
    if (!lookedAt.isAfter(outcomes.now().minus(LOOK_APART))) {
      prepare();
    }
    return !madeAt.isBefore(outcomes.now().minus(FRESH));
  }

  /// What the account lacks without which the rest works, one sentence each.
  public List<String> remarks() {
    return remarks;
  }

  /// The ids of the lists every contact is added to; known once the account is prepared.
  public List<Integer> lists() {
    return list.ids();
  }

  /// Nothing is created before it is known that all of it will do.
  private Optional<Outcome> fields(List<ContactField> known) {
    FieldComparison comparison = FieldComparison.of(settings.dataFields(), known);
    if (!comparison.clashes().isEmpty()) {
      return Optional.of(
          outcomes.park(
              FIELD_TYPE,
              "Data fields have other types than declared: "
                  + comparison.clashes().stream()
                      .map(FieldComparison.Clash::sentence)
                      .collect(Collectors.joining("; "))
                  + ". A type cannot be changed: use another field name or type in fields.yaml."));
    }
    if (!comparison.missing().isEmpty() && !settings.fieldRules().create()) {
      return Optional.of(
          outcomes.park(
              FIELD_MISSING,
              "Data fields are missing in "
                  + settings.title()
                  + ": "
                  + comparison.missingInWords()
                  + ". Create them there, or let the hub do it with dotdigital.create_fields: true"
                  + " in selvedge.yaml."));
    }
    return comparison.missing().entrySet().stream()
        .flatMap(field -> create(field).stream())
        .findFirst();
  }

  private Optional<Outcome> create(Map.Entry<String, FieldType> wanted) {
    Answer<ContactField> created;
    try {
      created = account.fields().create(newField(wanted));
    } catch (IllegalArgumentException unfit) {
      return Optional.of(
          outcomes.park(
              FIELD_NAME,
              "The data field " + wanted.getKey() + " cannot be created: " + unfit.getMessage()));
    }
    if (Code.of(Outcomes.error(created)).isFieldLimit()) {
      return Optional.of(
          outcomes.park(
              FIELD_LIMIT,
              settings.title()
                  + " holds no more "
                  + FieldComparison.word(wanted.getValue())
                  + " data fields, so "
                  + wanted.getKey()
                  + " could not be created. Delete one that nobody uses, extend the package, or"
                  + " take the field out of fields.yaml."));
    }
    madeAt = outcomes.now();
    // Another process of this hub may have been quicker.
    return created instanceof Answer.Ok<?> || created instanceof Answer.Conflict<?>
        ? Optional.empty()
        : Optional.of(outcomes.ofAccount(created));
  }

  private Optional<Outcome> collection(List<String> found) {
    Answer<Created> answer =
        account
            .collections()
            .create(
                new CollectionName(settings.ordersCollection()),
                Scope.CONTACT,
                CollectionType.ORDERS);
    if (answer instanceof Answer.Ok<Created> ok) {
      if (ok.value() == Created.CREATED) {
        madeAt = outcomes.now();
      }
      return Optional.empty();
    }
    if (outcomes.row(answer, Part.INSIGHT) == AnswerTable.PART_FORBIDDEN) {
      found.add(outcomes.why(answer, Part.INSIGHT) + "; orders will be parked");
      return Optional.empty();
    }
    return Optional.of(outcomes.ofAccount(answer));
  }

  /// What a look at a program cannot say the enrolment itself will.
  private Optional<Outcome> programs(List<String> found) {
    for (int number : settings.programs()) {
      switch (account.programs().get(number)) {
        case Answer.Ok<Program> ok -> {
          if (!ok.value().isActive()) {
            found.add(ProgramWords.notActive(settings.title(), number));
          }
        }
        case Answer.NotFound<?> ignored ->
            found.add(ProgramWords.notFound(settings.title(), number));
        case Answer<?> ignored -> {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
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
}
