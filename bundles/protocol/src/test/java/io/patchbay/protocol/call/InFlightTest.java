package io.patchbay.protocol.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.Test;

/** Elements in flight are found, for any number of elements and under concurrent changes. */
public final class InFlightTest {

    private final InFlight<Element> set = new InFlight<>();

    private static final class Element {
        private final int hash;

        private Element(int hash) {
            this.hash = hash;
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    @Test
    public void holdsWhatWasAddedUntilItIsRemoved() {
        Element element = new Element(1);

        set.add(element);

        assertThat(set.all()).containsExactly(element);
        assertThat(set.contains(element)).isTrue();

        set.remove(element);

        assertThat(set.all()).isEmpty();
        assertThat(set.contains(element)).isFalse();
    }

    @Test
    public void tellsElementsOfOneHashApart() {
        List<Element> same =
                IntStream.range(0, 100).mapToObj(i -> new Element(7)).toList();

        same.forEach(set::add);

        assertThat(set.all()).containsExactlyInAnyOrderElementsOf(same);

        same.subList(0, 50).forEach(set::remove);

        assertThat(set.all()).containsExactlyInAnyOrderElementsOf(same.subList(50, 100));
        assertThat(same.subList(0, 50)).noneMatch(set::contains);
        assertThat(same.subList(50, 100)).allMatch(set::contains);
    }

    @Test
    public void holdsMoreElementsThanItHasPlacesFor() {
        List<Element> many = IntStream.range(0, 5_000).mapToObj(Element::new).toList();

        many.forEach(set::add);

        assertThat(set.all()).containsExactlyInAnyOrderElementsOf(many);

        many.forEach(set::remove);

        assertThat(set.all()).isEmpty();
    }

    @Test
    public void removingTwiceRemovesNothingElse() {
        Element gone = new Element(3);
        Element later = new Element(3);
        set.add(gone);
        set.remove(gone);
        set.add(later);

        set.remove(gone);

        assertThat(set.all()).containsExactly(later);
    }

    @Test
    public void everyLookFindsWhatStaysWhileOthersComeAndGo() throws Exception {
        List<Element> staying =
                IntStream.range(0, 600).mapToObj(i -> new Element(i * 31)).toList();
        Set<Element> known = Set.copyOf(staying);
        staying.forEach(set::add);
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> comers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                comers.add(threads.submit(comeAndGo(over)));
            }
            for (int look = 0; look < 500; look++) {
                assertThat(set.all().filter(known::contains).count()).isEqualTo(staying.size());
            }
            over.set(true);
            for (Future<Integer> comer : comers) {
                assertThat(comer.get(10, TimeUnit.SECONDS)).isZero();
            }
        } finally {
            over.set(true);
            threads.shutdownNow();
        }

        assertThat(set.all()).containsExactlyInAnyOrderElementsOf(staying);
    }

    /** Returns how often a thread did not find an element that it had just added. */
    private Callable<Integer> comeAndGo(AtomicBoolean over) {
        return () -> {
            int missed = 0;
            while (!over.get()) {
                Element element = new Element(ThreadLocalRandom.current().nextInt());
                set.add(element);
                missed += set.contains(element) ? 0 : 1;
                set.remove(element);
                missed += set.contains(element) ? 1 : 0;
            }
            return missed;
        };
    }
}
