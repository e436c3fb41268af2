package dev.selvedge.work.replay;

import dev.selvedge.PersonId;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.plan.Subject;
import dev.selvedge.plan.states.DesiredStates;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// What targets should hold for some subjects at one moment. Immutable.
record Snapshot(Map<Subject, Desired> desired) {
  Snapshot {
    desired = Map.copyOf(desired);
  }

  static Snapshot of(
      Collection<Subject> subjects, PlanRules rules, Store.Ports ports, Instant now) {
    DesiredStates states = new DesiredStates(rules, ports.records());
    List<PersonId> persons = new ArrayList<>();
    List<OrderKey> orders = new ArrayList<>();
    List<Subject> enrolments = new ArrayList<>();
    Set<Subject> proofs = new LinkedHashSet<>();
    List<Subject> consents = new ArrayList<>();
    List<ItemKey> items = new ArrayList<>();
    Set<Subject> choices = new LinkedHashSet<>();
    for (Subject subject : subjects) {
      switch (subject.facet()) {
        case CONTACT -> persons.add(subject.person());
        case ORDER -> orders.add(new OrderKey(subject.id()));
        case ENROLMENT -> enrolments.add(subject);
        case PROOF -> proofs.add(subject);
        case CONSENT -> consents.add(subject);
        case CHOICE -> choices.add(subject);
        case PRODUCT, CART, RECORD -> subject.itemKey().ifPresent(items::add);
      }
    }
    Map<Subject, Desired> desired = new LinkedHashMap<>();
    states
        .contacts(persons)
        .forEach((person, contact) -> desired.put(Subject.contact(person), contact));
    states.orders(orders).forEach((order, insight) -> desired.put(Subject.order(order), insight));
    states.withdrawn(orders).forEach((order, none) -> desired.put(Subject.order(order), none));
    desired.putAll(states.enrolments(enrolments, now));
    // One names nobody: those that are shown are of the persons that are.
    states
        .proofs(persons)
        .forEach(
            (subject, proof) -> {
              if (proofs.contains(subject)) {
                desired.put(subject, proof);
              }
            });
    desired.putAll(states.consents(consents));
    desired.putAll(states.choices(choices));
    desired.putAll(states.items(items));
    return new Snapshot(desired);
  }

  /// What changes about a subject from here to there, value by value.
  List<Preview.Difference> to(Snapshot later, Subject subject) {
    Map<String, String> before = values(subject);
    Map<String, String> after = later.values(subject);
    Set<String> fields = new LinkedHashSet<>(before.keySet());
    fields.addAll(after.keySet());
    return fields.stream()
        .filter(field -> !before.getOrDefault(field, "").equals(after.getOrDefault(field, "")))
        .map(
            field ->
                new Preview.Difference(
                    field, before.getOrDefault(field, ""), after.getOrDefault(field, "")))
        .toList();
  }

  /// Every value of a subject, without a before.
  List<Preview.Difference> all(Subject subject) {
    return new Snapshot(Map.of()).to(this, subject);
  }

  /// What people call a subject; empty when nothing is known of it.
  String name(Subject subject) {
    Desired known = desired.get(subject);
    if (known == null) {
      return "";
    }
    return switch (known) {
      case Desired.Contact contact -> contact.email();
      case Desired.Insight ignored -> subject.id();
      case Desired.Shared ignored -> subject.id();
      case Desired.Enrolment enrolment -> enrolment.rule() + ", " + enrolment.key().key();
      case Desired.Proof proof -> proof.email();
      case Desired.Consent consent -> consent.record().text();
      case Desired.Chosen chosen -> chosen.email();
      case Desired.Retired ignored -> "";
      case Desired.Withdrawn ignored -> subject.id();
    };
  }

  private Map<String, String> values(Subject subject) {
    Map<String, String> values = new TreeMap<>();
    Desired known = desired.get(subject);
    if (known == null) {
      return values;
    }
    switch (known) {
      case Desired.Contact contact -> {
        values.put("e-mail", contact.email());
        values.put("may be mailed", contact.mailable() ? "yes" : "no");
        contact.dataFields().forEach((name, value) -> values.put(name, value.display()));
        contact.cleared().forEach(name -> values.put(name, "(empty)"));
      }
      case Desired.Insight insight -> {
        values.put("contact", insight.ownerEmail());
        flatten("", insight.json(), values);
      }
      case Desired.Shared shared -> flatten("", shared.json(), values);
      case Desired.Enrolment enrolment -> values.putAll(ActionWords.of(enrolment.action()));
      case Desired.Proof proof -> {
        values.put("contact", proof.email());
        values.put("text", proof.said().text());
        values.put("time", proof.said().at().toString());
        values.put("page", proof.said().url());
        values.put("IP address", proof.said().ipAddress());
        values.put("user agent", proof.said().userAgent());
      }
      case Desired.Consent consent ->
          consent
              .words()
              .forEach((topic, word) -> values.put(topic.words(), word.optIn() ? "yes" : "no"));
      case Desired.Chosen chosen -> {
        values.put(chosen.topic().words(), chosen.optIn() ? "yes" : "no");
        if (!chosen.number().isEmpty()) {
          values.put("mobile number", chosen.number());
        }
      }
      case Desired.Retired ignored -> values.put("retired", "yes");
      case Desired.Withdrawn ignored -> values.put("withdrawn", "yes");
    }
    return values;
  }

  private static void flatten(String at, JsonNode node, Map<String, String> values) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              member ->
                  flatten(
                      at.isEmpty() ? member.getKey() : at + "." + member.getKey(),
                      member.getValue(),
                      values));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(at + "[" + (i + 1) + "]", node.path(i), values);
      }
    } else {
      values.put(at, node.asString());
    }
  }
}
