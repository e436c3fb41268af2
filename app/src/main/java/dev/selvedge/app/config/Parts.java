package dev.selvedge.app.config;

import static dev.selvedge.app.config.setting.Settings.read;
import static dev.selvedge.app.config.setting.Settings.readList;

import dev.selvedge.Secret;
import dev.selvedge.SystemName;
import dev.selvedge.app.config.setting.Kept;
import dev.selvedge.app.config.setting.Setting;
import dev.selvedge.dotdigital.delivery.setting.Retirement;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.PhoneRules;
import dev.selvedge.mapping.collection.OrderSpelling;
import dev.selvedge.privacy.Leftovers;
import dev.selvedge.send.Doubts.Unsure;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.YamlSection;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the sections of `selvedge.yaml` that stand by themselves. Each gives nothing when one of
/// its settings is faulty.
final class Parts {
  /// The name of a project's account, as of a system.
  private static final SystemName ACCOUNT = new SystemName("dotdigital");
  private static final Map<Leftovers.Kind, Setting<Kept>> KEPT =
      Map.of(
          Leftovers.Kind.INBOX, ProjectSettings.RETENTION_INBOX,
          Leftovers.Kind.PARKED, ProjectSettings.RETENTION_PARKED,
          Leftovers.Kind.GONE, ProjectSettings.RETENTION_GONE,
          Leftovers.Kind.HANDOVERS, ProjectSettings.RETENTION_HANDOVERS,
          Leftovers.Kind.ERASURES, ProjectSettings.RETENTION_ERASURES,
          Leftovers.Kind.ALARMS, ProjectSettings.RETENTION_ALARMS);

  private Parts() {}

  static Optional<Project.Http> http(YamlSection section) {
    Optional<String> bind = read(section, ProjectSettings.HTTP_BIND);
    Optional<Integer> port = read(section, ProjectSettings.HTTP_PORT);
    Optional<Boolean> https = read(section, ProjectSettings.HTTP_HTTPS);
    Optional<Integer> maxBody = read(section, ProjectSettings.HTTP_MAX_BODY);
    return bind.isEmpty() || port.isEmpty() || https.isEmpty() || maxBody.isEmpty()
        ? Optional.empty()
        : Optional.of(new Project.Http(bind.get(), port.get(), https.get(), maxBody.get()));
  }

  static Optional<Project.Dotdigital> dotdigital(YamlSection section) {
    Optional<URI> endpoint = read(section, ProjectSettings.DOTDIGITAL_ENDPOINT);
    Optional<String> user = read(section, ProjectSettings.DOTDIGITAL_USER);
    Optional<Secret> password = read(section, ProjectSettings.DOTDIGITAL_PASSWORD);
    Optional<Optional<LocalDate>> end = read(section, ProjectSettings.DOTDIGITAL_EXPIRE);
    Optional<String> orders = read(section, ProjectSettings.DOTDIGITAL_ORDERS);
    Optional<OrderSpelling> spelling = read(section, ProjectSettings.DOTDIGITAL_ORDERS_SPELLING);
    Optional<String> list = read(section, ProjectSettings.DOTDIGITAL_LIST);
    Optional<Integer> batch = read(section, ProjectSettings.DOTDIGITAL_BATCH);
    Optional<Project.Sending> sending = sending(section);
    Optional<Project.DataFields> dataFields = dataFields(section);
    Optional<Inward> inward = InwardReader.read(section.sectionOrEmpty("inward"), ACCOUNT);
    if (endpoint.isEmpty()
        || user.isEmpty()
        || password.isEmpty()
        || end.isEmpty()
        || orders.isEmpty()
        || spelling.isEmpty()
        || list.isEmpty()
        || batch.isEmpty()
        || sending.isEmpty()
        || dataFields.isEmpty()
        || inward.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Project.Dotdigital(
            endpoint.get(),
            user.get(),
            password.get(),
            end.get(),
            orders.get(),
            spelling.get(),
            list.get(),
            batch.get(),
            sending.get(),
            dataFields.get(),
            inward.get()));
  }

