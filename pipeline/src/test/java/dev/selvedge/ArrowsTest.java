package dev.selvedge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The arrows of ARCHITECTURE.md, one rule a line of the drawing.
class ArrowsTest {
  /// The stages in the order of the data path; a stage may use the stages before it.
  private static final List<String> PATH =
      List.of("connector", "inbox", "mapping", "person", "commerce", "automation", "plan", "send");

  /// What every stage may use besides.
  private static final List<String> GROUND = List.of("yaml", "trail", "watch", "privacy");

  private static final JavaClasses PIPELINE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.selvedge");

  @Test
  void a_stage_uses_only_the_stages_before_it() {
    for (int stage = 0; stage < PATH.size(); stage++) {
      for (String later : PATH.subList(stage + 1, PATH.size())) {
        noClasses()
            .that()
            .resideInAPackage(folder(PATH.get(stage)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(folder(later))
            .allowEmptyShould(true)
            .check(PIPELINE);
      }
    }
  }

  /// It reads every stage, and only work makes it do so.
  @Test
  void no_stage_uses_audit() {
    noClasses()
        .that()
        .resideOutsideOfPackages(folder("audit"), folder("work"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(folder("audit"))
        .check(PIPELINE);
  }

  @Test
  void nobody_in_the_pipeline_uses_work() {
    noClasses()
        .that()
        .resideOutsideOfPackage(folder("work"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(folder("work"))
        .check(PIPELINE);
  }

  @Test
  void trail_watch_privacy_and_yaml_use_no_stage() {
    for (String ground : GROUND) {
      for (String stage : PATH) {
        noClasses()
            .that()
            .resideInAPackage(folder(ground))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(folder(stage))
            .check(PIPELINE);
      }
    }
  }

  @Test
  void the_root_uses_nobody() {
    noClasses()
        .that()
        .resideInAPackage("dev.selvedge")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.selvedge.(*)..")
        .check(PIPELINE);
  }

  @Test
  void packages_form_no_cycle() {
    slices().matching("dev.selvedge.(**)").should().beFreeOfCycles().check(PIPELINE);
  }

  @Test
  void the_pipeline_does_no_io() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "java.net.http..", "java.nio.file.spi..", "org.jdbi..")
        .check(PIPELINE);
  }

  @Test
  void time_randomness_and_waiting_are_handed_in() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callConstructor(Random.class)
        .check(PIPELINE);
  }

  @Test
  void names_say_what_a_thing_is() {
    classes()
        .should()
        .haveNameNotMatching(
            ".*(Manager|Helper|Utils?|Common|Service|Processor|Data|Info|Dto|Model|Impl)$")
        .andShould()
        .haveNameNotMatching(".*\\.(Abstract|Base)[A-Z][^.]*")
        .check(PIPELINE);
  }

  @Test
  void classes_are_final_or_sealed_unless_they_are_interfaces() {
    DescribedPredicate<JavaClass> open =
        DescribedPredicate.describe(
            "open classes",
            type ->
                !type.isInterface()
                    && !type.isEnum()
                    && !type.isAnonymousClass()
                    && !type.getModifiers()
                        .contains(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
                    && !type.getModifiers()
                        .contains(com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT)
                    && !type.getSimpleName().equals("package-info"));
    classes().that(open).should(notExist()).allowEmptyShould(true).check(PIPELINE);
  }

  private static ArchCondition<JavaClass> notExist() {
    return new ArchCondition<>("not exist") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        events.add(SimpleConditionEvent.violated(type, type.getName() + " is open"));
      }
    };
  }

  private static String folder(String name) {
    return "dev.selvedge." + name + "..";
  }
}
