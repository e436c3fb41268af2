package dev.selvedge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  @TempDir private Path temp;

  private CommandRun demo(String... more) {
    String[] all = new String[more.length + 7];
    String[] given = {"demo", "--customers", "60", "--port", "0", "--seconds", "2"};
    System.arraycopy(given, 0, all, 0, given.length);
    System.arraycopy(more, 0, all, given.length, more.length);
    return CommandRun.endless(Clock.systemUTC(), all);
  }

  @Test
  void the_first_sync_reaches_its_end_the_shop_opens_and_another_run_goes_on() {
    CommandRun first = demo("--keep", temp.toString());

    assertThat(first.err()).contains("First sync to Dotdigital: 100 %").doesNotContain("Exception");
    assertThat(first.exitCode()).isZero();
    assertThat(first.out())
        .contains("Dashboard: http://127.0.0.1:", "User:      demo", "The shop is open.", "[202]");
    assertThat(first.out())
        .contains(
            "clicks “unsubscribe” in a mail: Dotdigital knows, the brand's own systems do not")
        .containsPattern(
            "The opt-out of \\S+\\*\\*\\*@\\S+ came back: the customer database says “no” now, see"
                + " http://127\\.0\\.0\\.1:\\d+/people/p\\d+");
    assertThat(first.out())
        .contains(
            "the shop tells its catalogue: 12 articles in 36 variants, of which Felt hat, M is")
        .containsPattern("“back-in-stock” starts the program for m\\S*@")
        .containsPattern("“left-basket” starts the program for n\\S*@")
        .containsPattern("“left-basket” is cancelled for o\\S*@\\S+, who ordered meanwhile")
        .containsPattern("“order-thanks” starts the program for \\S+@")
        .contains("= automations: order-thanks ");
    CommandRun automations = CommandRun.of(Clock.systemUTC(), "automations", temp.toString());
    assertThat(automations.out()).contains("order-thanks", "left-basket", "back-in-stock");
    CommandRun status = CommandRun.of(Clock.systemUTC(), "status", temp.toString());
    assertThat(status.out()).contains("crm/customer → Dotdigital", "shop/");

    CommandRun second = demo("--keep", temp.toString(), "--quiet");
    assertThat(second.exitCode()).isZero();
    assertThat(second.out()).contains("Dashboard: ").doesNotContain("The shop is open.");
  }
}
