package dev.selvedge.dotdigital;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.dotdigital.account.Residence;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where an account lives, by the address it tells.
class ResidenceTest {
  @ParameterizedTest
  @CsvSource({
    "https://r1-api.dotdigital.com, https://r1-api.dotdigital.com, true",
    "https://r1-api.dotdigital.com, https://r1-api.dotmailer.com, true",
    "https://r2-api.dotdigital.com, https://r1-api.dotdigital.com, false",
    "https://r2-api.dotdigital.com, https://r1-api.dotmailer.com, false",
    "http://127.0.0.1:8080, http://127.0.0.1:8080, true",
    "http://127.0.0.1:8081, http://127.0.0.1:8080, false",
    "https://r1-api.example.com, https://r1-api.example.org, false"
  })
  void an_account_lives_where_it_is_called_or_elsewhere(URI told, URI called, boolean here) {
    assertThat(Residence.of(told, called))
        .isEqualTo(here ? new Residence.Here() : new Residence.Elsewhere(told));
  }

  @ParameterizedTest
  @CsvSource({
    "https://r1-api.dotdigital.com, true",
    "https://API.dotmailer.com/v2, true",
    "https://dotdigital.com.example.org, false",
    "https://notdotdigital.com, false",
    "http://127.0.0.1:8080, false"
  })
  void only_dotdigitals_own_addresses_are_asked_elsewhere(URI address, boolean own) {
    assertThat(Residence.isDotdigitals(address)).isEqualTo(own);
  }
}
