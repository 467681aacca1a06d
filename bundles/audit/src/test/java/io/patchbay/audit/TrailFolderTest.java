package io.patchbay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TrailFolderTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void findsItsSegmentsInALocaleWithOtherDigits() throws IOException {
        TrailFolder folder = new TrailFolder(temporary.getRoot().toPath());
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            Path segment = Files.createFile(folder.segment(7));

            assertThat(segment).hasFileName("trail-000000000007.jsonl");
            assertThat(folder.segments()).containsExactly(segment);
        } finally {
            Locale.setDefault(before);
        }
    }
}
