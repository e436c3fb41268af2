package dev.selvedge.app.audit;

import dev.selvedge.Masking;
import dev.selvedge.app.parked.Veil;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.Audits.Choice;
import dev.selvedge.audit.Audits.Found;
import dev.selvedge.audit.Difference;
import dev.selvedge.audit.Gap;
import dev.selvedge.audit.Hop;
import dev.selvedge.audit.Remedy;
import dev.selvedge.plan.Facet;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One audit as people read it. Immutable.
///
/// @param lines a page of its differences, in the order of their numbers
/// @param more whether others follow
public record AuditPage(
    Audit audit, AuditPlots plots, Asked asked, List<Line> lines, boolean more) {
  public AuditPage {
    lines = List.copyOf(lines);
  }

  /// Which of the differences are to be listed.
  ///
  /// @param after the last number of the page before; 0 for the first
  public record Asked(Choice choice, long after) {
    /// All of them, from the first.
    public static final Asked ALL = new Asked(Choice.ALL, 0);

    /// As part of a link, after the question mark; without where the page begins.
    public String query() {
      String field =
          choice.field().isEmpty()
              ? ""
              : "&field=" + URLEncoder.encode(choice.field(), StandardCharsets.UTF_8);
      return "kind="
          + choice.kind().map(AuditPage::word).orElse("")
          + "&hop="
          + choice.hop().map(AuditPage::word).orElse("")
          + field
          + (choice.open() ? "&open=yes" : "");
    }

    /// Whether only some are meant.
    public boolean isSome() {
      return !choice.equals(Choice.ALL);
    }
  }

  /// The link of a group's list.
  public static String query(Gap.Kind kind, String field, Hop hop) {
    return new Asked(new Choice(Optional.of(kind), Optional.of(hop), field, false), 0).query();
  }

  /// A word of a link: `changed-afterwards`.
  public static String word(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// What a word of a link means; empty for anything else.
  public static <E extends Enum<E>> Optional<E> of(String word, E[] all) {
    return Arrays.stream(all).filter(one -> word(one).equals(word)).findFirst();
  }

  /// `contact`, `order`; of a place on a list the contact.
  public static String noun(Facet facet) {
    return facet == Facet.CHOICE ? noun(Facet.CONTACT) : facet.name().toLowerCase(Locale.ROOT);
  }

  /// The last number of this page.
  public long last() {
    return lines.isEmpty() ? 0 : lines.getLast().number();
  }

  /// Whether more differences were counted than are kept one by one, of what is asked for.
  public boolean isCut() {
    long counted =
        audit.result().groups().stream()
            .filter(group -> asked.choice().kind().stream().allMatch(it -> it == group.kind()))
            .filter(group -> asked.choice().hop().stream().allMatch(it -> it == group.hop()))
            .filter(
                group ->
                    asked.choice().field().isEmpty()
                        || asked.choice().field().equals(group.field()))
            .mapToLong(dev.selvedge.audit.AuditResult.Group::count)
            .sum();
    return asked.after() == 0 && !more && !asked.choice().open() && counted > lines.size();
  }

  /// One difference.
  ///
  /// @param person the number of their page; empty for nobody
  /// @param address theirs; empty where nobody is known any more
  /// @param wanted what it should be, covered for those who may not see it
  /// @param shown what it is, covered for those who may not see it
  /// @param helps whether the hub can mend it
  /// @param mended what was done about it; empty for nothing
  public record Line(
      long number,
      Difference difference,
      String person,
      String address,
      String wanted,
      String shown,
      Remedy remedy,
      boolean helps,
      String mended,
      Instant mendedAt) {
    /// A difference as this reader sees it.
    ///
    /// @param address of the person; empty where nobody is known
    static Line of(Found found, String address, Veil veil) {
      Difference one = Covered.of(found, veil).difference();
      boolean isNobodys = one.person().equals(Difference.NOBODY);
      Remedy remedy = Remedy.of(found.difference());
      return new Line(
          found.number(),
          one,
          isNobodys ? "" : one.person().toString(),
          address,
          one.gap().wanted(),
          one.gap().shown(),
          remedy,
          remedy.helps() && found.mended().isEmpty(),
          found.mended(),
          found.mendedAt());
    }

    /// What it is about, without the person: `order 1001`; `contact` where the person says it all.
    public String what() {
      Facet facet = difference.subject().facet();
      boolean isOfPerson = facet == Facet.CONTACT || facet == Facet.CHOICE;
      String name = isOfPerson ? difference.remote() : difference.subject().id();
      return isOfPerson && !person.isEmpty()
          ? noun(facet)
          : noun(facet) + ' ' + Masking.maskAddresses(name);
    }
  }
}
