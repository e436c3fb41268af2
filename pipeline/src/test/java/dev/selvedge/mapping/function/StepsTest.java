package dev.selvedge.mapping.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.yaml.Problem;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class StepsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Lookups LOOKUPS =
      new Lookups(Map.of("tiers", Map.of("G", "Gold", "S", "Silver")));

  private final List<String> remarks = new ArrayList<>();

  /// What the steps make of a JSON value: its text, `missing`, `null`, `empty` or the cause.
  private String apply(String steps, String json) {
    Problems problems = new Problems();
    YamlNode node = YamlReader.read("m.yaml", steps, problems).orElseThrow();
    StepReader.Steps read = new StepReader(LOOKUPS, problems).read(node, Kind.ANY);
    assertThat(problems.sorted()).isEmpty();
    return shown(new Chain(read.steps()).apply(Datum.of(JSON.readTree(json)), remarks::add));
  }

  private static String shown(Datum datum) {
    return switch (datum) {
      case Datum.Absent(Datum.Absence why) -> why.name().toLowerCase(java.util.Locale.ROOT);
      case Datum.Wrong wrong -> wrong.cause();
      case Datum.Items(List<Datum> items) ->
          String.join("|", items.stream().map(StepsTest::shown).toList());
      default -> datum.display();
    };
  }

  private String problemsOf(String steps) {
    Problems problems = new Problems();
    YamlNode node = YamlReader.read("m.yaml", steps, problems).orElseThrow();
    new StepReader(LOOKUPS, problems).read(node, Kind.ANY);
    return String.join("\n", problems.sorted().stream().map(Problem::toString).toList());
  }

  @Test
  void texts_are_cleaned() {
    assertThat(apply("trim", "' a b '".replace('\'', '"'))).isEqualTo("a b");
    assertThat(apply("lower", "\"ÀB\"")).isEqualTo("àb");
    assertThat(apply("upper", "\"straße\"")).isEqualTo("STRASSE");
    assertThat(apply("title_case", "\"mary-ann O'NEILL  de la cruz\""))
        .isEqualTo("Mary-Ann O'Neill  De La Cruz");
    assertThat(apply("title_case", "\"e\u0301mile\"")).isEqualTo("E\u0301mile");
    assertThat(apply("collapse_spaces", "\" a \\u00a0\\n b \"")).isEqualTo("a b");
    assertThat(apply("nfc", "\"e\u0301\"")).isEqualTo("\u00e9");
    assertThat(apply("{replace: {find: '.', with: ','}}", "\"1.5.2\"")).isEqualTo("1,5,2");
    assertThat(apply("{replace: {find: x}}", "\"axbx\"")).isEqualTo("ab");
    assertThat(apply("email", "\" Ada@Example.com \"")).isEqualTo("ada@example.com");
    assertThat(apply("email", "\"ada\"")).isEqualTo("mapping.bad-email");
    assertThat(apply("email", "\"  \"")).isEqualTo("empty");
    assertThat(apply("text", "12.50")).isEqualTo("12.5");
    assertThat(apply("sku", "\"AB-1\"")).isEqualTo("AB-1");
    assertThat(remarks).isEmpty();
    assertThat(apply("sku", "\"AB/1\"")).startsWith("AB-1-");
    assertThat(remarks).hasSize(1);
  }

  @Test
  void html_is_stripped() {
    assertThat(apply("strip_html", "\"<p>A &amp; B</p><p>C&nbsp;D &#8364;5 &#x41;</p>\""))
        .isEqualTo("A & B C D €5 A");
    assertThat(apply("strip_html", "\"a<script>x<b></SCRIPT>b<!-- c > d -->e\""))
        .isEqualTo("a b e");
    assertThat(apply("strip_html", "\"3 < 4 & 5; <b\"")).isEqualTo("3 < 4 & 5;");
    assertThat(apply("strip_html", "\"&unknown; &#0; &#xZZ;\"")).isEqualTo("&unknown; &#0; &#xZZ;");
    assertThat(apply("strip_html", "\"<script>\"")).isEmpty();
  }

  @Test
  void long_texts_are_cut_with_a_remark() {
    assertThat(apply("{truncate: 3}", "\"abcd\"")).isEqualTo("abc");
    assertThat(apply("{truncate: {length: 9}}", "\"abcd\"")).isEqualTo("abcd");
    assertThat(remarks).containsExactly("was cut to 3 characters");
  }

  @Test
  void numbers_are_read() {
    assertThat(apply("decimal", "\"1,234.50\"")).isEqualTo("1234.5");
    assertThat(apply("decimal", "\" 1 234.5 \"")).isEqualTo("1234.5");
    assertThat(apply("decimal", "12.5")).isEqualTo("12.5");
    assertThat(apply("{decimal: comma}", "\"1.234,50\"")).isEqualTo("1234.5");
    assertThat(apply("{decimal: comma}", "\"1,5\"")).isEqualTo("1.5");
    assertThat(apply("decimal", "\"1,5\"")).isEqualTo("mapping.not-a-number");
    assertThat(apply("decimal", "\"12 pounds\"")).isEqualTo("mapping.not-a-number");
    assertThat(apply("decimal", "\"1e5\"")).isEqualTo("mapping.not-a-number");
    assertThat(apply("decimal", "\" \"")).isEqualTo("empty");
    assertThat(apply("decimal", "true")).isEqualTo("mapping.not-a-number");
    assertThat(apply("integer", "12.0")).isEqualTo("12");
    assertThat(apply("integer", "\"12\"")).isEqualTo("12");
    assertThat(apply("integer", "12.5")).isEqualTo("mapping.not-a-whole-number");
    assertThat(apply("minor_units", "1999")).isEqualTo("19.99");
    assertThat(apply("minor_units", "\"-5\"")).isEqualTo("-0.05");
    assertThat(apply("{minor_units: 0}", "1999")).isEqualTo("1999");
    assertThat(apply("{minor_units: {digits: 3}}", "1999")).isEqualTo("1.999");
    assertThat(apply("minor_units", "19.99")).isEqualTo("mapping.not-a-whole-number");
  }

  @Test
  void yes_and_no_are_read() {
    assertThat(apply("boolean", "true")).isEqualTo("true");
    assertThat(apply("boolean", "\" YES\"")).isEqualTo("true");
    assertThat(apply("boolean", "0")).isEqualTo("false");
    assertThat(apply("boolean", "\"maybe\"")).isEqualTo("mapping.not-true-or-false");
    assertThat(apply("{boolean: {yes: [J], no: [N]}}", "\"j\"")).isEqualTo("true");
    assertThat(apply("{boolean: {yes: [J], no: [N]}}", "\"yes\""))
        .isEqualTo("mapping.not-true-or-false");
    assertThat(apply("boolean", "\"\"")).isEqualTo("empty");
  }

  @Test
  void dates_are_read() {
    assertThat(apply("date", "\"2026-11-23T23:27:06.043Z\"")).isEqualTo("2026-11-23T23:27:06.043Z");
    assertThat(apply("date", "\"2026-11-23T23:27:06+0100\"")).isEqualTo("2026-11-23T22:27:06Z");
    assertThat(apply("date", "\"2026-11-23 23:27:06 +01:00\"")).isEqualTo("2026-11-23T22:27:06Z");
    assertThat(apply("date", "\"2026-11-23\"")).isEqualTo("2026-11-23T00:00:00Z");
    assertThat(apply("date", "\"2026-11-23T23:39:25\"")).isEqualTo("mapping.no-time-zone");
    assertThat(apply("{date: {zone: Europe/London}}", "\"2026-07-01T12:00:00\""))
        .isEqualTo("2026-07-01T11:00:00Z");
    assertThat(apply("{date: {zone: Pacific/Auckland}}", "\"2026-07-01\""))
        .isEqualTo("2026-06-30T12:00:00Z");
    assertThat(apply("{date: dd/MM/yyyy}", "\"31/12/2026\"")).isEqualTo("2026-12-31T00:00:00Z");
    assertThat(apply("{date: dd/MM/yyyy}", "\"31/06/2026\"")).isEqualTo("mapping.not-a-date");
    assertThat(apply("{date: [dd/MM/yyyy, d MMM yyyy]}", "\"1 feb 2026\""))
        .isEqualTo("2026-02-01T00:00:00Z");
    assertThat(apply("{date: yyyyMMdd}", "20261124")).isEqualTo("2026-11-24T00:00:00Z");
    assertThat(apply("{date: {epoch: seconds}}", "1767225600")).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(apply("{date: {epoch: milliseconds}}", "\"1767225600123\""))
        .isEqualTo("2026-01-01T00:00:00.123Z");
    assertThat(apply("{date: {epoch: seconds}}", "1e25")).isEqualTo("mapping.not-a-date");
    assertThat(apply("date", "1767225600")).isEqualTo("mapping.not-a-date");
    assertThat(apply("date", "\"0001-01-01T00:00:00Z\"")).isEqualTo("mapping.not-a-date");
    assertThat(apply("date", "\"0000-00-00\"")).isEqualTo("mapping.not-a-date");
    assertThat(apply("date", "\"2026-02-30\"")).isEqualTo("mapping.not-a-date");
    assertThat(apply("date", "\"\"")).isEqualTo("empty");
  }

  @Test
  void phones_and_countries_are_read() {
    assertThat(apply("{phone: GB}", "\"07700 900001\"")).isEqualTo("mapping.bad-phone");
    assertThat(apply("{phone: GB}", "\"020 7946 0018\"")).isEqualTo("+442079460018");
    assertThat(apply("{phone: GB}", "\"+49 30 901820\"")).isEqualTo("+4930901820");
    assertThat(apply("phone", "\"+44 20 7946 0018\"")).isEqualTo("+442079460018");
    assertThat(apply("phone", "\"020 7946 0018\"")).isEqualTo("mapping.bad-phone");
    assertThat(apply("{phone: GB}", "2079460018")).isEqualTo("+442079460018");
    assertThat(apply("phone", "\" \"")).isEqualTo("empty");
    assertThat(apply("country", "\"United Kingdom\"")).isEqualTo("GB");
    assertThat(apply("country", "\"u.k.\"")).isEqualTo("GB");
    assertThat(apply("country", "\"gbr\"")).isEqualTo("GB");
    assertThat(apply("country", "\"Österreich\"")).isEqualTo("AT");
    assertThat(apply("country", "\"Côte d'Ivoire\"")).isEqualTo("CI");
    assertThat(apply("{country: name}", "\"DE\"")).isEqualTo("Germany");
    assertThat(apply("{country: code3}", "\"DE\"")).isEqualTo("DEU");
    assertThat(apply("country", "\"Narnia\"")).isEqualTo("mapping.unknown-country");
  }

  @Test
  void lists_are_split_joined_and_cleaned_element_by_element() {
    assertThat(apply("[{split: ','}, trim, {join: ';'}]", "\"a, b,,c \"")).isEqualTo("a;b;c");
    assertThat(apply("{split: ','}", "\"\"")).isEmpty();
    assertThat(apply("first", "[1, 2]")).isEqualTo("1");
    assertThat(apply("last", "[1, 2]")).isEqualTo("2");
    assertThat(apply("first", "[]")).isEqualTo("empty");
    assertThat(apply("first", "5")).isEqualTo("5");
    assertThat(apply("join", "[\"a\", null, 2]")).isEqualTo("a, 2");
    assertThat(apply("join", "[]")).isEqualTo("empty");
    assertThat(apply("join", "[{}]")).isEqualTo("mapping.not-a-single-value");
    assertThat(apply("[last, upper]", "[\"a\", \"b\"]")).isEqualTo("B");
  }

  @Test
  void tables_and_defaults_fill_in() {
    assertThat(apply("{lookup: tiers}", "\" G \"")).isEqualTo("Gold");
    assertThat(apply("{lookup: tiers}", "\"X\"")).isEqualTo("mapping.not-in-lookup");
    assertThat(apply("{lookup: {table: tiers, otherwise: none}}", "\"X\"")).isEqualTo("none");
    assertThat(apply("{default: x}", "null")).isEqualTo("x");
    assertThat(apply("{default: x}", "\"\"")).isEqualTo("x");
    assertThat(apply("[{default: g}, upper, {lookup: tiers}]", "null")).isEqualTo("Gold");
    assertThat(apply("{default: x}", "\"a\"")).isEqualTo("a");
  }

  @Test
  void steps_leave_alone_what_is_not_there() {
    assertThat(apply("[trim, lower, decimal]", "null")).isEqualTo("null");
    assertThat(apply("trim", "{}")).isEqualTo("mapping.not-a-single-value");
    assertThat(apply("[trim]", "12")).isEqualTo("12");
  }

  @Test
  void mistakes_in_steps_are_said_where_they_stand() {
    assertThat(problemsOf("[trim, lowr]"))
        .isEqualTo("m.yaml:1:8: there is no step 'lowr' (did you mean 'lower'?)");
    assertThat(problemsOf("[date, trim]"))
        .isEqualTo(
            "m.yaml:1:8: 'trim' takes text, but 'date' gives a time (change the order of the"
                + " steps, or leave one out)");
    assertThat(problemsOf("[trim, {join: x}]"))
        .contains("'join' takes a list, but 'trim' gives text");
    assertThat(problemsOf("[decimal, minor_units, lower]"))
        .contains("'lower' takes text, but 'minor_units' gives a number");
    assertThat(problemsOf("{truncate: {lenght: 5}}"))
        .contains("m.yaml:1:13: unknown key 'lenght' (did you mean 'length'?)");
    assertThat(problemsOf("{truncate: many}")).contains("'length' must be a whole number");
    assertThat(problemsOf("truncate")).contains("'length' is missing");
    assertThat(problemsOf("{trim: 5}")).contains("'trim' needs no such option");
    assertThat(problemsOf("{date: dd/J}")).contains("is not a date pattern");
    assertThat(problemsOf("{date: {zone: Europe/Lodon}}"))
        .contains("did you mean 'Europe/London'?");
    assertThat(problemsOf("{date: {epoch: secnds}}")).contains("did you mean 'seconds'?");
    assertThat(problemsOf("{lookup: teirs}")).contains("did you mean 'tiers'?");
    assertThat(problemsOf("{phone: GBR}")).contains("'GBR' is not a two-letter country code");
    assertThat(problemsOf("{boolean: {yes: [a], no: [A]}}"))
        .contains("'a' cannot mean both yes and no");
    assertThat(problemsOf("[{a: 1, b: 2}]")).contains("a step is a name");
  }

  @Test
  void every_function_is_described() {
    assertThat(StepReader.catalogue())
        .hasSizeGreaterThan(20)
        .allSatisfy(step -> assertThat(step.summary()).isNotBlank());
  }
}
