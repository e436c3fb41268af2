package dev.selvedge.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.ConsentPolicy;
import dev.selvedge.person.ConsentPolicy.Unasked;
import dev.selvedge.plan.Choices;
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
            new Project.Consent(
                ConsentPolicy.STANDARD, new Project.Return.Asked("", ""), true, Choices.NONE));
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
                false,
                Choices.NONE));
  }

  @Test
  void who_comes_back_may_do_so_at_once() {
    consent("consent: { resubscribe_by: at_once }\n");

    assertThat(folder.project().consent().comeBack()).isEqualTo(new Project.Return.AtOnce());
  }

  @Test
  void lists_preferences_and_the_number_are_named_once_for_both_ways() throws Exception {
    consent("consent: { lists: [News, VIP], preferences: [Offers], sms_number: first_name }\n");

    Project.Consent consent = folder.project().consent();
    assertThat(consent.choices())
        .isEqualTo(
            new Choices(
                Set.of(
                    Topic.list("News"), Topic.list("VIP"), Topic.preference("Offers"), Topic.SMS),
                "first_name"));
    assertThat(consent.named(Topic.Grain.LIST)).containsExactly("News", "VIP");
    assertThat(consent.named(Topic.Grain.PREFERENCE)).containsExactly("Offers");
  }

  @Test
  void a_number_without_a_field_is_a_problem() {
    consent("consent: { sms_number: frist_name }\n");

    assertThat(folder.problems())
        .containsExactly(
            "selvedge.yaml:5:24: 'frist_name' is not a field of fields.yaml (did you mean"
                + " 'first_name'?)");
  }

  @Test
  void a_list_that_everybody_is_on_is_nobodys_to_decide_on() {
    folder.write(
        "selvedge.yaml",
        ProjectFolder.SETTINGS.replace("dotdigital: {", "dotdigital: { list: News,")
            + "consent: { lists: [news] }\n");

    assertThat(folder.problems())
        .singleElement()
        .asString()
        .contains("'News' is the list that every contact is put on (dotdigital.list)");
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
