package dev.selvedge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Every kind of page that links lead to from the overview, whichever there are: nobody is barred
/// from it, nothing jumps, everything can be reached with the keyboard and seen when it is.
@ExtendWith(Stage.Shared.class)
class SweepTest {
  /// Where links lead from here to there, a few of each kind of page.
  private static final int PAGES_AT_MOST = 60;

  @Test
  void every_page_can_be_used_by_everybody(Stage stage) {
    List<String> faults = new ArrayList<>();
    Map<String, String> titles = new LinkedHashMap<>();
    try (Visit visit = stage.operator(Look.DESKTOP_LIGHT)) {
      Links links = new Links("/", PAGES_AT_MOST);
      while (links.hasNext()) {
        Links.Found found = links.next();
        visit.open(found.path());
        links.add(Inspection.links(visit.page()));
        List<String> here = new ArrayList<>();
        String title = visit.page().title();
        // a page that is filtered or turned over is the same page
        String page = found.path().replaceFirst("\\?.*", "");
        String other = titles.putIfAbsent(title, page);
        if (other != null && !other.equals(page)) {
          here.add("has the title of " + other + ": " + title);
        }
        look(visit, found, here);
        here.forEach(fault -> faults.add(found.path() + ": " + fault));
      }
      assertThat(links.kinds())
          .as("kinds of pages")
          .contains(
              "/",
              "/alarms",
              "/audits",
              "/automations",
              "/flows/*/*",
              "/parked",
              "/parked/*",
              "/people",
              "/people/*",
              "/people/duplicates",
              "/reports",
              "/reports/*/*");
    }
    assertThat(faults).isEmpty();
  }

  private static void look(Visit visit, Links.Found found, Collection<String> faults) {
    Page page = visit.page();
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    faults.addAll(Inspection.headings(page));
    faults.addAll(Axe.violations(page));
    if (found.isFirstOfItsKind()) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      Axe.contrast(page).forEach(fault -> faults.add("in the dark: " + fault));
      faults.addAll(Inspection.keyboard(page));
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }
  }

  @Test
  void nothing_jumps_while_pages_load_and_keep_themselves_up_to_date(Stage stage) {
    List<String> jumps = new ArrayList<>();
    for (Look look : List.of(Look.DESKTOP_LIGHT, Look.PHONE_DARK)) {
      try (Visit visit = stage.operator(look)) {
        Links links = new Links("/", PAGES_AT_MOST);
        while (links.hasNext()) {
          Links.Found found = links.next();
          if (!found.isFirstOfItsKind()) {
            continue;
          }
          visit.open(found.path());
          links.add(Inspection.links(visit.page()));
          visit.fits();
          Inspection.refreshed(visit.page());
          double shift = Inspection.shift(visit.page());
          if (shift > Inspection.NO_SHIFT) {
            jumps.add(found.path() + " as " + look + " jumps by " + shift);
          }
        }
      }
    }
    assertThat(jumps).isEmpty();
  }
}
