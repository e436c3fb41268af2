package dev.selvedge.automation;

import dev.selvedge.automation.Rule.Purpose;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What an automation does when its fact has come. Immutable.
///
/// | Action | May it be done twice? | After a lost answer |
/// |---|---|---|
/// | [Enrol] | no | it is looked for among the account's enrolments |
/// | [Campaign] | no | nothing shows whether the mail went: it is not sent again |
/// | [Event], [Insight] | yes, by their own ids | done again |
/// | [Field] | yes | done again |
public sealed interface Action {
  /// Starts the person in a program.
  ///
  /// @param program the target's number of the program
  record Enrol(int program) implements Action {
    public Enrol {
      if (program < 1) {
        throw new IllegalArgumentException("no program has this number: " + program);
      }
    }
  }

  /// Sends the person one mail, made from a campaign.
  ///
  /// @param campaign the target's number of the campaign
  /// @param purpose what it is for: the target has another door for marketing
  /// @param to whose address it goes to
  /// @param with what the campaign's placeholders stand for, by their names
  record Campaign(int campaign, Purpose purpose, Given to, Map<String, Given> with)
      implements Action {
    /// To the person's address of the moment; by the stricter door until it is said what it is for.
    public Campaign(int campaign, Map<String, Given> with) {
      this(campaign, Purpose.MARKETING, new Given.Taken(Scene.ADDRESS), with);
    }

    public Campaign {
      if (campaign < 1) {
        throw new IllegalArgumentException("no campaign has this number: " + campaign);
      }
      with = Collections.unmodifiableSortedMap(new TreeMap<>(with));
    }
  }

  /// Tells the target that something happened to the person.
  ///
  /// @param type which kind of event, as the target names it
  /// @param id its own: told twice, it is one event
  /// @param at when it happened
  /// @param with what belongs to it
  record Event(String type, Given id, Given at, Map<String, Given> with) implements Action {
    /// The fact itself.
    public Event(String type, Map<String, Given> with) {
      this(type, new Given.Taken(Scene.FACT_ID), new Given.Taken(Scene.FACT_AT), with);
    }

    public Event {
      with = Collections.unmodifiableSortedMap(new TreeMap<>(with));
    }
  }

  /// Writes one data field of the person's contact, which nothing else writes.
  record Field(String dataField, FieldType type, Given value) implements Action {}

  /// Keeps a record of the person in a collection.
  ///
  /// @param key under which it is kept: one of the same key takes its place
  /// @param with its members
  record Insight(String collection, Given key, Map<String, Given> with) implements Action {
    public Insight {
      with = Collections.unmodifiableSortedMap(new TreeMap<>(with));
    }
  }

  /// What it is done with, as calls are remembered by: a program's bare number, for the others
  /// their kind and name. Only what shares it may share a call.
  default String channel() {
    return switch (this) {
      case Enrol(int program) -> Integer.toString(program);
      case Campaign campaign -> "campaign/" + campaign.campaign();
      case Event event -> "event/" + event.type();
      case Field field -> "field/" + field.dataField();
      case Insight insight -> "insight/" + insight.collection();
    };
  }

  /// Everything it hands on.
  default List<Given> givens() {
    return switch (this) {
      case Enrol ignored -> List.of();
      case Campaign campaign -> {
        List<Given> all = new ArrayList<>(campaign.with().values());
        all.add(campaign.to());
        yield all;
      }
      case Event event -> {
        List<Given> all = new ArrayList<>(event.with().values());
        all.add(event.id());
        all.add(event.at());
        yield all;
      }
      case Field field -> List.of(field.value());
      case Insight insight -> {
        List<Given> all = new ArrayList<>(insight.with().values());
        all.add(insight.key());
        yield all;
      }
    };
  }

  /// The same, told what it is for.
  default Action serving(Purpose purpose) {
    return this instanceof Campaign campaign
        ? new Campaign(campaign.campaign(), purpose, campaign.to(), campaign.with())
        : this;
  }

  /// The same with all values that are known by now.
  default Action filled(Map<String, Value> known) {
    return switch (this) {
      case Enrol enrol -> enrol;
      case Campaign(int campaign, Purpose purpose, Given to, Map<String, Given> with) ->
          new Campaign(campaign, purpose, to.filled(known), filled(with, known));
      case Event(String type, Given id, Given at, Map<String, Given> with) ->
          new Event(type, id.filled(known), at.filled(known), filled(with, known));
      case Field(String dataField, FieldType type, Given value) ->
          new Field(dataField, type, value.filled(known));
      case Insight(String collection, Given key, Map<String, Given> with) ->
          new Insight(collection, key.filled(known), filled(with, known));
    };
  }

  private static Map<String, Given> filled(Map<String, Given> with, Map<String, Value> known) {
    Map<String, Given> filled = new TreeMap<>();
    with.forEach((name, given) -> filled.put(name, given.filled(known)));
    return filled;
  }
}
