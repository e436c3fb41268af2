package dev.selvedge.work.hub;

import dev.selvedge.send.Job;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Says that this run is alive, and takes over what runs that are no more were doing: what they had
/// claimed is due again, imports they had handed over are minded from here. Confined to one loop.
final class Takeover {
  private final HubParts parts;
  private final Duration lease;

  Takeover(HubParts parts, Duration lease) {
    this.parts = parts;
    this.lease = lease;
  }

  /// Beats, and takes over from the dead.
  ///
  /// @return the jobs that are now this run's to mind
  List<Job> beat() {
    Instant now = parts.clock().instant();
    return parts
        .store()
        .write(
            ports -> {
              ports.runs().beat(parts.claimant(), now.plus(lease));
              List<String> gone = ports.runs().silent(now);
              return gone.isEmpty() ? List.<Job>of() : takeOver(gone, ports, now);
            });
  }

  /// The first beat. Where no other process can have the store, all earlier runs are dead, however
  /// lately they beat.
  List<Job> begin() {
    Instant now = parts.clock().instant();
    return parts
        .store()
        .write(
            ports -> {
              ports.runs().beat(parts.claimant(), now.plus(lease));
              Set<String> gone = new TreeSet<>(ports.runs().silent(now));
              if (parts.store().isExclusive()) {
                gone.addAll(ports.runs().others(parts.claimant()));
              }
              return gone.isEmpty() ? List.<Job>of() : takeOver(gone, ports, now);
            });
  }

  private List<Job> takeOver(Collection<String> gone, Store.Ports ports, Instant now) {
    List<Job> minded = new ArrayList<>();
    List<String> packing = new ArrayList<>();
    for (Job job : ports.jobs().adopt(gone, parts.claimant())) {
      switch (job.stage()) {
        case PACKING -> {
          packing.add(job.claimant());
          ports.jobs().close(job.id());
        }
        case HANDING_OVER -> {
          Job doubtful = job.inDoubt(now);
          ports.jobs().update(doubtful);
          minded.add(doubtful);
        }
        case RUNNING, IN_DOUBT -> minded.add(job);
      }
    }
    ports.deliveries().release(packing, now);
    ports.ledger().append(new LostWords(parts, lease, ports).of(gone, now));
    ports.deliveries().releaseDoubtful(gone, now);
    ports.runs().forget(gone);
    return minded;
  }
}
