package dev.selvedge.audit.schema;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The port to what was found about schemas. Every method runs inside the caller's transaction.
public interface SchemaFindings {
  /// Keeps what a look found. What was found before at one of these places and is not among it is
  /// over; what was over long ago is forgotten.
  ///
  /// @param looked the places that could be looked at; of others nothing is over
  void settle(Collection<Place> looked, List<SchemaFinding> found, Instant now);

  /// What holds now, the heaviest first.
  List<Standing> standing();

  /// What holds or held at some time since then, the heaviest first.
  List<Standing> since(Instant then);

  /// When schemas were last looked at; empty if never.
  Optional<Instant> lastLook();

  /// A finding and since when it holds.
  ///
  /// @param since when it was first found in a row
  /// @param until when it was no longer found; empty while it holds
  record Standing(SchemaFinding finding, Instant since, Optional<Instant> until) {}
}
