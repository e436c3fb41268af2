package dev.selvedge.dotdigital.message;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// One mail made from a campaign, to one address. Immutable; shows no personal details.
///
/// @param values what the campaign's placeholders stand for
/// @param metadata comes back with what is reported of the mail; at most 1,500 characters
public record CampaignMail(int campaign, String to, Map<String, String> values, String metadata) {
  private static final int MOST_METADATA = 1500;

  public CampaignMail {
    if (metadata.length() > MOST_METADATA) {
      throw new IllegalArgumentException("metadata has at most 1500 characters");
    }
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  @Override
  public String toString() {
    return "CampaignMail[campaign=" + campaign + ", values=" + values.keySet() + "]";
  }
}
