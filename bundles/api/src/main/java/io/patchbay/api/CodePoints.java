package io.patchbay.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A set of code points that can be written as the items of a character class of {@link java.util.regex.Pattern}. */
final class CodePoints {

    static final CodePoints DIGITS = of('0', '9');
    static final CodePoints WORD =
            new CodePoints(List.of(new Range('0', '9'), new Range('A', 'Z'), new Range('_', '_'), new Range('a', 'z')));
    /** The code points of WhiteSpace and LineTerminator in ECMA-262. */
    static final CodePoints SPACE = new CodePoints(List.of(
            new Range('\t', '\r'),
            new Range(' ', ' '),
            new Range(0xA0, 0xA0),
            new Range(0x1680, 0x1680),
            new Range(0x2000, 0x200A),
            new Range(0x2028, 0x2029),
            new Range(0x202F, 0x202F),
            new Range(0x205F, 0x205F),
            new Range(0x3000, 0x3000),
            new Range(0xFEFF, 0xFEFF)));

    static final CodePoints LINE_ENDS =
            new CodePoints(List.of(new Range('\n', '\n'), new Range('\r', '\r'), new Range(0x2028, 0x2029)));
    static final CodePoints ALL = of(0, Character.MAX_CODE_POINT);

    private final List<Range> ranges;

    private CodePoints(List<Range> ranges) {
        this.ranges = ranges;
    }

    /** A range of code points that includes {@code from} and {@code to}. */
    private record Range(int from, int to) {}

    static CodePoints of(int from, int to) {
        return new CodePoints(List.of(new Range(from, to)));
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    CodePoints complement() {
        List<Range> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingInt(Range::from));
        List<Range> gaps = new ArrayList<>();
        int next = 0;
        for (Range range : sorted) {
            if (range.from > next) {
                gaps.add(new Range(next, range.from - 1));
            }
            next = Math.max(next, range.to + 1);
        }
        if (next <= Character.MAX_CODE_POINT) {
            gaps.add(new Range(next, Character.MAX_CODE_POINT));
        }
        return new CodePoints(gaps);
    }

    /** Returns the text between the brackets of a character class. */
    String items() {
        StringBuilder items = new StringBuilder();
        for (Range range : ranges) {
            items.append(literal(range.from));
            if (range.to > range.from) {
                items.append('-').append(literal(range.to));
            }
        }
        return items.toString();
    }

    /** Returns the code point as a literal that is valid inside and outside a character class. */
    static String literal(int codePoint) {
        return codePoint < 0x80 && Character.isLetterOrDigit(codePoint)
                ? Character.toString(codePoint)
                : "\\x{" + Integer.toHexString(codePoint) + "}";
    }
}
