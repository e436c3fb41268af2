package dev.selvedge.app.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The picture laid out: where each box and each arrow stands, in units of an SVG of [#WIDTH].
/// Systems stand on the left, the hub is a bar that all arrows end at or leave from, so that every
/// arrow is level and none crosses another. Where there are more flows than fit a screen, a system
/// has one arrow and its kinds stand in its box, three a line. Immutable.
///
/// @param hub the bar
/// @param compact whether systems have one arrow each
public record Sketch(int height, Box hub, List<Block> left, List<Block> right, boolean compact) {
  public static final int WIDTH = 1080;

  /// So many arrows on the left are drawn one by one.
  private static final int ONE_BY_ONE = 24;

  private static final int LETTER_TENTHS = 68;
  private static final int HEAD = 28;
  private static final int ROW = 27;
  private static final int CHIP = 21;
  private static final int A_LINE = 3;
  private static final int FOOT = 7;
  private static final int GAP = 14;
  private static final int HUB_WIDTH = 110;
  private static final int HUB_HEIGHT = 112;

  public Sketch {
    left = List.copyOf(left);
    right = List.copyOf(right);
  }

  /// A rectangle.
  public record Box(int x, int y, int width, int height) {
    /// Where its right side is.
    public int end() {
      return x + width;
    }
  }

  /// A system, its arrows, and those of its kinds that have none of their own.
  public record Block(Party party, Box box, List<Wire> wires, List<Chip> chips) {
    public Block {
      wires = List.copyOf(wires);
      chips = List.copyOf(chips);
    }
  }

  /// One arrow that is drawn, level.
  ///
  /// @param from where it begins, and `to` where its head is
  /// @param y the line itself
  public record Wire(Arrow arrow, int from, int to, int y) {
    /// The left one of its ends.
    public int start() {
      return Math.min(from, to);
    }

    /// The right one of its ends.
    public int end() {
      return Math.max(from, to);
    }

    /// Where the line ends and the head begins.
    public int neck() {
      return to > from ? to - 7 : to + 7;
    }

    /// Its head as an SVG path.
    public String head() {
      int back = to > from ? -8 : 8;
      return "M%d %dl%d -4.5v9z".formatted(to, y, back);
    }

    /// Whether it leads to the right.
    public boolean leadsRight() {
      return to > from;
    }
  }

  /// One kind in the box of its system.
  public record Chip(Arrow arrow, int x, int y) {
    /// How wide one is.
    public static final int WIDTH = 103;
  }

  /// As much of a text as fits a width, by the mean width of a letter: nobody measures on a server.
  public static String fit(String text, int width) {
    int letters = Math.max(1, width * 10 / LETTER_TENTHS);
    return text.length() <= letters ? text : text.substring(0, letters - 1) + "…";
  }

  /// Lays it out.
  public static Sketch of(FlowGraph graph) {
    long arrows = graph.sources().stream().mapToLong(party -> party.arrows().size()).sum();
    boolean compact = arrows > ONE_BY_ONE;
    int leftWidth = compact ? 326 : 206;
    int hubX = compact ? 500 : 486;
    List<Block> left = new ArrayList<>();
    int y = 1;
    for (Party party : graph.sources()) {
      Block block =
          compact ? folded(party, leftWidth, hubX, y) : open(party, 1, leftWidth, hubX, y, true);
      left.add(block);
      y += block.box().height() + GAP;
    }
    int leftEnd = y - GAP;
    List<Block> right = new ArrayList<>();
    y = 1;
    int rightX = 900;
    for (Party party : graph.targets()) {
      Block block = open(party, rightX, WIDTH - rightX - 1, hubX + HUB_WIDTH, y, false);
      right.add(block);
      y += block.box().height() + GAP;
    }
    int height = Math.max(Math.max(leftEnd, y - GAP), HUB_HEIGHT);
    return new Sketch(height + 1, new Box(hubX, 1, HUB_WIDTH, height - 1), left, right, compact);
  }

  private static Block open(Party party, int x, int width, int hubSide, int y, boolean isLeft) {
    List<Wire> wires = new ArrayList<>();
    int side = isLeft ? x + width : x;
    int row = y + HEAD;
    List<Arrow> first = isLeft ? party.gives() : party.told();
    List<Arrow> then = isLeft ? party.told() : party.gives();
    for (Arrow arrow : first) {
      wires.add(new Wire(arrow, isLeft ? side : hubSide, isLeft ? hubSide : side, row + ROW - 6));
      row += ROW;
    }
    for (Arrow arrow : then) {
      wires.add(new Wire(arrow, isLeft ? hubSide : side, isLeft ? side : hubSide, row + ROW - 6));
      row += ROW;
    }
    return new Block(party, new Box(x, y, width, row - y + FOOT), wires, List.of());
  }

  private static Block folded(Party party, int width, int hubSide, int y) {
    List<Chip> chips = new ArrayList<>();
    List<Arrow> arrows = party.gives();
    for (int i = 0; i < arrows.size(); i++) {
      chips.add(new Chip(arrows.get(i), 8 + i % A_LINE * Chip.WIDTH, y + HEAD + i / A_LINE * CHIP));
    }
    int lines = Math.ceilDiv(arrows.size(), A_LINE);
    int bottom = y + HEAD + lines * CHIP + FOOT;
    List<Wire> wires = new ArrayList<>();
    wires.add(new Wire(all(party), 1 + width, hubSide, y + HEAD - 6));
    for (Arrow arrow : party.told()) {
      wires.add(new Wire(arrow, hubSide, 1 + width, y + HEAD - 6 + ROW * wires.size()));
    }
    return new Block(party, new Box(1, y, width, bottom - y), wires, chips);
  }

  /// All that a system gives as one arrow.
  private static Arrow all(Party party) {
    Party given = new Party(party.name(), party.title(), party.gives(), List.of());
    return new Arrow(
        given.summary(),
        "",
        given.worst(),
        party.gives().stream().mapToLong(Arrow::queued).sum(),
        party.lastHour(),
        "Of all its kinds together.",
        Optional.empty());
  }
}
