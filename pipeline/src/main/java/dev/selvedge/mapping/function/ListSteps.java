package dev.selvedge.mapping.function;

import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.YamlSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The functions for lists, lookup tables and defaults.
final class ListSteps {
  private ListSteps() {}

  static List<StepDefinition> all() {
    return List.of(
        new StepDefinition(
            "split",
            StepDefinition.TEXT,
            Kind.LIST,
            "by",
            "cuts a text into a list: {split: \",\"}",
            (options, lookups) -> split(options)),
        new StepDefinition(
            "join",
            StepDefinition.LIST,
            Kind.TEXT,
            "with",
            "makes one text of a list: {join: \", \"}; values that are not there are left out",
            (options, lookups) -> join(options)),
        new StepDefinition(
            "first",
            StepDefinition.LIST,
            Kind.ANY,
            "",
            "the first value of a list",
            (options, lookups) -> (value, remarks) -> end(value, true)),
        new StepDefinition(
            "last",
            StepDefinition.LIST,
            Kind.ANY,
            "",
            "the last value of a list",
            (options, lookups) -> (value, remarks) -> end(value, false)),
        new StepDefinition(
            "lookup",
            StepDefinition.TEXT,
            Kind.TEXT,
            "table",
            "replaces by what a table of this file says; 'otherwise' for values not in it",
            ListSteps::lookup));
  }

  private static Step.Work split(YamlSection options) {
    String by = options.requiredText("by");
    return StepDefinition.onText(
        text -> {
          List<Datum> parts = new ArrayList<>();
          int start = 0;
          int end = by.isEmpty() ? -1 : text.indexOf(by);
          while (end >= 0) {
            parts.add(new Datum.Text(text.substring(start, end)));
            start = end + by.length();
            end = text.indexOf(by, start);
          }
          if (!text.isEmpty()) {
            parts.add(new Datum.Text(text.substring(start)));
          }
          return new Datum.Items(parts);
        });
  }

  private static Step.Work join(YamlSection options) {
    String with = options.text("with", ", ");
    return (value, remarks) -> {
      if (!(value instanceof Datum.Items(List<Datum> items))) {
        return value;
      }
      StringBuilder joined = new StringBuilder();
      for (Datum item : items) {
        if (item instanceof Datum.Tree || item instanceof Datum.Items) {
          return Coercion.notSingle(item);
        }
        String text = item.display();
        if (!text.isEmpty()) {
          joined.append(joined.isEmpty() ? "" : with).append(text);
        }
      }
      return joined.isEmpty() ? Datum.Absent.EMPTY : new Datum.Text(joined.toString());
    };
  }

  private static Datum end(Datum value, boolean first) {
    if (!(value instanceof Datum.Items(List<Datum> items))) {
      return value;
    }
    if (items.isEmpty()) {
      return Datum.Absent.EMPTY;
    }
    return first ? items.getFirst() : items.getLast();
  }

  private static Step.Work lookup(YamlSection options, Lookups lookups) {
    String name = options.requiredText("table");
    boolean hasOther = options.has("otherwise");
    String otherwise = options.text("otherwise", "");
    Map<String, String> table = lookups.tables().get(name);
    if (table == null) {
      options.problem(
          "table",
          "there is no lookup table '" + name + "'",
          lookups.tables().isEmpty()
              ? "add it under 'lookups:'"
              : Nearest.suggestion(name, lookups.tables().keySet()));
      return (value, remarks) -> value;
    }
    return StepDefinition.onMeaning(
        text -> {
          String found = table.get(text);
          if (found != null) {
            return new Datum.Text(found);
          }
          return hasOther ? new Datum.Text(otherwise) : notInTable(name, text);
        });
  }

  private static Datum notInTable(String name, String text) {
    return new Datum.Wrong(
        Cause.NOT_IN_LOOKUP,
        text,
        "is not in the lookup table '" + name + "'",
        "add it to the table, or say with 'otherwise' or 'default' what unknown values become");
  }
}
