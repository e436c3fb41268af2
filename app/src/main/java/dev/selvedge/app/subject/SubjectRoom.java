package dev.selvedge.app.subject;

import dev.selvedge.app.page.PersonPages;
import dev.selvedge.privacy.SubjectTarget;
import dev.selvedge.work.Store;
import java.util.List;

/// What a project's data subject requests are answered with, open as long as a command needs it.
///
/// @param store closed with it
/// @param ends closes what the targets stand on
public record SubjectRoom(
    Store store, List<SubjectTarget> targets, PersonPages pages, Runnable ends)
    implements AutoCloseable {
  public SubjectRoom {
    targets = List.copyOf(targets);
  }

  @Override
  public void close() {
    try {
      store.close();
    } finally {
      ends.run();
    }
  }
}
