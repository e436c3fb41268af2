package dev.selvedge.work.resolve;

import dev.selvedge.commerce.KnownSkus;
import dev.selvedge.commerce.SkuSpelling;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.mapping.function.Cause;
import dev.selvedge.work.resolve.Resolution.Work;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keeps two different SKUs from becoming one product: the first that is cleaned to a text has it,
/// and a record with another one waits for a person. Confined to one transaction.
final class SkuClashes {
  private SkuClashes() {}

  /// The same works, those that clash as ones that cannot be mapped.
  static List<Work> single(List<Work> batch, KnownSkus known) {
    Map<Work, List<SkuSpelling>> spellings = new LinkedHashMap<>();
    for (Work work : batch) {
      if (work.mapped() instanceof Mapped.Mappable mappable) {
        List<SkuSpelling> own = SkuSpelling.of(mappable.contribution());
        if (!own.isEmpty()) {
          spellings.put(work, own);
        }
      }
    }
    if (spellings.isEmpty()) {
      return batch;
    }
    List<SkuSpelling> all = spellings.values().stream().flatMap(List::stream).distinct().toList();
    known.keep(all);
    Map<String, String> kept =
        known.find(
            all.stream()
                .map(SkuSpelling::cleaned)
                .distinct()
                .sorted(Comparator.naturalOrder())
                .toList());
    List<Work> works = new ArrayList<>(batch.size());
    for (Work work : batch) {
      works.add(
          spellings.getOrDefault(work, List.of()).stream()
              .filter(
                  one -> !one.original().equals(kept.getOrDefault(one.cleaned(), one.original())))
              .findFirst()
              .map(one -> parked(work, one, Optional.ofNullable(kept.get(one.cleaned()))))
              .orElse(work));
    }
    return works;
  }

  private static Work parked(Work work, SkuSpelling clashing, Optional<String> first) {
    String sentence =
        "The SKU '"
            + clashing.original()
            + "' would be sent as '"
            + clashing.cleaned()
            + "', and so is '"
            + first.orElse("")
            + "', which came first: two products would become one. Give one of the two another"
            + " number at its source, or tell them apart in the mapping; then replay.";
    return new Work(
        work.item(),
        new Mapped.Unmappable(
            List.of(
                new Mapped.FieldProblem(
                    Cause.SKU_TAKEN, "", "sku", clashing.original(), sentence))));
  }
}
