package dev.selvedge.mapping.rule.person;

import dev.selvedge.Masking;
import dev.selvedge.RecordRef;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.mapping.PhoneRules;
import dev.selvedge.mapping.Survivorship;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.function.Cause;
import dev.selvedge.mapping.function.Datum;
import dev.selvedge.mapping.function.Texts;
import dev.selvedge.mapping.rule.expression.Rule;
import dev.selvedge.mapping.rule.expression.Scope;
import dev.selvedge.mapping.rule.expression.Sentences;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The compiled `person:` section. Thread-safe.
///
/// @param isNeeded whether a record must lead to a person; a file without this section speaks of
///     orders only
public record PersonRules(
    boolean isNeeded,
    String at,
    Rule email,
    EmailRules emails,
    PhoneRules phones,
    List<Owner> owners,
    List<FieldRule> fields) {
  public PersonRules {
    owners = List.copyOf(owners);
    fields = List.copyOf(fields);
  }

  /// Which record this one belongs to.
  public record Owner(OwnerReference of, Rule key) {}

  /// A profile field and its rule.
  record FieldRule(FieldCatalogue.Field field, Rule rule) {}

  /// The names of the profile fields that are set.
  public List<String> fieldNames() {
    return fields.stream().map(one -> one.field().name()).toList();
  }

  /// Whose the record is by its address and the record it belongs to; [#found] says the rest.
  public Contribution.Identity identity(Scope scope) {
    String given = email.text(scope);
    EmailRules.Reading reading =
        given.isEmpty() ? new EmailRules.Reading.Usable("") : emails.read(given);
    String owner = "";
    for (Owner each : owners) {
      owner = owner(each, scope);
    }
    String address =
        switch (reading) {
          case EmailRules.Reading.Usable usable -> usable.address();
          case EmailRules.Reading.Blocked blocked -> {
            String why = Sentences.blocked(Masking.mask(given), blocked.pattern());
            if (owner.isEmpty() && !byPhone()) {
              scope.run().skip(why + ", and nothing else says whose the record is");
            } else {
              scope.run().warn(why);
            }
            yield "";
          }
        };
    boolean lacksPerson = isNeeded && given.isEmpty() && owner.isEmpty();
    if (lacksPerson && !byPhone()) {
      nobody(scope);
    }
    return new Contribution.Identity(address, owner, false);
  }

  /// Adds the number by which the person is found where no address does it; leaves nothing to find
  /// them by to be looked at.
  public Contribution.Identity found(Contribution.Identity identity, Said said, Scope scope) {
    if (!byPhone()) {
      return identity;
    }
    String written =
        said.values().get(phones.field()) instanceof Value.Text(String text) ? text.strip() : "";
    String number = phones.read(written).orElse("");
    if (number.isEmpty() && !written.isEmpty()) {
      scope.run().warn(Sentences.noNumber(phones, Masking.mask(written)));
    }
    if (isNeeded && identity.email().isEmpty() && identity.owner().isEmpty() && number.isEmpty()) {
      nobody(scope);
    }
    return identity.withPhone(number);
  }

  /// Whether records of this kind have a number by which their person is found.
  private boolean byPhone() {
    return phones.isOn()
        && fields.stream().anyMatch(each -> each.field().name().equals(phones.field()));
  }

  private void nobody(Scope scope) {
    if (!scope.run().isBroken()) {
      scope
          .run()
          .problem(
              new Mapped.FieldProblem(
                  Cause.NO_EMAIL,
                  at,
                  "email",
                  "",
                  byPhone()
                      ? Sentences.noEmailOrPhone(scope.run().source().ref().system(), phones)
                      : Sentences.noEmail(scope.run().source().ref().system())));
    }
  }

  private static String owner(Owner owner, Scope scope) {
    String key = owner.key().text(scope);
    if (key.isBlank()) {
      return "";
    }
    if (key.length() > RecordRef.MAX_KEY) {
      scope
          .run()
          .problem(
              owner.key(),
              scope,
              new Datum.Wrong(Cause.KEY_TOO_LONG, key, "is too long to be a record's key", ""));
      return "";
    }
    return new RecordRef(owner.of().system(), owner.of().kind(), key).text();
  }

  /// What the record says of the profile fields.
  ///
  /// @param erased those that it says are empty
  public record Said(Map<String, Value> values, Set<String> erased) {}

  /// The fields that a record sets, and those that it says are empty.
  public Said said(Scope scope) {
    Map<String, Value> values = HashMap.newHashMap(fields.size());
    Set<String> erased = new HashSet<>(0);
    for (FieldRule each : fields) {
      String name = each.field().name();
      switch (each.rule().evaluate(scope)) {
        case Datum.Text(String text) -> {
          if (text.isEmpty()) {
            erased.add(name);
          } else {
            values.put(name, new Value.Text(fitted(text, each.field(), scope)));
          }
        }
        case Datum.Decimal(BigDecimal number) -> values.put(name, new Value.Decimal(number));
        case Datum.Time(Instant instant) -> values.put(name, new Value.Date(instant));
        case Datum.Flag(boolean flag) -> values.put(name, new Value.Flag(flag));
        case Datum.Absent ignored -> {}
        case Datum.Wrong ignored -> {}
        case Datum.Items ignored -> {}
        case Datum.Tree ignored -> {}
      }
    }
    return new Said(values, erased);
  }

  private static String fitted(String text, FieldCatalogue.Field field, Scope scope) {
    int most = field.maxLength();
    if (most <= 0 || text.length() <= most) {
      return text;
    }
    scope.run().warn(field.name() + " was cut to " + most + " characters");
    String cut = Texts.truncate(text, most);
    return field.survivorship().strategy() == Survivorship.Strategy.UNION
        ? wholeTags(cut, field.survivorship().separator().strip())
        : cut;
  }

  /// Without the tag that was cut in two, unless it is the only one.
  private static String wholeTags(String cut, String separator) {
    int last = separator.isEmpty() ? -1 : cut.lastIndexOf(separator);
    return last > 0 ? cut.substring(0, last) : cut;
  }
}
