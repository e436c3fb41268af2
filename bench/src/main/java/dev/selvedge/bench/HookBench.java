package dev.selvedge.bench;

import dev.selvedge.bench.hook.Caller;
import dev.selvedge.bench.hook.Deliveries;
import dev.selvedge.bench.load.KeptConnection;
import dev.selvedge.bench.load.LoadDriver;
import dev.selvedge.bench.scene.BenchException;
import dev.selvedge.bench.scene.Brand;
import dev.selvedge.bench.scene.HubProcess;
import dev.selvedge.bench.scene.StoreView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/// The calls of one system into a hub whose loops stand still: what durable intake takes with its
/// connector, the signature's check included.
record HookBench(Caller caller, Rush.Plan plan) implements Benchmark {
  @Override
  public String name() {
    return "webhooks, " + caller.what() + ", " + plan.connections() + " connections";
  }

  @Override
  public void run(Path folder, Figures figures) throws IOException {
    // Nothing is sent: the address leads nowhere.
    Brand brand = Brand.ofWebhooks(folder, "http://127.0.0.1:9");
    try (HubProcess hub =
        HubProcess.startParts(IntakeRun.class, brand, caller.name()).awaitReady()) {
      Deliveries first = new Deliveries(caller, new AtomicLong());
      if (caller.kept() != Caller.Kept.NOTHING) {
        refuse(brand, first);
      }
      figures.count("bytes a call, with its headers", first.next().length);
      LoadDriver driver = new LoadDriver(brand.port(), numbers -> new Deliveries(caller, numbers));
      long accepted = Rush.into(hub, driver, plan, figures);
      try (StoreView store = new StoreView(brand.store())) {
        count(store, accepted, figures);
      }
    }
  }

  /// What is signed by somebody else must not get in, or nothing would be checked.
  private void refuse(Brand brand, Deliveries calls) throws IOException {
    try (KeptConnection connection = new KeptConnection(brand.port())) {
      int status = connection.ask(calls.forged());
      if (status / 100 != 4) {
        throw new BenchException("a forged call of " + caller + " was answered " + status);
      }
    }
  }

  private void count(StoreView store, long accepted, Figures figures) {
    long kept = store.backlog() + store.hinted();
    switch (caller.kept()) {
      case NOTHING -> figures.count("kept of what says nothing", kept);
      case RECORD -> figures.count("accepted records missing", accepted - store.backlog());
      case HINT -> figures.count("accepted hints missing", accepted - store.hinted());
    }
  }
}
