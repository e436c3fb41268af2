package dev.selvedge.app.live;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/// What an open page shows. Immutable.
///
/// @param flow `system/kind` where it is the page of a flow; else empty
public record Watched(Show show, String flow) {
  private static final Pattern FLOW =
      Pattern.compile("[a-z0-9][a-z0-9._-]{0,79}/[a-z0-9._-]{1,80}");

  /// What changes while one looks at it.
  public enum Show {
    /// nothing but the figures in the navigation
    NOTHING,
    OVERVIEW,
    ALARMS,
    PARKED,
    FLOW
  }

  /// As a page asks for it; what is not understood shows nothing.
  public static Watched of(String show, String flow) {
    Show known =
        Arrays.stream(Show.values())
            .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(show))
            .findFirst()
            .orElse(Show.NOTHING);
    if (known != Show.FLOW) {
      return new Watched(known, "");
    }
    return FLOW.matcher(flow).matches()
        ? new Watched(Show.FLOW, flow)
        : new Watched(Show.NOTHING, "");
  }
}
