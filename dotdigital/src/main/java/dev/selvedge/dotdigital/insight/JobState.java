package dev.selvedge.dotdigital.insight;

import dev.selvedge.dotdigital.json.Word;

/// How an import or another job on insight data stands. The vendor's schema ends an import with
/// `Complete`, its samples and connectors with `Finished`: both are done here.
public enum JobState {
  RUNNING,
  DONE,
  FAILED,
  /// A status this client has never heard of.
  UNKNOWN;

  static JobState of(Word status) {
    if (status.is("Finished") || status.is("Complete") || status.is("Completed")) {
      return DONE;
    }
    if (status.is("NotStarted") || status.is("Processing") || status.is("NotFinished")) {
      return RUNNING;
    }
    boolean failed =
        status.is("Failed")
            || status.is("RejectedByWatchdog")
            || status.is("ExceedsAllowedContactLimit");
    return failed ? FAILED : UNKNOWN;
  }
}
