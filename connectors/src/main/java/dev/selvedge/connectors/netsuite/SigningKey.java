package dev.selvedge.connectors.netsuite;

import dev.selvedge.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.Optional;

/// The private key of a certificate, with the algorithm of its signatures as JSON Web Tokens name
/// it (RFC 7518): PS256 for RSA, ES256, ES384 or ES512 for elliptic curves. NetSuite takes no
/// RS256. Immutable; printing it shows nothing of the key.
final class SigningKey {
  /// What is wrong with a text that is no such key, and what to do.
  static final String UNFIT = "holds no private key in PKCS 8";

  static final String ADVICE =
      "it begins with -----BEGIN PRIVATE KEY-----; openssl pkcs8 -topk8 -nocrypt makes it so";
  private static final int SALT = 32;

  private final String algorithm;
  private final PrivateKey key;

  private SigningKey(String algorithm, PrivateKey key) {
    this.algorithm = algorithm;
    this.key = key;
  }

  /// Reads PKCS 8 in PEM; its line breaks may be missing, or written as `\n`.
  ///
  /// @return nothing for what is no such key
  static Optional<SigningKey> read(Secret pem) {
    String text = pem.reveal().replace("\\n", "\n");
    if (text.contains("RSA PRIVATE KEY") || text.contains("EC PRIVATE KEY")) {
      return Optional.empty();
    }
    String body = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(body);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    return key("RSA", bytes)
        .map(rsa -> new SigningKey("PS256", rsa))
        .or(() -> key("EC", bytes).flatMap(SigningKey::curve));
  }

  private static Optional<PrivateKey> key(String kind, byte[] bytes) {
    try {
      return Optional.of(
          KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(bytes)));
    } catch (GeneralSecurityException notOfThisKind) {
      return Optional.empty();
    }
  }

  private static Optional<SigningKey> curve(PrivateKey key) {
    if (!(key instanceof ECPrivateKey curve)) {
      return Optional.empty();
    }
    return switch (curve.getParams().getOrder().bitLength()) {
      case 256 -> Optional.of(new SigningKey("ES256", key));
      case 384 -> Optional.of(new SigningKey("ES384", key));
      case 521 -> Optional.of(new SigningKey("ES512", key));
      default -> Optional.empty();
    };
  }

  /// `PS256`, `ES256` …
  String algorithm() {
    return algorithm;
  }

  byte[] sign(String text) {
    try {
      Signature signature = signature();
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot sign with " + algorithm, e);
    }
  }

  private Signature signature() throws GeneralSecurityException {
    if (algorithm.equals("PS256")) {
      Signature pss = Signature.getInstance("RSASSA-PSS");
      pss.setParameter(
          new PSSParameterSpec(
              "SHA-256",
              "MGF1",
              MGF1ParameterSpec.SHA256,
              SALT,
              PSSParameterSpec.TRAILER_FIELD_BC));
      return pss;
    }
    // Tokens hold the two numbers of the signature side by side, not in DER.
    return Signature.getInstance("SHA" + algorithm.substring(2) + "withECDSAinP1363Format");
  }

  @Override
  public String toString() {
    return "SigningKey[" + algorithm + "]";
  }
}
