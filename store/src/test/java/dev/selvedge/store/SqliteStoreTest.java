package dev.selvedge.store;

import dev.selvedge.IdSource;
import dev.selvedge.testkit.AlarmsContract;
import dev.selvedge.testkit.AllowancesContract;
import dev.selvedge.testkit.AuditsContract;
import dev.selvedge.testkit.ConditionsContract;
import dev.selvedge.testkit.ContributionsContract;
import dev.selvedge.testkit.CountingIds;
import dev.selvedge.testkit.DeliveriesContract;
import dev.selvedge.testkit.DeliveryAddressesContract;
import dev.selvedge.testkit.DeliveryQueuesContract;
import dev.selvedge.testkit.DeliverySettlingContract;
import dev.selvedge.testkit.EditsContract;
import dev.selvedge.testkit.EnrolmentListsContract;
import dev.selvedge.testkit.FieldMemoryContract;
import dev.selvedge.testkit.FiringsContract;
import dev.selvedge.testkit.FlowMinutesContract;
import dev.selvedge.testkit.FlowReadingsContract;
import dev.selvedge.testkit.FormerAddressesContract;
import dev.selvedge.testkit.FreshnessContract;
import dev.selvedge.testkit.HandoversContract;
import dev.selvedge.testkit.HintsContract;
import dev.selvedge.testkit.InboxContract;
import dev.selvedge.testkit.JobsContract;
import dev.selvedge.testkit.KnownSkusContract;
import dev.selvedge.testkit.LedgerContract;
import dev.selvedge.testkit.LeftoversContract;
import dev.selvedge.testkit.LinksContract;
import dev.selvedge.testkit.NoticesContract;
import dev.selvedge.testkit.OrphansContract;
import dev.selvedge.testkit.ParkedItemsContract;
import dev.selvedge.testkit.PeopleContract;
import dev.selvedge.testkit.RehearsalContract;
import dev.selvedge.testkit.ReplayContract;
import dev.selvedge.testkit.ReviewsContract;
import dev.selvedge.testkit.RoundsContract;
import dev.selvedge.testkit.RunsContract;
import dev.selvedge.testkit.SchemasContract;
import dev.selvedge.testkit.StoreContract;
import dev.selvedge.testkit.SubjectsContract;
import dev.selvedge.testkit.TalliesContract;
import dev.selvedge.testkit.TraceContextsContract;
import dev.selvedge.testkit.TrailContract;
import dev.selvedge.testkit.UnparkingContract;
import dev.selvedge.work.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// Every suite, on SQLite in a temporary file.
final class SqliteStoreTest {
  @TempDir static Path migrated;

  @TempDir Path folder;

  /// All scripts for each of some hundred tests would be most of their time.
  @BeforeAll
  static void migrateOnce() {
    Stores.open(StoreConfig.file(migrated.resolve("hub.db")), new CountingIds()).close();
  }

  private Store open(IdSource ids) {
    try {
      Files.copy(migrated.resolve("hub.db"), folder.resolve("hub.db"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Stores.open(StoreConfig.file(folder.resolve("hub.db")), ids);
  }

  @Nested
  final class Inbox extends InboxContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class People extends PeopleContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class FormerAddresses extends FormerAddressesContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Contributions extends ContributionsContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Ledger extends LedgerContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Links extends LinksContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class FieldMemory extends FieldMemoryContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Firings extends FiringsContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Audits extends AuditsContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Reviews extends ReviewsContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class EnrolmentLists extends EnrolmentListsContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Orphans extends OrphansContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class KnownSkus extends KnownSkusContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Deliveries extends DeliveriesContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class DeliveryQueues extends DeliveryQueuesContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class DeliveryAddresses extends DeliveryAddressesContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class DeliverySettling extends DeliverySettlingContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Handovers extends HandoversContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Jobs extends JobsContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Allowances extends AllowancesContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Conditions extends ConditionsContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Runs extends RunsContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Trail extends TrailContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class ParkedItems extends ParkedItemsContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Edits extends EditsContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Unparking extends UnparkingContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Replay extends ReplayContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Rehearsal extends RehearsalContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Rounds extends RoundsContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Hints extends HintsContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Alarms extends AlarmsContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Notices extends NoticesContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Schemas extends SchemasContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class FlowReadings extends FlowReadingsContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class TraceContexts extends TraceContextsContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Freshness extends FreshnessContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class FlowMinutes extends FlowMinutesContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Tallies extends TalliesContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Transactions extends StoreContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Subjects extends SubjectsContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }

  @Nested
  final class Leftovers extends LeftoversContract {
    @Override
    protected Store openEmpty(IdSource ids) {
      return SqliteStoreTest.this.open(ids);
    }
  }
}
