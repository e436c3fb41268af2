package com.example.club;

import dev.selvedge.testkit.source.PollingContract;
import dev.selvedge.testkit.source.Vendor;

/// What every connector that asks for changes has to live through.
class ClubPollingTest extends PollingContract {
  @Override
  protected Vendor vendor() {
    return new ScriptedClub();
  }
}
