package io.patchbay.deploy.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.deploy.file.FileStamp;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import org.junit.Test;

public class SettlingTest {

    private static final long REST = Duration.ofMillis(200).toNanos();
    private static final long SOME_TIME = -5;

    private final Settling settling = new Settling(Duration.ofNanos(REST));

    @Test
    public void reportsAWrittenFileOnceItIsSettled() {
        assertThat(settling.update(Map.of("a", written(10, 1)), SOME_TIME).isEmpty())
                .isTrue();
        assertThat(settling.isSettling()).isTrue();
        assertThat(settling.update(Map.of("a", written(20, 2)), SOME_TIME + REST)
                        .isEmpty())
                .as("still written")
                .isTrue();
        assertThat(settling.update(Map.of("a", written(20, 2)), SOME_TIME + REST + REST - 1)
                        .isEmpty())
                .isTrue();

        assertThat(settling.update(Map.of("a", written(20, 2)), SOME_TIME + REST + REST)
                        .changed())
                .containsExactly("a");
        assertThat(settling.update(Map.of("a", written(20, 2)), SOME_TIME + 9 * REST)
                        .isEmpty())
                .as("told once")
                .isTrue();
        assertThat(settling.isSettling()).isFalse();
    }

    @Test
    public void reportsAMovedFileAtOnce() {
        assertThat(settling.update(Map.of("a", moved(10, 1)), SOME_TIME).changed())
                .containsExactly("a");
    }

    @Test
    public void reportsAChangeWhateverTheClockShows() {
        settling.markKnown(Map.of("a", written(10, 1_000_000)));

        settling.update(Map.of("a", written(10, 3)), SOME_TIME);

        assertThat(settling.update(Map.of("a", written(10, 3)), SOME_TIME + REST)
                        .changed())
                .containsExactly("a");
    }

    @Test
    public void ignoresAFileThatAnEditorDeletesForAMoment() {
        settling.markKnown(Map.of("a", written(10, 1)));

        assertThat(settling.update(Map.of(), SOME_TIME).isEmpty()).isTrue();
        assertThat(settling.update(Map.of("a", written(10, 1)), SOME_TIME + REST)
                        .isEmpty())
                .isTrue();
        assertThat(settling.update(Map.of(), SOME_TIME + REST + 1).isEmpty())
                .as("resting begins anew")
                .isTrue();
    }

    @Test
    public void reportsADeletedFileOnce() {
        settling.markKnown(Map.of("a", written(10, 1)));

        settling.update(Map.of(), SOME_TIME);

        assertThat(settling.update(Map.of(), SOME_TIME + REST).gone()).containsExactly("a");
        assertThat(settling.update(Map.of(), SOME_TIME + 3 * REST).isEmpty()).isTrue();
    }

    @Test
    public void ignoresAFileThatIsCreatedAndDeletedAtOnce() {
        settling.update(Map.of("a", written(10, 1)), SOME_TIME);
        settling.update(Map.of(), SOME_TIME + 1);

        assertThat(settling.update(Map.of(), SOME_TIME + 2 * REST).isEmpty()).isTrue();
        assertThat(settling.isSettling()).isFalse();
    }

    @Test
    public void waitsForAnEmptyFileToBeFilled() {
        assertThat(settling.update(Map.of("a", moved(0, 1)), SOME_TIME).isEmpty())
                .isTrue();
        assertThat(settling.update(Map.of("a", moved(0, 1)), SOME_TIME + REST).changed())
                .containsExactly("a");
    }

    private static FileStamp written(long size, long at) {
        return new FileStamp("1", size, FileTime.fromMillis(at), FileTime.fromMillis(at));
    }

    private static FileStamp moved(long size, long at) {
        return new FileStamp("1", size, FileTime.fromMillis(at), FileTime.fromMillis(at + 1));
    }
}
