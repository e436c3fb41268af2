package dev.selvedge.app.config;

import dev.selvedge.Secret;
import dev.selvedge.dotdigital.inward.InwardSettings;
import java.time.Duration;

/// How the decisions that people make at Dotdigital come into the hub. Immutable.
///
/// @param every how often the feeds are read
/// @param settings what is read, and how it is understood
/// @param hint how a program in Dotdigital says that there is news
/// @param waitForPast whether nobody is subscribed before the opt-outs of the past are known
public record Inward(Duration every, InwardSettings settings, Hint hint, boolean waitForPast) {
  /// The secret of the hint and the header it comes in; without a secret there is no hint.
  public record Hint(String header, Secret secret) {
    public boolean isOn() {
      return !secret.reveal().isBlank();
    }
  }
}
