package dev.selvedge.sandbox.message;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The campaigns of the account.
///
/// Guarded by the account's lock.
public final class CampaignBook {
  private final Map<Integer, Campaign> campaigns = new LinkedHashMap<>();
  private int nextId = 31;

  public CampaignBook() {
    add("Summer newsletter", false);
    add("Your parcel is on its way", true);
    add("You left something behind", true);
    add("Money is on its way back", true);
  }

  public Campaign add(String name, boolean triggered) {
    Campaign campaign = new Campaign(nextId++, name, triggered);
    campaigns.put(campaign.id(), campaign);
    return campaign;
  }

  public Optional<Campaign> find(long id) {
    return Optional.ofNullable(campaigns.get((int) id));
  }

  public Collection<Campaign> all() {
    return Collections.unmodifiableCollection(campaigns.values());
  }
}
