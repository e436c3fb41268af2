package dev.selvedge.app.config;

import dev.selvedge.commerce.FigureRules;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.yaml.YamlSection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// Says beforehand when a project writes more data fields of a type than any account of its package
/// is believed to hold.
final class FieldCounts {
  private FieldCounts() {}

  static void check(
      YamlSection fields,
      FieldCatalogue catalogue,
      FigureRules figures,
      Project.DataFields allowed) {
    Map<FieldType, Integer> written = new EnumMap<>(FieldType.class);
    catalogue.fields().values().stream()
        .filter(field -> !field.dataField().isEmpty())
        .forEach(field -> written.merge(field.type(), 1, Integer::sum));
    figures.types().values().forEach(type -> written.merge(type, 1, Integer::sum));
    written.forEach(
        (type, count) -> {
          int most = allowed.limits().getOrDefault(type, Integer.MAX_VALUE);
          if (count > most) {
            String small = type.name().toLowerCase(Locale.ROOT);
            fields
                .problems()
                .add(
                    fields.keyPosition("fields"),
                    "the project writes "
                        + count
                        + " data fields of the type "
                        + small
                        + ", and the account is believed to hold "
                        + most,
                    "leave out 'to' where a field is not needed in Dotdigital, or raise"
                        + " dotdigital.max_"
                        + small
                        + "_fields if the package allows more");
          }
        });
  }
}
