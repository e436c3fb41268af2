package dev.selvedge.store;

import dev.selvedge.IdSource;
import dev.selvedge.testkit.InboxContract;
import dev.selvedge.work.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteInboxTest extends InboxContract {
  @TempDir Path folder;

  @Override
  protected Store openEmpty(IdSource ids) {
    return Stores.open(StoreConfig.file(folder.resolve("hub.db")), ids);
  }
}
