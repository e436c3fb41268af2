package dev.selvedge.connectors.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What OAuth 1.0a signs, by the standard's own example.
class OAuthSignatureTest {
  /// The example of RFC 5849, 3.4.1.1, with its GET in place of the form.
  @Test
  void what_is_signed_is_spelt_as_the_standard_says() {
    Map<String, String> oauth = new TreeMap<>();
    oauth.put("oauth_consumer_key", "9djdj82h48djs9d2");
    oauth.put("oauth_token", "kkk9d7dh3k39sjv7");
    oauth.put("oauth_signature_method", "HMAC-SHA1");
    oauth.put("oauth_timestamp", "137131201");
    oauth.put("oauth_nonce", "7d8f3e4a");
    URI to = URI.create("http://EXAMPLE.com:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b&c2&a3=2+q");
    assertThat(OAuthSignature.baseString("post", to, oauth))
        .isEqualTo(
            "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q"
                + "%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_"
                + "key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_m"
                + "ethod%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk"
                + "9d7dh3k39sjv7");
  }
}
