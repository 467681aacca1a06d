package io.patchbay.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.IntStream;
import org.eclipse.jetty.util.BufferUtil;
import org.junit.Test;

/** Buffers are reused, by one owner at a time, and do not show their earlier content. */
public final class SpareBuffersTest {

    private final SpareBuffers buffers = new SpareBuffers();

    @Test
    public void givesAgainWhatItWasGiven() {
        ByteBuffer first = buffers.take();

        buffers.giveBack(first);

        assertThat(buffers.take()).isSameAs(first);
        assertThat(buffers.take()).isNotSameAs(first);
    }

    @Test
    public void givesEmptyBuffers() {
        ByteBuffer used = buffers.take();
        BufferUtil.append(used, (byte) 'x');

        buffers.giveBack(used);

        assertThat(buffers.take().hasRemaining()).isFalse();
    }

    @Test
    public void oneThatWasDroppedIsMissedByNobody() {
        IntStream.range(0, 100).forEach(i -> buffers.take());

        assertThat(buffers.take().capacity()).isEqualTo(SpareBuffers.BUFFER_BYTES);
    }

    @Test
    public void keepsAFewOfMany() {
        Set<ByteBuffer> many = Collections.newSetFromMap(new IdentityHashMap<>());
        IntStream.range(0, 100).forEach(i -> many.add(buffers.take()));
        many.forEach(buffers::giveBack);

        long again = IntStream.range(0, 100)
                .filter(i -> many.contains(buffers.take()))
                .count();

        assertThat(again).isBetween(1L, 50L);
    }

    @Test
    public void aBufferHasOneOwnerAtATime() {
        Set<ByteBuffer> owned = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

        long clashes = IntStream.range(0, 200_000)
                .parallel()
                .filter(i -> {
                    ByteBuffer mine = buffers.take();
                    boolean clash = !owned.add(mine);
                    owned.remove(mine);
                    buffers.giveBack(mine);
                    return clash;
                })
                .count();

        assertThat(clashes).isZero();
    }
}
