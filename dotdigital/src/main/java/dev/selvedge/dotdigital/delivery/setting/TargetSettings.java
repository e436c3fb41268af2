package dev.selvedge.dotdigital.delivery.setting;

import dev.selvedge.SystemName;
import dev.selvedge.dotdigital.contact.EmailStatus;
import dev.selvedge.dotdigital.delivery.meter.AssumedLimits;
import dev.selvedge.dotdigital.json.ImportBody;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.Topic;
import dev.selvedge.mapping.collection.Declarations;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// How a project uses its account. Immutable.
///
/// @param name the project's name for the account
/// @param dataFields the contact data fields the project writes, with their types
/// @param fieldRules whether missing ones are created, and how many the account may have
/// @param ordersCollection the insight-data collection of orders, created when missing
/// @param collections what records of insight data look like, those of orders among them
/// @param list the name of a list every contact is added to, created when missing; empty for none
/// @param programs the numbers of the programs the project starts people in; looked at beforehand
/// @param batches how large an import may be
/// @param askEvery how often a young import is asked after; an older one less and less often
/// @param consent how consent is told
/// @param limits what the account is believed to allow until it tells
/// @param retired what becomes of contacts nobody stands behind any more
public record TargetSettings(
    SystemName name,
    Map<String, FieldType> dataFields,
    FieldRules fieldRules,
    String ordersCollection,
    Declarations collections,
    String list,
    Set<Integer> programs,
    Batches batches,
    Duration askEvery,
    Consent consent,
    AssumedLimits limits,
    Retirement retired) {
  /// How often an import is asked after; Dotdigital advises 5 to 30 seconds.
  public static final Duration ADVISED_ASK_EVERY = Duration.ofSeconds(5);

  private static final SystemName USUAL_NAME = new SystemName("dotdigital");

  /// How large an import may be. Immutable.
  ///
  /// @param contacts contacts in one import at most
  /// @param records insight-data records in one import at most
  /// @param bytes bytes in one import at most; the vendor's limit is 50 MB
  public record Batches(int contacts, int records, int bytes) {
    private static final Batches STANDARD = new Batches(10_000, 5_000, 40_000_000);

    public Batches {
      if (contacts < 1 || records < 1 || bytes < 1 || bytes > ImportBody.VENDOR_MAX_BYTES) {
        throw new IllegalArgumentException("an import holds 1 item or more and 50 MB or less");
      }
    }
  }

  /// How consent is told. Immutable.
  ///
  /// @param resubscription how somebody who opted out in Dotdigital and newly opted in comes back
  /// @param proofs whether the proofs of opt-ins are sent
  /// @param topics the lists, preferences and channels that are kept in step beside e-mail itself
  public record Consent(
      EmailStatus.Resubscription resubscription, boolean proofs, Set<Topic> topics) {
    /// Asked by e-mail first, with every proof.
    public static final Consent STANDARD =
        new Consent(new EmailStatus.Resubscription.WithChallenge(), true, Set.of());

    public Consent {
      topics = Collections.unmodifiableSortedSet(new TreeSet<>(topics));
    }

    public Consent(EmailStatus.Resubscription resubscription, boolean proofs) {
      this(resubscription, proofs, Set.of());
    }

    /// The same with these topics.
    public Consent withTopics(Set<Topic> others) {
      return new Consent(resubscription, proofs, others);
    }
  }

  public TargetSettings {
    dataFields = Collections.unmodifiableSortedMap(new TreeMap<>(dataFields));
    programs = Collections.unmodifiableSortedSet(new TreeSet<>(programs));
  }

  /// With the usual name, batch sizes and assumptions.
  public static TargetSettings of(Map<String, FieldType> dataFields, String ordersCollection) {
    return new TargetSettings(
        USUAL_NAME,
        dataFields,
        FieldRules.standard(),
        ordersCollection,
        Declarations.orders(ordersCollection),
        "",
        Set.of(),
        Batches.STANDARD,
        ADVISED_ASK_EVERY,
        Consent.STANDARD,
        AssumedLimits.standard(),
        Retirement.UNSUBSCRIBE);
  }

  /// What sentences call the account.
  public String title() {
    return name.equals(USUAL_NAME) ? "Dotdigital" : "Dotdigital (" + name + ")";
  }

  /// What groups parked items of one kind.
  public String cause(String what) {
    return name + "." + what;
  }

  /// The same under another name.
  public TargetSettings withName(SystemName other) {
    return new TargetSettings(
        other,
        dataFields,
        fieldRules,
        ordersCollection,
        collections,
        list,
        programs,
        batches,
        askEvery,
        consent,
        limits,
        retired);
  }

  /// The same with imports of at most so many contacts and records.
  public TargetSettings withBatches(int contacts, int records) {
    return withBatches(new Batches(contacts, records, batches.bytes()));
  }

  /// The same with other sizes of imports.
  public TargetSettings withBatches(Batches other) {
    return new TargetSettings(
        name,
        dataFields,
        fieldRules,
        ordersCollection,
        collections,
        list,
        programs,
        other,
        askEvery,
        consent,
        limits,
        retired);
  }

  /// The same, asking for an import no more often than this.
  public TargetSettings withAskEvery(Duration every) {
    return new TargetSettings(
        name,
        dataFields,
        fieldRules,
        ordersCollection,
        collections,
        list,
        programs,
        batches,
        every,
        consent,
        limits,
        retired);
  }

  /// The same, putting contacts that it creates on this list.
  public TargetSettings withList(String other) {
    return new TargetSettings(
        name,
        dataFields,
        fieldRules,
        ordersCollection,
        collections,
        other,
        programs,
        batches,
        askEvery,
        consent,
        limits,
        retired);
  }

  /// The same with these programs.
  public TargetSettings withPrograms(Set<Integer> numbers) {
    return new TargetSettings(
        name,
        dataFields,
        fieldRules,
        ordersCollection,
        collections,
        list,
        numbers,
        batches,
        askEvery,
        consent,
        limits,
        retired);
  }

  /// The same with other rules of data fields.
  public TargetSettings withFieldRules(FieldRules other) {
    return new TargetSettings(
        name,
        dataFields,
        other,
        ordersCollection,
        collections,
        list,
        programs,
        batches,
        askEvery,
        consent,
        limits,
        retired);
  }

  /// The same with another handling of consent.
  public TargetSettings withConsent(Consent other) {
    return new TargetSettings(
        name,
        dataFields,
        fieldRules,
        ordersCollection,
        collections,
        list,
        programs,
        batches,
        askEvery,
        other,
        limits,
        retired);
  }

  /// The same with other limits while the account has not told its own.
  public TargetSettings withLimits(AssumedLimits other) {
    return new TargetSettings(
        name,
        dataFields,
        fieldRules,
        ordersCollection,
        collections,
        list,
        programs,
        batches,
        askEvery,
        consent,
        other,
        retired);
  }

  /// The same with other declared collections.
  public TargetSettings withCollections(Declarations others) {
    return new TargetSettings(
        name,
        dataFields,
        fieldRules,
        ordersCollection,
        others,
        list,
        programs,
        batches,
        askEvery,
        consent,
        limits,
        retired);
  }

  /// The same with another way to retire contacts.
  public TargetSettings withRetired(Retirement other) {
    return new TargetSettings(
        name,
        dataFields,
        fieldRules,
        ordersCollection,
        collections,
        list,
        programs,
        batches,
        askEvery,
        consent,
        limits,
        other);
  }
}
