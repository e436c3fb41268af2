package dev.selvedge.sandbox.job;

/// The kinds of asynchronous work Dotdigital has.
public enum JobKind {
  CONTACT_IMPORT,
  CONTACT_DELETE,
  INSIGHT_IMPORT,
  INSIGHT_TASK,
  LIST_REMOVAL,
  ENROLMENT,
  SEGMENT_REFRESH
}
