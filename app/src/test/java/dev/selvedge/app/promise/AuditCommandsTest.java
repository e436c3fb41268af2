package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands about audits, beside a hub that runs.
class AuditCommandsTest {
  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private RunningBrand brand;

  @BeforeEach
  void startHub() {
    brand = new RunningBrand(folder);
    brand.call(
        "customer",
        """
        {"id":"S1","email":"Ann@Example.com","first_name":"Ann","points":3,\
        "newsletter":"yes","newsletter_at":"2026-01-02T10:00:00Z","updated_at":"2026-01-02T10:00:00Z"}""");
    Await.until(
        "her contact",
        Duration.ofSeconds(60),
        () -> brand.account.inside().contact("ann@example.com").isPresent());
  }

  @AfterEach
  void stopHub() {
    brand.close();
  }

  private RunningBrand.Answer selvedge(String... arguments) {
    return brand.selvedge(arguments);
  }

  @Test
  void an_audit_is_planned_made_listed_and_its_differences_mended() {
    String project = brand.folder.path().toString();
    RunningBrand.Answer plan = selvedge("audit", "run", "--plan", project);
    assertThat(plan.out()).contains("Everything is read back: about ");

    brand.account.act("delete", "ann@example.com");
    RunningBrand.Answer run = selvedge("audit", "run", project);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("is missing", "changed in the target afterwards");
    assertThat(selvedge("audit", "list", project).out()).contains("done        1");
    assertThat(selvedge("audit", "show", "-p", project).out())
        .contains("- Dotdigital holds 1 contact that no system of the hub knows.");
    assertThat(selvedge("audit", "differences", "-p", project).out())
        .contains("an***@example.com")
        .doesNotContain("ann@example.com");
    assertThat(selvedge("audit", "differences", "--csv", "-p", project).out())
        .startsWith("number,facet,subject,")
        .contains("\"missing\"");

    Path print = folder.resolve("audit.html");
    assertThat(selvedge("audit", "show", "--html", print.toString(), "-p", project).out())
        .contains("Written to ");
    assertThat(print)
        .content()
        .contains("1 thing differs from what should be there", "is missing", "<svg")
        .doesNotContain("ann@example.com", "<script", "href=");
    Path nowhere = folder.resolve("nowhere").resolve("audit.html");
    assertThat(selvedge("audit", "show", "--html", nowhere.toString(), "-p", project).err())
        .contains("cannot be written");

    RunningBrand.Answer refused = selvedge("audit", "mend", "--at-most", "0", "-p", project);
    assertThat(refused.err()).contains("Nothing was mended: 1 thing would change");
    assertThat(selvedge("audit", "mend", "-p", project).out()).contains("send again: 1");
    Await.until(
        "her contact is back",
        Duration.ofSeconds(60),
        () -> brand.account.inside().contact("ann@example.com").isPresent());
    assertThat(selvedge("audit", "run", project).exit()).isZero();
    assertThat(selvedge("trail", "ann@example.com", "-p", project).out())
        .contains("An audit found that it is missing: send again by");
  }

  @Test
  void what_is_left_alone_needs_a_reason() {
    String project = brand.folder.path().toString();
    selvedge("audit", "run", project);

    assertThat(selvedge("audit", "ignore", "1", "-p", project).err())
        .contains("there is no reason");
    assertThat(selvedge("audit", "ignore", "1", "--why", "the vendor's", "-p", project).exit())
        .isZero();
    assertThat(selvedge("audit", "run", project).out()).doesNotContain("no system");
    assertThat(selvedge("audit", "ignore", "99", "--why", "x", "-p", project).err())
        .contains("has no difference 99");
  }
}
