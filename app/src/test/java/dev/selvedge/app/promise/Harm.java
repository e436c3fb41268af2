package dev.selvedge.app.promise;

import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.Audits;
import dev.selvedge.audit.Difference;
import dev.selvedge.audit.Gap;
import dev.selvedge.audit.Remedy;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.contact.ContactWrite;
import dev.selvedge.dotdigital.contact.EmailStatus;
import dev.selvedge.dotdigital.contact.MergeOption;
import dev.selvedge.dotdigital.insight.CollectionName;
import dev.selvedge.dotdigital.insight.Owner;
import dev.selvedge.work.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One way to harm a hub that was as it should be, and what an audit is to say of it.
///
/// @param <S> what it is done to
/// @param told facet, kind, field, both values, hop and remedy, a line each, in any order
/// @param mends whether what the hub can do about it brings everything back
record Harm<S>(String name, Act<S> act, List<String> told, boolean mends) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final CollectionName ORDERS = new CollectionName("Orders");

  Harm {
    told = List.copyOf(told);
  }

  static <S> Harm<S> mended(String name, Act<S> act, String... told) {
    return new Harm<>(name, act, List.of(told), true);
  }

  /// Nothing is to be done about it, or a person has to.
  static <S> Harm<S> left(String name, Act<S> act, String... told) {
    return new Harm<>(name, act, List.of(told), false);
  }

  /// What does the harm.
  @FunctionalInterface
  interface Act<S> {
    void on(S scene);
  }

  /// What an audit found, a line each, without the contact that every account comes with.
  static List<String> told(Store store, Audit audit, String vendors) {
    return store
        .read(ports -> ports.audits().differences(audit.id(), Audits.Choice.ALL, 0, 1_000))
        .stream()
        .map(Audits.Found::difference)
        .filter(one -> one.gap().kind() != Gap.Kind.UNKNOWN || !one.remote().equals(vendors))
        .map(Harm::line)
        .sorted()
        .toList();
  }

  private static String line(Difference one) {
    return String.format(
        Locale.ROOT,
        "%s %s%s: %s / %s (%s: %s)",
        one.subject().facet(),
        one.gap().kind(),
        one.gap().field().isEmpty() ? "" : " " + one.gap().field(),
        one.gap().wanted(),
        one.gap().shown(),
        one.hop().words(),
        Remedy.of(one).words());
  }

  @Override
  public String toString() {
    return name;
  }

  /// A hub, its account and the file of its store.
  static final class Scene {
    private final Path folder;
    private Workbench bench;

    Scene(Workbench bench, Path folder) {
      this.bench = bench;
      this.folder = folder;
    }

    Workbench bench() {
      return bench;
    }

    /// The hub is started anew with another configuration, and nobody replays anything.
    void restart(Workbench.Fittings others) {
      bench = bench.restarted(folder, others);
    }

    /// A hub of somebody else, with a store of its own, writes into the same account.
    void otherHub(Workbench.Said... told) {
      try (Workbench other = bench.beside(folder.resolve("other"))) {
        other.receive(Stream.of(told).map(Workbench.Said::upsert).toArray(SourceRecord[]::new));
        other.settle();
      }
    }

    int number(String email) {
      return bench.contact(email).path("contactId").asInt();
    }

    private Owner owner(String email) {
      return new Owner.OfContact(new ContactKey.Id(number(email)));
    }

    /// The key under which the account keeps an order.
    String key(String part) {
      return records().stream()
          .map(record -> record.path("key").asString())
          .filter(key -> key.contains(part))
          .findFirst()
          .orElseThrow();
    }

    List<JsonNode> records() {
      return bench.sandbox.inside().records("Orders");
    }

    ObjectNode order(String part) {
      JsonNode found =
          records().stream()
              .filter(record -> record.path("key").asString().contains(part))
              .findFirst()
              .orElseThrow();
      return (ObjectNode) JSON.readTree(found.path("json").toString());
    }

    void putOrder(String email, String key, ObjectNode json) {
      done(bench.account.insight().put(owner(email), ORDERS, key, json));
    }

    void deleteOrder(String email, String part) {
      done(bench.account.insight().delete(owner(email), ORDERS, key(part)));
    }

    /// {@return whether it was there}
    boolean deleteOrder(JsonNode record) {
      Owner owner = new Owner.OfContact(new ContactKey.Id(record.path("ownerContactId").asInt()));
      return bench.account.insight().delete(owner, ORDERS, record.path("key").asString())
          instanceof Answer.Ok<?>;
    }

    void move(String email, String to) {
      done(
          bench
              .account
              .contacts()
              .write(
                  ContactWrite.stating(
                          new ContactKey.Id(number(email)),
                          new EmailStatus.Subscribed(
                              new EmailStatus.Resubscription.WithNoChallenge()))
                      .email(to)
                      .build(),
                  MergeOption.OVERWRITE));
    }

    void clear(String email, String field) {
      done(
          bench
              .account
              .contacts()
              .write(
                  ContactWrite.keepingStatus(new ContactKey.Id(number(email))).clear(field).build(),
                  MergeOption.OVERWRITE));
    }

    void make(String email) {
      done(
          bench
              .account
              .contacts()
              .write(
                  ContactWrite.stating(
                          new ContactKey.Email(email),
                          new EmailStatus.Subscribed(
                              new EmailStatus.Resubscription.WithNoChallenge()))
                      .build(),
                  MergeOption.OVERWRITE));
    }

    private static void done(Answer<?> answer) {
      if (!(answer instanceof Answer.Ok<?>)) {
        throw new IllegalStateException("the harm was not done: " + answer);
      }
    }

    /// Somebody edits the hub's own store.
    void edit(String... statements) {
      try (Connection store = bench.connect();
          Statement statement = store.createStatement()) {
        for (String one : statements) {
          statement.executeUpdate(one);
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /// All that the store keeps of audits, as text.
    String texts() {
      StringBuilder texts = new StringBuilder();
      for (String query :
          List.of(
              "select subject_id || ' ' || wanted || ' ' || shown from audit_difference",
              "select subject_id || ' ' || field || ' ' || shown from audit_ignored")) {
        try (Connection store = bench.connect();
            Statement statement = store.createStatement();
            ResultSet rows = statement.executeQuery(query)) {
          while (rows.next()) {
            texts.append(rows.getString(1)).append('\n');
          }
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      }
      return texts.toString();
    }

    Audit sweep() {
      return bench.audit(AuditOrder.STANDARD.on(AuditOrder.Basis.SWEEP));
    }

    /// What an audit found, without the contact that every account comes with.
    List<String> told(Audit audit) {
      return Harm.told(
          bench.store, audit, bench.contact("demo@apiconnector.com").path("contactId").asString());
    }
  }
}