  private static Optional<Project.DataFields> dataFields(YamlSection section) {
    Optional<Boolean> create = read(section, ProjectSettings.DOTDIGITAL_CREATE_FIELDS);
    Map<FieldType, Integer> limits = new EnumMap<>(FieldType.class);
    Map.of(
            FieldType.STRING, ProjectSettings.DOTDIGITAL_MAX_STRING,
            FieldType.NUMERIC, ProjectSettings.DOTDIGITAL_MAX_NUMERIC,
            FieldType.DATE, ProjectSettings.DOTDIGITAL_MAX_DATE,
            FieldType.BOOLEAN, ProjectSettings.DOTDIGITAL_MAX_BOOLEAN)
        .forEach(
            (type, setting) -> read(section, setting).ifPresent(most -> limits.put(type, most)));
    return create.isEmpty() || limits.size() < FieldType.values().length
        ? Optional.empty()
        : Optional.of(new Project.DataFields(create.get(), limits));
  }

  private static Optional<Project.Sending> sending(YamlSection section) {
    Optional<Integer> useAtMost = read(section, ProjectSettings.DOTDIGITAL_USE_AT_MOST);
    Optional<Unsure> unsure = read(section, ProjectSettings.DOTDIGITAL_WHEN_UNSURE);
    Optional<Duration> answerWithin = read(section, ProjectSettings.DOTDIGITAL_ANSWER_WITHIN);
    Optional<Integer> enrolments = read(section, ProjectSettings.DOTDIGITAL_ENROLMENTS);
    return useAtMost.isEmpty() || unsure.isEmpty() || answerWithin.isEmpty() || enrolments.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Project.Sending(
                useAtMost.get(), unsure.get(), answerWithin.get(), enrolments.get()));
  }

  static Optional<Project.Identity> identity(YamlSection section) {
    Optional<Boolean> plusTags = read(section, ProjectSettings.IDENTITY_PLUS_TAGS);
    Optional<List<String>> dotless = readList(section, ProjectSettings.IDENTITY_DOTLESS);
    Optional<List<String>> blocked = readList(section, ProjectSettings.IDENTITY_BLOCKLIST);
    Optional<Retirement> retired = read(section, ProjectSettings.IDENTITY_RETIRED);
    Optional<String> phone = read(section, ProjectSettings.IDENTITY_PHONE);
    Optional<String> country = read(section, ProjectSettings.IDENTITY_PHONE_COUNTRY);
    return plusTags.isEmpty()
            || dotless.isEmpty()
            || blocked.isEmpty()
            || retired.isEmpty()
            || phone.isEmpty()
            || country.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Project.Identity(
                new EmailRules(plusTags.get(), Set.copyOf(dotless.get()), blocked.get()),
                new PhoneRules(phone.get(), country.get()),
                retired.get()));
  }

  /// Says so where the number is to be in a field that cannot hold one.
  static void checkPhone(YamlSection section, PhoneRules phones, FieldCatalogue catalogue) {
    if (!phones.isOn()) {
      return;
    }
    FieldCatalogue.Field field = catalogue.fields().get(phones.field());
    if (field == null) {
      section.problem(
          "phone",
          "'" + phones.field() + "' is not a field of fields.yaml",
          Nearest.suggestion(phones.field(), catalogue.fields().keySet()));
    } else if (field.type() != FieldType.STRING) {
      section.problem(
          "phone",
          "the field '" + phones.field() + "' cannot hold a phone number",
          "give it the type String");
    }
  }

  static Optional<Project.Orders> orders(YamlSection section) {
    return read(section, ProjectSettings.ORDERS_ORPHANS_AFTER).map(Project.Orders::new);
  }

  /// @param erasure the section of that name
  static Optional<Project.Retention> retention(YamlSection section, YamlSection erasure) {
    Optional<Duration> bodies = read(section, ProjectSettings.RETENTION_BODIES);
    Optional<Duration> trail = read(section, ProjectSettings.RETENTION_TRAIL);
    Optional<Secret> key = read(erasure, ProjectSettings.ERASURE_KEY);
    Map<Leftovers.Kind, Optional<Kept>> read = new EnumMap<>(Leftovers.Kind.class);
    KEPT.forEach((kind, setting) -> read.put(kind, read(section, setting)));
    if (bodies.isEmpty()
        || trail.isEmpty()
        || key.isEmpty()
        || read.values().stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    Map<Leftovers.Kind, Duration> keep = new EnumMap<>(Leftovers.Kind.class);
    keep.put(Leftovers.Kind.TRAIL, trail.get());
    read.forEach(
        (kind, kept) -> {
          if (kept.isPresent() && kept.get() instanceof Kept.For(Duration time)) {
            keep.put(kind, time);
          }
        });
    return Optional.of(new Project.Retention(bodies.get(), keep, key.get()));
  }
}
