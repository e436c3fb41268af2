package dev.selvedge.connectors.option;

import dev.selvedge.yaml.YamlSection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/// Reads the addresses of systems, to which credentials and personal data are sent.
public final class Addresses {
  /// In place of one that cannot be read.
  public static final URI NOWHERE = URI.create("https://unknown.invalid");

  /// Whether there may be no encryption.
  public static final Setting<Boolean> ALLOW_HTTP =
      Setting.flag(
          "allow_http",
          false,
          "Whether an address may be spoken to without encryption; this machine's own always may.");

  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

  private Addresses() {}

  /// The address without slashes at its end. What is wrong goes to the section's problems, but for
  /// one that is left out: whether it may be has been said.
  ///
  /// @param open whether it may be spoken to without encryption
  /// @param example of a good one
  public static URI read(
      YamlSection section, Setting<?> setting, String written, boolean open, String example) {
    String key = setting.key();
    if (written.isBlank()) {
      return section.node(key).isEmpty()
          ? NOWHERE
          : wrong(section, key, "must be an address", "write " + example);
    }
    try {
      URI uri = new URI(written.strip().replaceFirst("/+$", ""));
      String scheme = String.valueOf(uri.getScheme());
      if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
        return wrong(section, key, "must be an address", "write " + example);
      }
      if (uri.getRawUserInfo() != null) {
        return wrong(section, key, "must not hold credentials", "write them in their own options");
      }
      if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
        return wrong(section, key, "must end with a path", "leave out what follows '?' or '#'");
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
      return wrong(section, key, "must be an address", "write " + example);
    }
  }

  /// The same address as a folder, against which what lies in it can be resolved.
  public static URI folder(URI address) {
    return URI.create(address + "/");
  }

  private static URI wrong(YamlSection section, String key, String what, String fix) {
    section.problem(key, "'" + key + "' " + what, fix);
    return NOWHERE;
  }
}
