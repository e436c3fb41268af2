package dev.selvedge.mapping.rule;

import dev.selvedge.ContentHash;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.Contribution.OrderClaim;
import dev.selvedge.mapping.ItemClaim;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.mapping.RecordMapper;
import dev.selvedge.mapping.Version;
import dev.selvedge.mapping.rule.expression.Condition;
import dev.selvedge.mapping.rule.expression.RuleReader;
import dev.selvedge.mapping.rule.expression.Run;
import dev.selvedge.mapping.rule.expression.Scope;
import dev.selvedge.mapping.rule.item.ItemSection;
import dev.selvedge.mapping.rule.order.OrderRules;
import dev.selvedge.mapping.rule.person.ConsentRules;
import dev.selvedge.mapping.rule.person.PersonRules;
import dev.selvedge.yaml.Position;
import dev.selvedge.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// One mapping file, compiled. Thread-safe.
///
/// @param examples the `examples:` of the file, unread
/// @param orders none or one
/// @param items none or one
/// @param paths what it reads of a record
record FileMapping(
    Feed feed,
    Position position,
    Condition onlyIf,
    PersonRules person,
    List<ConsentRules> consents,
    List<OrderRules> orders,
    List<ItemSection> items,
    List<YamlNode> examples,
    List<MappedPath> paths)
    implements RecordMapper {
  FileMapping {
    consents = List.copyOf(consents);
    orders = List.copyOf(orders);
    items = List.copyOf(items);
    examples = List.copyOf(examples);
    paths = List.copyOf(paths);
  }

  @Override
  public Mapped map(SourceRecord source) {
    byte[] body = source.body().toBytes();
    Version version = version(source, body);
    return switch (source.change()) {
      case DELETE -> gone(source, version);
      case UPSERT ->
          switch (RecordBody.read(body)) {
            case RecordBody.Reading.Read(JsonNode object) -> map(new Run(source, object), version);
            case RecordBody.Reading.Broken(String cause, String sentence) ->
                new Mapped.Unmappable(
                    List.of(
                        new Mapped.FieldProblem(
                            cause, RuleReader.at(position), "record", "", sentence)));
          };
    };
  }

  static Version version(SourceRecord source, byte[] body) {
    return new Version(source.changedAt(), source.observedAt(), ContentHash.of(body));
  }

  /// A record that is gone says nothing, whatever its body still holds.
  static Mapped gone(SourceRecord source, Version version) {
    return new Mapped.Mappable(
        new Contribution(
            source.ref(),
            version,
            Contribution.Identity.GONE,
            Map.of(),
            List.of(),
            new OrderClaim.NoOrder()),
        List.of());
  }

  private Mapped map(Run run, Version version) {
    Scope scope = run.scope();
    boolean applies = onlyIf.holds(scope);
    if (run.isBroken()) {
      return new Mapped.Unmappable(run.problems());
    }
    if (!applies) {
      return new Mapped.Skipped("'only_if' in " + position.file() + " leaves this record out");
    }
    Contribution.Identity identity = person.identity(scope);
    if (!run.skipped().isEmpty() && !run.isBroken()) {
      return new Mapped.Skipped(run.skipped());
    }
    PersonRules.Said said = person.said(scope);
    identity = person.found(identity, said, scope);
    List<ConsentClaim> claims = new ArrayList<>(consents.size());
    consents.forEach(channel -> channel.claim(scope).ifPresent(claims::add));
    OrderClaim order = orders.isEmpty() ? new OrderClaim.NoOrder() : orders.getFirst().claim(scope);
    ItemClaim item = items.isEmpty() ? new ItemClaim.NoItem() : items.getFirst().claim(scope);
    if (run.isBroken()) {
      return new Mapped.Unmappable(run.problems());
    }
    return new Mapped.Mappable(
        new Contribution(
            run.source().ref(),
            version,
            identity,
            said.values(),
            claims,
            order,
            said.erased(),
            item),
        run.warnings());
  }
}
