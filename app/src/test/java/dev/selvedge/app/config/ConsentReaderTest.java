package dev.selvedge.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.person.ConsentPolicy;
import dev.selvedge.person.ConsentPolicy.Unasked;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsentReaderTest {
  @TempDir private Path temp;
  private ProjectFolder folder;

  @BeforeEach
  void begin() {
    folder = new ProjectFolder(temp);
  }

  private ProjectFolder consent(String lines) {
    return folder.write("selvedge.yaml", ProjectFolder.SETTINGS + lines);
  }

  @Test
  void what_is_left_out_is_the_standard() {
    assertThat(folder.project().consent())
        .isEqualTo(
            new Project.Consent(ConsentPolicy.STANDARD, new Project.Return.Asked("", ""), true));
  }

  @Test
  void every_policy_reaches_its_place() {
    consent(
        """
        consent:
          unasked: nobody
          soft_opt_in: true
          resubscribe_from: "shop"
          challenge_locale: fr-FR
          challenge_redirect: https://shop.example.com/welcome
          send_proof: false
        """);

    assertThat(folder.project().consent())
        .isEqualTo(
            new Project.Consent(
                new ConsentPolicy(
                    Set.of(new SystemName("shop")),
                    ConsentPolicy.STANDARD.mailers(),
                    true,
                    Unasked.NOBODY),
                new Project.Return.Asked("fr-FR", "https://shop.example.com/welcome"),
                false));
  }

  @Test
  void who_comes_back_may_do_so_at_once() {
    consent("consent: { resubscribe_by: at_once }\n");

    assertThat(folder.project().consent().comeBack()).isEqualTo(new Project.Return.AtOnce());
  }

  @Test
  void what_is_wrong_is_said_with_its_place() {
    consent(
        """
        consent:
          unasked: everybody
          soft_opt_in: yes
          resubscribe_from: shop, erp, shpo
          resubscribe_by: atonce
          challenge_locale: en-GB
          challenge_redirect: shop.example.com
          send_prof: true
        """);

    assertThat(folder.problems())
        .containsExactly(
            "selvedge.yaml:6:12: 'unasked' must be as_unsubscribed or nobody; got 'everybody'",
            "selvedge.yaml:7:16: 'soft_opt_in' must be true or false; got 'yes'",
            "selvedge.yaml:8:21: 'erp' is not a system of this project (known: shop)",
            "selvedge.yaml:8:21: 'shpo' is not a system of this project (did you mean 'shop'?)",
            "selvedge.yaml:9:19: 'resubscribe_by' must be challenge or at_once; got 'atonce' (did"
                + " you mean 'at_once'?)",
            "selvedge.yaml:10:21: 'challenge_locale' is not a language Dotdigital asks in; got"
                + " 'en-GB' (one of cs-CS, da-DA, de-DE, el-EL, en-EN, es, es-ES, fi-FI, fr-FR,"
                + " hu-HU, it-IT, nb-NO, nl-NL, pl-PL, pt-PT, ru-RU, se-SE, sk-SK, tr-TR, zh-CN)",
            "selvedge.yaml:11:23: 'challenge_redirect' must be a URL; got 'shop.example.com' (write"
                + " https://…)",
            "selvedge.yaml:12:3: unknown key 'send_prof' (did you mean 'send_proof'?)");
  }
}
