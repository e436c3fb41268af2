package dev.selvedge.mapping.rule.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which members an expression names, as far as its text shows it: `record.a.b`,
/// `record["a"]["b"]`, `item.c[0].d`. Where a chain goes into a function or a loop it ends, and
/// stands for all that is below it.
final class ExpressionNames {
  private static final Pattern TEXT =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'");
  private static final Pattern CHAIN =
      Pattern.compile(
          "(?<![\\w.])(record|item)((?:\\.\\??[A-Za-z_]\\w*(?!\\w*\\s*\\()"
              + "|\\[\\??(?:\"[^\"]*\"|'[^']*'|\\d+)\\])*)");
  private static final Pattern LINK =
      Pattern.compile("\\.\\??([A-Za-z_]\\w*)|\\[\\??(?:\"([^\"]*)\"|'([^']*)'|\\d+)\\]");

  private ExpressionNames() {}

  /// What it names.
  static PathUse.Named of(String expression) {
    List<List<String>> ofRecord = new ArrayList<>();
    List<List<String>> ofItem = new ArrayList<>();
    boolean[] quoted = quoted(expression);
    Matcher chain = CHAIN.matcher(expression);
    while (chain.find()) {
      if (!quoted[chain.start()]) {
        ("record".equals(chain.group(1)) ? ofRecord : ofItem).add(links(chain.group(2)));
      }
    }
    return new PathUse.Named(ofRecord, ofItem);
  }

  private static List<String> links(String chain) {
    List<String> links = new ArrayList<>();
    Matcher link = LINK.matcher(chain);
    while (link.find()) {
      for (int group = 1; group <= 3; group++) {
        if (link.group(group) != null) {
          links.add(link.group(group));
        }
      }
    }
    return List.copyOf(links);
  }

  /// Which characters stand in a text, where names are only words.
  private static boolean[] quoted(String expression) {
    boolean[] quoted = new boolean[expression.length() + 1];
    Matcher text = TEXT.matcher(expression);
    while (text.find()) {
      java.util.Arrays.fill(quoted, text.start(), text.end(), true);
    }
    return quoted;
  }
}
