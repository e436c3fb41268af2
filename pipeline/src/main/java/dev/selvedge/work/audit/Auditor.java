package dev.selvedge.work.audit;

import dev.selvedge.IdSource;
import dev.selvedge.PersonId;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.AuditOrder.Basis;
import dev.selvedge.audit.AuditPlan;
import dev.selvedge.audit.AuditResult;
import dev.selvedge.audit.Counted;
import dev.selvedge.audit.Mirror;
import dev.selvedge.audit.Shelf;
import dev.selvedge.audit.numbers.Numbered;
import dev.selvedge.connector.CountedSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.mapping.RecordMapper;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.work.Store;
import dev.selvedge.work.poll.TollGate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
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
  /// @param counted those whose systems tell how many orders they count
  public record Parts(
      Store store,
      PlanRules rules,
      Mirror mirror,
      TollGate gate,
      RecordMapper mapper,
      List<TargetedSource> sources,
      List<CountedSource> counted,
      InstantSource clock,
      IdSource ids,
      Pause pause) {
    public Parts {
      sources = List.copyOf(sources);
      counted = List.copyOf(counted);
    }

    /// Those in which no source is asked how many orders it counts.
    public Parts(
        Store store,
        PlanRules rules,
        Mirror mirror,
        TollGate gate,
        RecordMapper mapper,
        List<TargetedSource> sources,
        InstantSource clock,
        IdSource ids,
        Pause pause) {
      this(store, rules, mirror, gate, mapper, sources, List.of(), clock, ids, pause);
    }

    /// The same with others.
    public Parts withCounted(List<CountedSource> others) {
      return new Parts(store, rules, mirror, gate, mapper, sources, others, clock, ids, pause);
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
          counted,
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
    return new AuditCosts(parts.store(), parts.mirror())
        .plan(order)
        .withCounting(CountAudit.cost(parts.counted(), order));
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
    private final CountAudit counting;
    private List<Numbered> numbers = List.of();
    private List<Counted> counted = List.of();

    Run(AuditOrder order, AuditPlan plan, long id) {
      this.order = order;
      this.plan = plan;
      Mirror mirror = parts.mirror();
      this.calls = new Calls(mirror, parts.gate(), parts.pause(), parts.clock(), plan.allowed());
      this.findings =
          new Findings(
              parts.store(), id, mirror.target(), new Hops(mirror.title(), order.patience()));
      this.sources = new SourceAudit(parts, findings, order.patience(), order.sourceCalls());
      this.counting = new CountAudit(parts, order);
      this.sampled = new Sampled(parts.store(), mirror.target(), order, parts.clock().instant());
    }

    void look() {
      numbers = new NumberAudit(parts, order).look();
      findings.add(NumberAudit.differences(numbers, RANGES));
      counted = counting.look();
      findings.add(counting.differences(counted));
      sources.charge(counting.reads());
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
          new ListLook(mirror.target(), parts.rules(), mirror.lists()),
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

    /// Whether all orders came, in sentences.
    private List<String> completeness() {
      List<String> words = new ArrayList<>();
      numbers.forEach(one -> NumberWords.of(one).ifPresent(words::add));
      words.addAll(CountWords.of(counted));
      words.addAll(counting.troubles());
      return words;
    }

    AuditResult result(boolean whole) {
      boolean swept = plan.basis() == Basis.SWEEP;
      String title = parts.mirror().title();
      List<AuditResult.Part> kinds = findings.parts(swept);
      List<AuditResult.Group> groups = findings.groups();
      return new AuditResult(
          calls.made(),
          sources.reads(),
          kinds,
          groups,
          swept && whole ? days.all() : List.of(),
          new AuditWords(title, plan, whole)
              .of(kinds, groups, sampled.finding(), sources, completeness()),
          numbers,
          counted);
    }
  }
}
