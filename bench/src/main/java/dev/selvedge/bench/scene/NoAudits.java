package dev.selvedge.bench.scene;

import dev.selvedge.app.audit.AuditDesk;
import dev.selvedge.app.audit.AuditPage;
import dev.selvedge.app.audit.AuditsPage;
import dev.selvedge.app.parked.Veil;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.Audits.Choice;
import dev.selvedge.audit.Audits.Found;
import dev.selvedge.trail.ByHand;
import dev.selvedge.work.audit.AuditStep;
import dev.selvedge.work.audit.Mending;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Nobody looks at audits while calls are measured.
public final class NoAudits implements AuditDesk {
  @Override
  public AuditsPage list(int page) {
    throw asked();
  }

  @Override
  public Optional<Audit> last() {
    return Optional.empty();
  }

  @Override
  public Optional<AuditPage> audit(long id, AuditPage.Asked asked, Veil veil) {
    return Optional.empty();
  }

  @Override
  public boolean each(long id, Veil veil, Consumer<List<Found>> some) {
    return false;
  }

  @Override
  public AuditStep.Asking ask(String who) {
    throw asked();
  }

  @Override
  public Optional<Stake> stake(long id, Choice choice) {
    return Optional.empty();
  }

  @Override
  public Optional<Mending.Tally> mend(long id, Choice choice, int atMost, ByHand hand) {
    throw asked();
  }

  @Override
  public Optional<Mending.Tally> mend(long id, long number, ByHand hand) {
    throw asked();
  }

  @Override
  public boolean ignore(long id, long number, ByHand hand) {
    return false;
  }

  private static UnsupportedOperationException asked() {
    return new UnsupportedOperationException("no audits are made where calls are measured");
  }
}
