package dev.selvedge.app.cli.audit;

import dev.selvedge.audit.Audits.Choice;
import dev.selvedge.audit.Gap;
import dev.selvedge.audit.Hop;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which differences of an audit are meant.
final class Which {
  @Option(
      names = "--kind",
      paramLabel = "kind",
      description = "Only of this kind: ${COMPLETION-CANDIDATES}.")
  private Gap.@Nullable Kind kind;

  @Option(
      names = "--hop",
      paramLabel = "hop",
      description = "Only those that arose there: ${COMPLETION-CANDIDATES}.")
  private @Nullable Hop hop;

  @Option(names = "--field", paramLabel = "field", description = "Only of this field.")
  private String field = "";

  Choice choice(boolean open) {
    return new Choice(Optional.ofNullable(kind), Optional.ofNullable(hop), field, open);
  }
}
