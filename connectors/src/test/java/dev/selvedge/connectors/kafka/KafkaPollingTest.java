package dev.selvedge.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.testkit.kafka.KafkaInstall;
import dev.selvedge.testkit.kafka.TestBroker;
import dev.selvedge.testkit.source.PollingContract;
import dev.selvedge.testkit.source.Vendor;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// The contract of all sources that are asked, on a topic of a real broker.
@Tag("real-system")
class KafkaPollingTest extends PollingContract {
  @TempDir private static Path folder;
  private static TestBroker broker;
  private static int topics;

  @BeforeAll
  static void start_the_broker() throws IOException {
    broker = TestBroker.start(KafkaInstall.ofThisMachine().orLeaveOut(Assumptions::abort), folder);
  }

  @AfterAll
  static void stop_the_broker() {
    if (broker != null) {
      broker.close();
      assertThat(ProcessHandle.of(broker.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    }
  }

  @Override
  protected Vendor vendor() {
    topics++;
    return new KafkaVendor(broker.address(), "things-" + topics);
  }
}
