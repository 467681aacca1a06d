package io.patchbay.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A disk that can be full, fail to sync, or be slow. */
final class TestingDisk implements Disk {

    private final Disk real = new LocalDisk();
    final AtomicInteger forces = new AtomicInteger();
    volatile long room = Long.MAX_VALUE;
    volatile boolean forceFails;
    volatile boolean truncateFails;
    volatile CountDownLatch gate = new CountDownLatch(0);

    @Override
    public Segment create(Path file) throws IOException {
        if (room < 1) {
            throw new IOException("No space left on device");
        }
        return new TestingSegment(real.create(file));
    }

    @Override
    public Segment open(Path file) throws IOException {
        return new TestingSegment(real.open(file));
    }

    private final class TestingSegment implements Segment {

        private final Segment segment;

        TestingSegment(Segment segment) {
            this.segment = segment;
        }

        @Override
        public void append(ByteBuffer bytes) throws IOException {
            await();
            if (bytes.remaining() > room) {
                int end = bytes.limit();
                bytes.limit(bytes.position() + (int) room);
                segment.append(bytes);
                bytes.limit(end);
                room = 0;
                throw new IOException("No space left on device");
            }
            room -= bytes.remaining();
            segment.append(bytes);
        }

        @Override
        public void force() throws IOException {
            forces.incrementAndGet();
            if (forceFails) {
                throw new IOException("Input/output error");
            }
            segment.force();
        }

        @Override
        public void truncate(long size) throws IOException {
            if (truncateFails) {
                throw new IOException("Input/output error");
            }
            segment.truncate(size);
        }

        @Override
        public boolean isIntact(long size) throws IOException {
            return segment.isIntact(size);
        }

        @Override
        public void close() throws IOException {
            segment.close();
        }

        private void await() throws IOException {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}
