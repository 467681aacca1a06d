package io.patchbay.connectors.files.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.CatalogChanges;
import io.patchbay.api.Interest;
import io.patchbay.connectors.files.Place;
import io.patchbay.connectors.files.tree.DiskThreads;
import io.patchbay.connectors.files.tree.FilesLimits;
import io.patchbay.connectors.files.tree.FilesSettings;
import io.patchbay.connectors.files.tree.Tree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** What clients hear of changes that anybody makes on disk. */
public class WatchTest {

    private static final String LIST = "the list";

    @Rule
    public final Place place = new Place();

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private FilesSettings settings;
    private FileWatch watch;
    private volatile CountDownLatch held = new CountDownLatch(0);

    @Before
    public void open() {
        settings = place.settings();
        watch = new FileWatch(
                () -> new Tree(settings),
                new CatalogChanges() {
                    @Override
                    public void changed() {
                        throw new AssertionError("the connector's own lists did not change");
                    }

                    @Override
                    public void resourceUpdated(String uri) {
                        heard.add(uri);
                        hold();
                    }

                    @Override
                    public void listingChanged() {
                        heard.add(LIST);
                    }
                },
                new DiskThreads());
    }

    @After
    public void close() {
        held.countDown();
        watch.close();
    }

    @Test
    public void tellsThatASubscribedFileChangedAppearedOrWent() throws Exception {
        Path a = place.file("a.txt", "1");
        place.file("b.txt", "1");
        want("files://files/docs/a.txt", "files://files/docs/new.txt", "files://files/docs/%61.txt");

        Files.writeString(a, "2");
        await().until(() -> Set.copyOf(heard).equals(Set.of("files://files/docs/a.txt", "files://files/docs/%61.txt")));
        heard.clear();
        place.file("b.txt", "2");
        place.file("new.txt", "");
        await().until(() -> heard.contains("files://files/docs/new.txt"));
        Files.delete(a);
        await().until(() -> heard.contains("files://files/docs/a.txt"));

        assertThat(heard).doesNotContain("files://files/docs/b.txt", LIST);
    }

    @Test
    public void aFileThatWasReplacedByOneOfTheSameSizeChanged() throws Exception {
        place.file("a.txt", "1");
        want("files://files/docs/a.txt");
        Path other = Files.writeString(place.root.resolve("other"), "2");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(place.root.resolve("a.txt")));

        Files.move(other, place.root.resolve("a.txt"), StandardCopyOption.REPLACE_EXISTING);

