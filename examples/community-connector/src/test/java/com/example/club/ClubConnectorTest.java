package com.example.club;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Connector.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClubConnectorTest {
  @Test
  void a_check_up_reads_one_member_and_says_what_is_wrong() {
    try (ScriptedClub club = new ScriptedClub();
        Connector.Opened right = ScriptedClub.open(club.url(), ScriptedClub.TOKEN);
        Connector.Opened wrong = ScriptedClub.open(club.url(), "guessed");
        Connector.Opened away = ScriptedClub.open("http://127.0.0.1:9", ScriptedClub.TOKEN)) {
      club.write(1, club.now(), "one");
      assertThat(right.examine())
          .containsExactly(new Finding(true, "members can be read; one was read as a trial", ""));
      assertThat(first(wrong)).contains("refuses the token");
      assertThat(first(away)).contains("cannot be reached");
    }
  }

  private static String first(Connector.Opened opened) {
    List<Finding> findings = opened.examine();
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().healthy()).isFalse();
    return findings.getFirst().what();
  }
}
