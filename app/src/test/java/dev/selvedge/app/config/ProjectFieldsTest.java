package dev.selvedge.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.Survivorship;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `fields.yaml` becomes, and what is wrong with it.
class ProjectFieldsTest {
  @TempDir private Path temp;
  private ProjectFolder folder;

  @BeforeEach
  void begin() {
    folder = new ProjectFolder(temp);
  }

  @Test
  void fields_become_the_catalogue() {
    folder.write(
        "fields.yaml",
        """
        fields:
          points: { type: numeric, owners: [shop], to: LOYALTY_POINTS }
          note: { type: String, owners: shop, max_length: 40 }
        """);

    assertThat(folder.project().fields().fields().values())
        .containsExactly(
            new FieldCatalogue.Field(
                "points",
                FieldType.NUMERIC,
                List.of(new SystemName("shop")),
                "LOYALTY_POINTS",
                255),
            new FieldCatalogue.Field(
                "note", FieldType.STRING, List.of(new SystemName("shop")), "", 40));
  }

  @Test
  void a_data_field_is_written_by_one_field_or_figure_only() {
    folder.write(
        "fields.yaml",
        """
        fields:
          a: { type: String, owners: [shop], to: FIRSTNAME }
          b: { type: String, owners: [shop], to: FirstName }
          c: { type: Numeric, owners: [shop], to: total_spend }
        """);

    assertThat(folder.problems())
        .containsExactly(
            "fields.yaml:3:42: 'FirstName' is where the field 'a' goes already (rename one)",
            "fields.yaml:4:43: 'total_spend' is where the figure 'total_spent' goes already"
                + " (rename one)");
  }

  @Test
  void each_field_has_its_rule_of_what_survives() {
    folder.write(
        "fields.yaml",
        """
        fields:
          first_name: { type: String, owners: [shop] }
          spent: { type: Numeric, owners: [shop], strategy: sum }
          since: { type: Date, owners: [shop], strategy: min }
          tags: { type: String, owners: [shop], strategy: union, separator: ";" }
          words: { type: String, owners: [shop], strategy: union }
          phone: { type: String, owners: [shop], strategy: most_recent, blanks_erase: [shop] }
        """);

    assertThat(folder.project().fields().fields().values())
        .extracting(FieldCatalogue.Field::survivorship)
        .containsExactly(
            Survivorship.STANDARD,
            Survivorship.of(Survivorship.Strategy.SUM),
            Survivorship.of(Survivorship.Strategy.MIN),
            Survivorship.union(";"),
            Survivorship.union(", "),
            Survivorship.of(Survivorship.Strategy.MOST_RECENT));
    assertThat(folder.project().fields().fields().values())
        .filteredOn(field -> field.blanksErase().contains(new SystemName("shop")))
        .extracting(FieldCatalogue.Field::name)
        .containsExactly("phone");
  }

  @Test
  void a_rule_that_does_not_fit_its_field_is_a_problem() {
    folder
        .write(
            "selvedge.yaml",
            ProjectFolder.SETTINGS
                + "  erp: { connector: kinds, options: { kinds: [customer] } }\n")
        .write("mappings/erp.customer.yaml", ProjectFolder.mapping("erp", "customer"))
        .write(
            "fields.yaml",
            """
            fields:
              a: { type: String, owners: [shop], strategy: sum }
              b: { type: Numeric, owners: [shop], strategy: longest }
              c: { type: Boolean, owners: [shop], strategy: newest }
              d: { type: Date, owners: [shop], strategy: max, separator: ";" }
              e: { type: String, owners: [shop], strategy: union, separator: "" }
              f: { type: String, owners: [shop], blanks_erase: [erp, shp] }
            """);

    assertThat(folder.problems())
        .containsExactly(
            "fields.yaml:2:48: 'sum' is not for fields of the type String (for these there is"
                + " owner_order, most_recent, non_empty, longest, union)",
            "fields.yaml:3:49: 'longest' is not for fields of the type Numeric (for these there is"
                + " owner_order, most_recent, non_empty, min, max, sum)",
            "fields.yaml:4:49: 'strategy' must be one of owner_order, most_recent, non_empty,"
                + " longest, min, max, sum, union; got 'newest'",
            "fields.yaml:5:62: only a 'union' has a 'separator' (remove it)",
            "fields.yaml:6:66: what stands between tags is 1 to 5 characters long (write ', ')",
            "fields.yaml:7:52: 'erp' does not own this field, so it cannot erase it (known: shop)",
            "fields.yaml:7:52: 'shp' is not a system (did you mean 'shop'?)");
  }

  @Test
  void names_that_dotdigital_reserves_or_refuses_are_problems() {
    folder.write(
        "fields.yaml",
        """
        fields:
          a: { type: String, owners: [shop], to: ContactId }
          b: { type: String, owners: [shop], to: "LOYALTY POINTS" }
          c: { type: Date, owners: [shop], to: LASTSUBSCRIBED }
          d: { type: String, owners: [shop], to: ABCDEFGHIJKLMNOPQRSTU }
        """);

    assertThat(folder.problems())
        .hasSize(4)
        .anyMatch(problem -> problem.contains("'ContactId' is a name reserved by Dotdigital"))
        .anyMatch(problem -> problem.contains("fields.yaml:3:42: 'LOYALTY POINTS'"))
        .anyMatch(problem -> problem.contains("keeps itself"))
        .anyMatch(problem -> problem.contains("ABCDEFGHIJKLMNOPQRSTU"));
  }

  @Test
  void a_field_that_every_account_has_as_a_text_cannot_be_another_type() {
    folder.write("fields.yaml", "fields:\n  a: { type: Numeric, owners: [shop], to: Postcode }\n");

    assertThat(folder.problems())
        .containsExactly(
            "fields.yaml:2:43: 'Postcode' is a String in every account and this field is Numeric"
                + " (use another name)");
  }

  @Test
  void more_fields_than_the_account_is_believed_to_hold_are_a_problem_before_anything_is_sent() {
    folder.write(
        "selvedge.yaml",
        ProjectFolder.SETTINGS.replace("user: api-user", "user: u, max_numeric_fields: 3"));

    // three of the figures are numbers, and so is one field
    folder.write(
        "fields.yaml",
        """
        # the brand's
        fields:
          points: { type: Numeric, owners: [shop], to: POINTS }
          kept_here: { type: Numeric, owners: [shop] }
        """);

    assertThat(folder.problems())
        .containsExactly(
            "fields.yaml:2:1: the project writes 4 data fields of the type numeric, and the account"
                + " is believed to hold 3 (leave out 'to' where a field is not needed in"
                + " Dotdigital, or raise dotdigital.max_numeric_fields if the package allows"
                + " more)");
  }

  @Test
  void data_fields_are_created_unless_the_project_says_no() {
    assertThat(folder.project().dotdigital().dataFields().create()).isTrue();
    folder.write(
        "selvedge.yaml",
        ProjectFolder.SETTINGS.replace("user: api-user", "user: u, create_fields: false"));
    assertThat(folder.project().dotdigital().dataFields())
        .isEqualTo(
            new Project.DataFields(
                false,
                Map.of(
                    FieldType.STRING, 246,
                    FieldType.NUMERIC, 50,
                    FieldType.DATE, 49,
                    FieldType.BOOLEAN, 50)));
  }
}
