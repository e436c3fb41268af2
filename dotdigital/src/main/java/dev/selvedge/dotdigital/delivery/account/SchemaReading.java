package dev.selvedge.dotdigital.delivery.account;

import dev.selvedge.audit.schema.AccountSchema;
import dev.selvedge.audit.schema.AccountSchema.Trouble;
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
import dev.selvedge.mapping.Topic;
import dev.selvedge.mapping.collection.Declaration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Reads what an account looks like, for comparing it with what it looked like before and with what
/// the project needs of it. Changes nothing there. What it cannot tell is no trouble with the
/// schema: it is said apart. Used once, by one thread.
///
/// It takes one call for the data fields, one for each collection of the project, and where the
/// project names lists or preferences two or more for those.
public final class SchemaReading {
  /// Ends what is said of something that the account may have and does not let us see.
  public static final String NOT_READ = " could not be read";

  private final Dotdigital account;
  private final TargetSettings settings;
  private final Outcomes outcomes;
  private final SortedMap<String, String> fields = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, String>> collections = new TreeMap<>();
  private final List<Trouble> troubles = new ArrayList<>();
  private final List<String> unread = new ArrayList<>();

  /// Reads by the project's settings.
  public SchemaReading(Dotdigital account, TargetSettings settings, Outcomes outcomes) {
    this.account = account;
    this.settings = settings;
    this.outcomes = outcomes;
  }

  /// Reads everything.
  ///
  /// @param actions looks at the programs and campaigns that automations name
  public AccountSchema read(Supplier<List<Finding>> actions) {
    fields();
    // One that does not answer is not asked for the rest.
    if (unread.isEmpty()) {
      for (Declaration declared : settings.collections().all()) {
        collection(declared);
      }
      names();
      actions.get().forEach(this::action);
    }
    return new AccountSchema(
        settings.title(), fields, collections, troubles, unread.isEmpty(), unread);
  }

  private void action(Finding finding) {
    if (!finding.healthy()) {
      troubles.add(new Trouble(finding.what(), finding.advice()));
    } else if (finding.what().endsWith(NOT_READ)) {
      unread.add(finding.what());
    }
  }

  private void fields() {
    switch (account.fields().list()) {
      case Answer.Ok<List<ContactField>> ok -> {
        ok.value().forEach(field -> fields.put(field.name(), field.type().toString()));
        wanted(FieldComparison.of(settings.dataFields(), ok.value()));
      }
      case Answer<List<ContactField>> other -> unread("the data fields", other, Part.CONTACTS);
    }
  }

  private void wanted(FieldComparison comparison) {
    for (FieldComparison.Clash clash : comparison.clashes()) {
      trouble(
          "the data field " + clash.sentence(),
          "a type cannot be changed: use another field name or type in fields.yaml");
    }
    if (!comparison.missing().isEmpty() && !settings.fieldRules().create()) {
      trouble(
          "data fields are missing: " + comparison.missingInWords(),
          "create them in Dotdigital, or let the hub do it with dotdigital.create_fields: true");
    }
  }

  private void collection(Declaration declared) {
    switch (account.collections().schema(new CollectionName(declared.name()))) {
      case Answer.Ok<Schema> ok -> {
        SortedMap<String, String> columns = new TreeMap<>();
        columns(ok.value().content(), "", columns);
        collections.put(declared.name(), columns);
        List<String> clashes = Comparison.clashes(declared, ok.value());
        if (!clashes.isEmpty()) {
          trouble(
              "the collection "
                  + declared.name()
                  + " has other types than declared: "
                  + String.join("; ", clashes),
              "a type stays as it is until the whole collection is deleted in Dotdigital; delete it"
                  + " there, or declare what it has");
        }
      }
      case Answer.NotFound<Schema> ignored -> collections.put(declared.name(), new TreeMap<>());
      case Answer<Schema> other -> unread("the collection " + declared.name(), other, Part.INSIGHT);
    }
  }

  private static void columns(
      List<Schema.Column> content, String path, SortedMap<String, String> columns) {
    for (Schema.Column column : content) {
      String list = column.mode().is("REPEATED") ? "[]" : "";
      columns.put(path + column.name() + list, column.type().toString());
      columns(column.columns(), path + column.name() + list + ".", columns);
    }
  }

  private void names() {
    ChoiceNames names = new ChoiceNames(account, settings, outcomes);
    for (Topic topic : settings.consent().topics()) {
      if (topic.grain() == Topic.Grain.WHOLE) {
        continue;
      }
      switch (names.find(topic)) {
        case ChoiceNames.Named.Known ignored -> {}
        case ChoiceNames.Named.Missing(String sentence) ->
            troubles.add(
                new Trouble(
                    sentence,
                    "name it so in Dotdigital, or correct "
                        + (topic.grain() == Topic.Grain.LIST
                            ? "consent.lists"
                            : "consent.preferences")
                        + "; until then what is decided about it is parked"));
        case ChoiceNames.Named.NotKnown(Answer<?> why) -> {
          unread("lists and preferences", why, Part.CONTACTS);
          return;
        }
      }
    }
  }

  private void trouble(String what, String advice) {
    troubles.add(new Trouble(settings.title() + ": " + what, advice));
  }

  private void unread(String what, Answer<?> answer, Part part) {
    unread.add(
        settings.title() + ": " + what + " could not be read: " + outcomes.why(answer, part));
  }
}
