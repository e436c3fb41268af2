package dev.selvedge.app.live;

import dev.selvedge.app.page.AlarmsPage;
import dev.selvedge.app.page.Counts;
import dev.selvedge.app.page.FlowNow;
import dev.selvedge.app.page.Overview;
import dev.selvedge.app.page.ParkedPage;
import dev.selvedge.app.page.Views;
import dev.selvedge.audit.Audit;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Looks at the pages' own content. Safe for use by many threads.
///
/// @param audited tells the newest audit that has ended
public record ViewLooks(Views views, Supplier<Optional<Audit>> audited, InstantSource clock)
    implements Looks {
  @Override
  public Counts counts() {
    return views.counts();
  }

  @Override
  public Look at(Watched watched) {
    Instant now = clock.instant();
    return switch (watched.show()) {
      case NOTHING -> new Look("", now);
      case OVERVIEW -> {
        Overview overview = views.overview();
        yield new Look(List.of(overview.timeless(), audited.get()), overview.at());
      }
      case ALARMS -> {
        AlarmsPage alarms = views.alarms(1);
        yield new Look(alarms, now);
      }
      case PARKED -> {
        ParkedPage parked = views.parked("", 1);
        yield new Look(parked, now);
      }
      case FLOW -> {
        Overview overview = views.overview();
        List<Overview.FlowLine> lines =
            overview.flows().stream().filter(line -> line.name().equals(watched.flow())).toList();
        // its figures may stand still while an alarm about it is raised
        yield new Look(List.of(lines, FlowNow.of(overview, watched.flow())), overview.at());
      }
    };
  }
}
