package dev.selvedge.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The arrows between the modules, and what holds everywhere; the drawing is in ARCHITECTURE.md.
class ArrowsBetweenModulesTest {
  private static final List<String> ADAPTERS =
      List.of("connectors", "dotdigital", "store", "sandbox");

  private static final JavaClasses EVERYTHING =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("testkit"))
          .importPackages("dev.selvedge");

  @Test
  void adapters_never_use_each_other() {
    for (String adapter : ADAPTERS) {
      for (String other : ADAPTERS) {
        if (!adapter.equals(other)) {
          noClasses()
              .that()
              .resideInAPackage(folder(adapter))
              .should()
              .dependOnClassesThat()
              .resideInAPackage(folder(other))
              .check(EVERYTHING);
        }
      }
    }
  }

  @Test
  void nobody_uses_the_app() {
    noClasses()
        .that()
        .resideOutsideOfPackage(folder("app"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(folder("app"))
        .check(EVERYTHING);
  }

  @Test
  void the_sandbox_knows_nobody() {
    noClasses()
        .that()
        .resideInAPackage(folder("sandbox"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.selvedge", folder("app"), folder("mapping"), folder("plan"))
        .check(EVERYTHING);
  }

  @Test
  void the_client_is_usable_without_the_hub() {
    noClasses()
        .that()
        .resideInAPackage(folder("dotdigital"))
        .and()
        .resideOutsideOfPackages(
            folder("dotdigital.delivery"),
            folder("dotdigital.inward"),
            folder("dotdigital.mirror"),
            folder("dotdigital.subject"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.selvedge",
            folder("audit"),
            folder("connector"),
            folder("mapping"),
            folder("person"),
            folder("plan"),
            folder("send"))
        .check(EVERYTHING);
  }

  @Test
  void sql_is_spoken_in_the_store_and_with_customers_databases_only() {
    // The demo plays a customer's database, and a customer's database is not the hub's store.
    noClasses()
        .that()
        .resideOutsideOfPackages(folder("store"), folder("connectors.jdbc"), folder("app.demo"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..")
        .check(EVERYTHING);
  }

  @Test
  void packages_form_no_cycle() {
    slices().matching("dev.selvedge.(**)").should().beFreeOfCycles().check(EVERYTHING);
  }

  @Test
  void time_and_chance_come_from_the_main_classes() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.selvedge.app.Main")
        .and()
        .resideOutsideOfPackage("dev.selvedge.sandbox")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .check(EVERYTHING);
  }

  @Test
  void names_say_what_a_thing_is() {
    classes()
        .should()
        .haveNameNotMatching(
            ".*(Manager|Helper|Utils?|Common|Service|Processor|Data|Info|Dto|Model|Impl)$")
        .check(EVERYTHING);
  }

  private static String folder(String name) {
    return "dev.selvedge." + name + "..";
  }
}
