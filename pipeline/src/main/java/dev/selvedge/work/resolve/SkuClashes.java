package dev.selvedge.work.resolve;

import dev.selvedge.SystemName;
import dev.selvedge.commerce.KnownSkus;
import dev.selvedge.commerce.KnownSkus.Known;
import dev.selvedge.commerce.SkuSpelling;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.mapping.function.Cause;
import dev.selvedge.work.resolve.Resolution.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Keeps two different SKUs from becoming one product: the first that is cleaned to a text has it,
/// and a record with another one waits for a person. What reads as cleaned and comes from a system
/// that writes SKUs so is no other one, whichever comes first. Confined to one transaction.
final class SkuClashes {
  private final Map<String, List<Known>> known = new HashMap<>();
  private final List<Known> fresh = new ArrayList<>();
  private final Set<SystemName> cleaning;

  private SkuClashes(Map<String, List<Known>> kept, Set<SystemName> cleaning) {
    kept.forEach((cleaned, all) -> known.put(cleaned, new ArrayList<>(all)));
    this.cleaning = cleaning;
  }

  /// The same works, those that clash as ones that cannot be mapped.
  ///
  /// @param cleaning systems that write SKUs as they are sent
  static List<Work> single(List<Work> batch, KnownSkus skus, Set<SystemName> cleaning) {
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
    SkuClashes clashes =
        new SkuClashes(
            skus.find(
                spellings.values().stream()
                    .flatMap(List::stream)
                    .map(SkuSpelling::cleaned)
                    .distinct()
                    .sorted()
                    .toList()),
            cleaning);
    List<Work> works = new ArrayList<>(batch.size());
    for (Work work : batch) {
      works.add(clashes.looked(work, spellings.getOrDefault(work, List.of())));
    }
    skus.keep(clashes.fresh);
    return works;
  }

  private Work looked(Work work, List<SkuSpelling> own) {
    SystemName system = work.item().sourceRecord().ref().system();
    List<Known> its =
        own.stream().map(spelling -> new Known(spelling, system)).filter(this::counts).toList();
    for (Known one : its) {
      Optional<SkuSpelling> other = other(one.spelling());
      if (other.isPresent()) {
        return parked(work, one.spelling(), other.get());
      }
    }
    its.forEach(this::keep);
    return work;
  }

  /// Whether it says which SKU its cleaned text stands for.
  private boolean counts(Known one) {
    return !one.spelling().isAsCleaned() || !cleaning.contains(one.system());
  }

  private Optional<SkuSpelling> other(SkuSpelling spelling) {
    return known.getOrDefault(spelling.cleaned(), List.of()).stream()
        .filter(this::counts)
        .map(Known::spelling)
        .filter(one -> !one.equals(spelling))
        .findFirst();
  }

  private void keep(Known one) {
    List<Known> all = known.computeIfAbsent(one.spelling().cleaned(), cleaned -> new ArrayList<>());
    if (!all.contains(one)) {
      all.add(one);
      fresh.add(one);
    }
  }

  private static Work parked(Work work, SkuSpelling clashing, SkuSpelling first) {
    boolean maybeOne = clashing.isAsCleaned() || first.isAsCleaned();
    String sentence =
        "The SKU '"
            + clashing.original()
            + "' would be sent as '"
            + clashing.cleaned()
            + "', and so is '"
            + first.original()
            + "', which came first: two products would become one. Give one of the two another"
            + " number at its source, or tell them apart in the mapping"
            + (maybeOne
                ? "; if they are one article, which a system holds cleaned already, set 'skus:"
                    + " cleaned' for that system"
                : "")
            + "; then replay.";
    return work.butMapped(
        new Mapped.Unmappable(
            List.of(
                new Mapped.FieldProblem(
                    Cause.SKU_TAKEN, "", "sku", clashing.original(), sentence))));
  }
}
