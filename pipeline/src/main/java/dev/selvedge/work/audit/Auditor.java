package dev.selvedge.work.audit;

import dev.selvedge.IdSource;
import dev.selvedge.PersonId;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.AuditOrder.Basis;
import dev.selvedge.audit.AuditPlan;
import dev.selvedge.audit.AuditResult;
import dev.selvedge.audit.Mirror;
import dev.selvedge.audit.Shelf;
import dev.selvedge.audit.numbers.Numbered;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.mapping.RecordMapper;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.work.Store;
import dev.selvedge.work.poll.TollGate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Makes audits, one at a time: reads back what a target holds, all of it or a sample, and some
/// records of the sources, and compares them with what the hub holds. Changes nothing but its own
/// books. Used by one thread.
public final class Auditor {
  /// So many ranges of missing order numbers are told one by one.
  private static final int RANGES = 200;

  private final Parts parts;

  public Auditor(Parts parts) {
    this.parts = parts;
  }

  /// What it works with.
  ///
  /// @param gate where calls to the target are taken from the allowance
  /// @param sources of which single records can be read
  public record Parts(
      Store store,
      PlanRules rules,
      Mirror mirror,
      TollGate gate,
      RecordMapper mapper,
      List<TargetedSource> sources,
      InstantSource clock,
      IdSource ids,
      Pause pause) {
    public Parts {
      sources = List.copyOf(sources);
    }

    /// The same for the process that leads: where another one does, nothing is stored any more, and
    /// what is under way is broken off.
    Parts led() {
      return new Parts(
          new LedStore(store),
          rules,
          mirror,
          gate,
          mapper,
          sources,
          clock,
          ids,
          time -> {
            if (!store.leads()) {
              throw SourceException.refused(Calls.OVERTAKEN);
            }
            return pause.rest(time);
          });
    }
  }

  /// What an audit would look at, and what that costs; calls nobody.
  public AuditPlan plan(AuditOrder order) {
    return new AuditCosts(parts.store(), parts.mirror()).plan(order);
  }

  /// Makes an audit. What cannot be read breaks it off; what was found until then stands.
  ///
  /// @param by who asked for it
  public Audit run(AuditOrder order, String by) {
    AuditPlan plan = plan(order);
    Instant started = parts.clock().instant();
    Audit begun =
        new Audit(
            parts.ids().next(),
            parts.mirror().target(),
            plan.basis(),
            order.seed(),
            by,
            started,
            Instant.EPOCH,
            Audit.State.RUNNING,
            "",
            AuditResult.NOTHING);
    keep(begun);
    Run run = new Run(order, plan, begun.id());
    Audit ended =
        begun.ended(
            Audit.State.BROKEN_OFF,
            "it came upon something that it could not read; the log says what",
            AuditResult.NOTHING,
            started);
    try {
      run.look();
      ended = begun.ended(Audit.State.DONE, "", run.result(true), parts.clock().instant());
    } catch (SourceException e) {
      ended =
          begun.ended(
              Audit.State.BROKEN_OFF,
              String.valueOf(e.getMessage()),
              run.result(false),
              parts.clock().instant());
    } finally {
      // Whatever else goes wrong: what does not run any more does not stand as running.
      ended = end(ended);
    }
    return ended;
  }

  /// What somebody else ended meanwhile stays as they left it.
  private Audit end(Audit ended) {
    return parts
        .store()
        .write(
            ports -> {
              Optional<Audit> over =
                  ports
                      .audits()
                      .find(ended.id())
                      .filter(stored -> stored.state() != Audit.State.RUNNING);
              if (over.isEmpty()) {
                ports.audits().keep(ended);
              }
              return over.orElse(ended);
            });
  }

  private void keep(Audit audit) {
    parts.store().change(ports -> ports.audits().keep(audit));
  }

  /// One audit under way.
  private final class Run {
    private final AuditOrder order;
    private final AuditPlan plan;
    private final Calls calls;
    private final Findings findings;
    private final Days days = new Days();
    private final SourceAudit sources;
    private final Sampled sampled;
    private List<Numbered> numbers = List.of();

    Run(AuditOrder order, AuditPlan plan, long id) {
      this.order = order;
      this.plan = plan;
      Mirror mirror = parts.mirror();
      this.calls = new Calls(mirror, parts.gate(), parts.pause(), parts.clock(), plan.allowed());
      this.findings =
          new Findings(
              parts.store(), id, mirror.target(), new Hops(mirror.title(), order.patience()));
      this.sources = new SourceAudit(parts, findings, order.patience(), order.sourceCalls());
      this.sampled = new Sampled(parts.store(), mirror.target(), order, parts.clock().instant());
    }

    void look() {
      numbers = new NumberAudit(parts, order).look();
      findings.add(NumberAudit.differences(numbers, RANGES));
      if (plan.basis() == Basis.SWEEP) {
        contacts().sweep();
        for (Shelf shelf : parts.mirror().shelves()) {
          entries(shelf).sweep();
        }
        sources.look(sampled.some(order.sourceCalls()));
      } else {
        sample();
      }
    }

    private void sample() {
      List<PersonId> drawn = sampled.draw(plan.looks());
      sampled.look(findings, contacts()::look);
      for (Shelf shelf : parts.mirror().shelves()) {
        if (!shelf.shared()) {
          entries(shelf).look(drawn);
        }
      }
      sources.look(drawn);
    }

    private ContactAudit contacts() {
      Mirror mirror = parts.mirror();
      return new ContactAudit(
          parts.store(),
          mirror,
          new ContactLook(mirror.target(), parts.rules(), mirror.keepsRetired(), mirror.asksBack()),
          calls,
          findings,
          parts.clock());
    }

    private EntryAudit entries(Shelf shelf) {
      return new EntryAudit(
          parts.store(),
          parts.mirror(),
          new EntryLook(parts.mirror(), shelf, parts.rules()),
          calls,
          findings,
          days,
          parts.clock());
    }

    AuditResult result(boolean whole) {
      boolean swept = plan.basis() == Basis.SWEEP;
      List<AuditResult.Part> counted = findings.parts(swept);
      List<AuditResult.Group> groups = findings.groups();
      return new AuditResult(
          calls.made(),
          sources.reads(),
          counted,
          groups,
          swept && whole ? days.all() : List.of(),
          new AuditWords(parts.mirror().title(), plan, whole)
              .of(counted, groups, sampled.finding(), sources, numbers),
          numbers);
    }
  }
}
