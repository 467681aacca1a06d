package io.patchbay.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The queue of lines that wait for the writer. Many threads add lines, and one thread takes all lines. The queue is a stack, and
 * each node contains the totals of all nodes below it. One compare-and-set therefore adds a line and enforces the bounds exactly.
 */
final class LineQueue {

    /** The result of adding a line. */
    enum Put {
        /** The line was added. */
        ADDED,
        /** The line was added, and the queue is at least half full. */
        ADDED_HALF_FULL,
        /** The line was added to an empty queue. */
        ADDED_FIRST,
        /** The line was not added because the queue is full. */
        FULL,
        /** The line was not added because the queue is closed. */
        CLOSED
    }

    private static final Line NOTHING = new Line(new byte[0], 0, Optional.empty());

    private final Node empty = new Node(NOTHING, 0, 0);
    private final Node closed = new Node(NOTHING, 0, 0);
    private final AtomicReference<Node> top = new AtomicReference<>(empty);

    /** Adds a line unless the queue would exceed one of the bounds. An empty queue accepts a line of any size. */
    Put put(Line line, int maxLines, long maxBytes) {
        while (true) {
            Node below = top.get();
            if (below == closed) {
                return Put.CLOSED;
            }
            int count = below.count + 1;
            long bytes = below.bytes + line.weight();
            if (count > maxLines || count > 1 && bytes > maxBytes) {
                return Put.FULL;
            }
            if (top.compareAndSet(below, new Node(line, below, bytes))) {
                boolean half = count >= maxLines / 2 || bytes >= maxBytes / 2;
                return half ? Put.ADDED_HALF_FULL : count == 1 ? Put.ADDED_FIRST : Put.ADDED;
            }
        }
    }

    boolean isEmpty() {
        Node node = top.get();
        return node == empty || node == closed;
    }

    /** Removes and returns all lines, oldest first. */
    Deque<Line> takeAll() {
        return top.get() == closed ? new ArrayDeque<>() : oldestFirst(top.getAndSet(empty));
    }

    /** Closes the queue. Removes and returns all lines, oldest first. */
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

    /** A node of the stack. The node is not a record, because equality of a record would compare the whole stack. */
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
