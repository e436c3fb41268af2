package dev.selvedge.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ZonesTest {
  @Test
  void a_zone_or_a_country_tells_one() {
    assertThat(Zones.of("Europe/Paris")).contains(ZoneId.of("Europe/Paris"));
    assertThat(Zones.of(" gb ")).contains(ZoneId.of("Europe/London"));
    assertThat(Zones.of("US")).contains(ZoneId.of("America/New_York"));
  }

  @Test
  void anything_else_tells_none() {
    assertThat(Zones.of("")).isEmpty();
    assertThat(Zones.of("Atlantis")).isEmpty();
    assertThat(Zones.of("XX")).isEmpty();
  }
}
