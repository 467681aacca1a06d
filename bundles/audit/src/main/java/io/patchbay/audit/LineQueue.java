package io.patchbay.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Lines that wait for the writer: many put, one takes all. A stack whose every node knows what lies below it, so that one
 * compare-and-set both adds a line and keeps the bounds exactly.
 */
final class LineQueue {

    /** What became of a line that was put. */
    enum Put {
        TAKEN,
        /** Taken, and the writer should come now. */
        TAKEN_HALF_FULL,
        /** Taken by an empty queue. */
        TAKEN_FIRST,
        FULL,
        CLOSED
    }

    private static final Line NOTHING = new Line(new byte[0], 0, Optional.empty());

    private final Node empty = new Node(NOTHING, 0, 0);
    private final Node closed = new Node(NOTHING, 0, 0);
    private final AtomicReference<Node> top = new AtomicReference<>(empty);

    /** Puts a line if the bounds leave room for it. */
    Put put(Line line, int mostLines, long mostBytes) {
        while (true) {
            Node below = top.get();
            if (below == closed) {
                return Put.CLOSED;
            }
            int count = below.count + 1;
            long bytes = below.bytes + line.weight();
            if (count > mostLines || count > 1 && bytes > mostBytes) {
                return Put.FULL;
            }
            if (top.compareAndSet(below, new Node(line, below, bytes))) {
                boolean half = count >= mostLines / 2 || bytes >= mostBytes / 2;
                return half ? Put.TAKEN_HALF_FULL : count == 1 ? Put.TAKEN_FIRST : Put.TAKEN;
            }
        }
    }

    boolean isEmpty() {
        Node node = top.get();
        return node == empty || node == closed;
    }

    /** Takes all lines, oldest first. */
    Deque<Line> take() {
        return top.get() == closed ? new ArrayDeque<>() : oldestFirst(top.getAndSet(empty));
    }

    /** Takes all lines, and no other ever. */
    Deque<Line> close() {
        return oldestFirst(top.getAndSet(closed));
    }

    private static Deque<Line> oldestFirst(Node last) {
        Deque<Line> lines = new ArrayDeque<>(last.count + 1);
        for (Node node = last; node.count > 0; node = node.below) {
            lines.addFirst(node.line);
        }
        return lines;
    }

    /** Compared by itself only: a record's equality would walk the whole stack. */
    private static final class Node {
        private final Line line;
        private final Node below;
        private final int count;
        private final long bytes;

        Node(Line line, int count, long bytes) {
            this.line = line;
            this.below = this;
            this.count = count;
            this.bytes = bytes;
        }

        Node(Line line, Node below, long bytes) {
            this.line = line;
            this.below = below;
            this.count = below.count + 1;
            this.bytes = bytes;
        }
    }
}