        await().until(() -> heard.contains("files://files/docs/a.txt"));
    }

    @Test
    public void tellsThatTheListChangedAndOnlyThen() throws Exception {
        place.file("folder/deep/a.txt", "1");
        watch.follow(new Interest(Set.of("files://files/docs/folder/deep/a.txt"), true));

        place.file("folder/deep/a.txt", "2");
        await().until(() -> heard.contains("files://files/docs/folder/deep/a.txt"));
        Files.writeString(place.root.resolve("folder/deep/.hidden"), "");
        place.file("folder/deep/a.txt", "3");
        await().until(() -> heard.size() >= 2);
        assertThat(heard).doesNotContain(LIST);

        place.file("folder/deep/b.txt", "1");
        await().until(() -> heard.contains(LIST));
        heard.clear();
        Files.move(place.root.resolve("folder/deep/b.txt"), place.root.resolve("folder/b.txt"));
        await().until(() -> heard.contains(LIST));
        heard.clear();
        Files.delete(place.root.resolve("folder/b.txt"));
        await().until(() -> heard.contains(LIST));
    }

    @Test
    public void aRootThatVanishesComesBack() throws Exception {
        place.file("a.txt", "1");
        watch.follow(new Interest(Set.of("files://files/docs/a.txt"), true));
        Path aside = place.root.resolveSibling("aside");

        Files.move(place.root, aside);
        await().until(() -> Set.copyOf(heard).equals(Set.of("files://files/docs/a.txt", LIST)));
        heard.clear();
        Files.move(aside, place.root);
        await().until(() -> Set.copyOf(heard).equals(Set.of("files://files/docs/a.txt", LIST)));
        heard.clear();
        place.file("a.txt", "22");
        await().until(() -> heard.contains("files://files/docs/a.txt"));
    }

    @Test
    public void aFloodIsToldAsOne() throws Exception {
        Path file = place.file("a.txt", "");
        watch.follow(new Interest(Set.of("files://files/docs/a.txt"), true));
        held = new CountDownLatch(1);
        Files.writeString(file, "the first");
        await().until(() -> !heard.isEmpty());
        heard.clear();

        for (int i = 0; i < 1_000; i++) {
            Files.writeString(file, "x".repeat(i % 50 + 1));
            Files.createFile(place.root.resolve("f" + i));
            watch.requestCheck();
        }
        held.countDown();

        await().until(() -> new HashSet<>(heard).equals(Set.of("files://files/docs/a.txt", LIST)));
        assertThat(heard).hasSizeLessThan(10);
    }

    @Test
    public void aThreadIsThereOnlyWhileSomebodyListens() {
        await().until(() -> threads() == 0);
        want("files://files/docs/a.txt");
        assertThat(threads()).isOne();
        watch.follow(new Interest(Set.of(), true));
        assertThat(threads()).isOne();

        watch.follow(Interest.NONE);
        await().until(() -> threads() == 0);
        want("files://files/docs/a.txt");
        watch.close();
        await().until(() -> threads() == 0);
    }

    @Test
    public void looksAtNoMoreThanItMay() throws Exception {
        for (int i = 0; i < 100; i++) {
            place.file("folder" + i + "/a.txt", "");
        }
        settings = new FilesSettings(
                "files",
                Map.of("docs", place.root),
                Set.of(),
                FilesLimits.DEFAULTS.withMaxWatched(3),
                false,
                false,
                false);
        watch.follow(new Interest(uris(100), true));

        try (Stream<Path> folders = Files.list(place.root)) {
            for (Path folder : (Iterable<Path>) folders::iterator) {
                Files.writeString(folder.resolve("a.txt"), "changed");
            }
        }
        await().until(() -> files().size() >= 3);
        place.file("new.txt", "");

        await().until(() -> heard.contains(LIST));
        assertThat(files()).hasSize(3);
    }

    @Test
    public void whatMayNotBeSeenIsNotTold() throws Exception {
        Path hidden = Files.writeString(place.root.resolve(".hidden"), "1");
        Path secret = place.outside.resolve("secret.txt");
        Files.createSymbolicLink(place.root.resolve("link"), secret);
        Files.createSymbolicLink(place.root.resolve("outside"), place.outside);
        place.file("a.txt", "1");
        watch.follow(new Interest(
                Set.of(
                        "files://files/docs/.hidden",
                        "files://files/docs/link",
                        "files://files/docs/outside/secret.txt",
                        "files://files/docs/../outside/secret.txt",
                        "files://other/docs/a.txt",
                        "not a uri",
                        "files://files/docs/a.txt"),
                false));

        Files.writeString(hidden, "2");
        Files.writeString(secret, "3");
        place.file("a.txt", "22");

        await().until(() -> heard.contains("files://files/docs/a.txt"));
        assertThat(heard).containsOnly("files://files/docs/a.txt");
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(5));
    }

    /** Keeps the thread that looks from looking further. */
    private void hold() {
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Which files were told of: one that is caught between two steps of its writing is told of twice. */
    private Set<String> files() {
        Set<String> files = new HashSet<>(heard);
        files.remove(LIST);
        return files;
    }

    private void want(String... uris) {
        watch.follow(new Interest(Set.of(uris), false));
    }

    private static Set<String> uris(int count) {
        Set<String> uris = new HashSet<>();
        for (int i = 0; i < count; i++) {
            uris.add("files://files/docs/folder" + i + "/a.txt");
        }
        return uris;
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("files-watch"))
                .count();
    }
}
