package dev.selvedge.connectors.rest;

import dev.selvedge.yaml.YamlSection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/// Reads addresses to which credentials are sent.
final class Addresses {
  /// In place of one that cannot be read.
  static final URI NOWHERE = URI.create("https://unknown.invalid");

  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

  private Addresses() {}

  /// The address without slashes at its end; what is wrong goes to the section's problems.
  ///
  /// @param open whether it may be spoken to without encryption
  static URI read(YamlSection section, String key, String written, boolean open) {
    try {
      URI uri = new URI(written.strip().replaceFirst("/+$", ""));
      String scheme = String.valueOf(uri.getScheme());
      if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
        return wrong(section, key, "must be an address", "write https://api.example.com/v2");
      }
      if (uri.getRawUserInfo() != null) {
        return wrong(section, key, "must not hold credentials", "use 'auth'");
      }
      if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
        return wrong(
            section, key, "must end with a path", "what follows '?' is written in 'query'");
      }
      if (scheme.equals("http") && !open && !THIS_MACHINE.contains(uri.getHost())) {
        return wrong(
            section,
            key,
            "would send credentials and personal data in the clear",
            "use https://, or say 'allow_http: true' where the network is yours");
      }
      return uri;
    } catch (URISyntaxException notAnAddress) {
      return wrong(section, key, "must be an address", "write https://api.example.com/v2");
    }
  }

  private static URI wrong(YamlSection section, String key, String what, String fix) {
    section.problem(key, "'" + key + "' " + what, fix);
    return NOWHERE;
  }
}
