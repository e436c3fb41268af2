package dev.selvedge.connectors.file.place;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The host keys a server may show, by their SHA-256 fingerprints as OpenSSH writes them.
/// Immutable.
///
/// @param fingerprints `SHA256:` and 43 characters of base64 each
public record HostKeys(Set<String> fingerprints) {
  private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");
  private static final Pattern KEY = Pattern.compile("AAAA[A-Za-z0-9+/]+=*");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  public HostKeys {
    fingerprints = Set.copyOf(fingerprints);
  }

  /// Reads fingerprints, public keys (`ssh-ed25519 AAAA…`) and lines of `known_hosts`.
  ///
  /// @return nothing when one of them is none of these
  public static Optional<HostKeys> of(List<String> written) {
    Set<String> read = new LinkedHashSet<>();
    for (String each : written) {
      Optional<String> fingerprint = fingerprint(each.strip());
      if (fingerprint.isEmpty()) {
        return Optional.empty();
      }
      read.add(fingerprint.get());
    }
    return Optional.of(new HostKeys(read));
  }

  private static Optional<String> fingerprint(String written) {
    if (FINGERPRINT.matcher(written).matches()) {
      return Optional.of(written);
    }
    if (written.startsWith("@")) {
      // Of known_hosts: a key that is revoked, or one that vouches for others. Neither is a host's.
      return Optional.empty();
    }
    return Arrays.stream(SPACE.split(written, -1))
        .filter(part -> KEY.matcher(part).matches())
        .findFirst()
        .flatMap(HostKeys::ofKey);
  }

  private static Optional<String> ofKey(String base64) {
    try {
      return Optional.of(fingerprint(Base64.getDecoder().decode(base64)));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static String fingerprint(byte[] key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
