package io.patchbay.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.Test;

public class NearestTest {

    @Test
    public void findsTheNameWithTheFewestEdits() {
        assertThat(Nearest.to("conector", List.of("connect", "connector", "sector"), 2))
                .contains("connector");
    }

    @Test
    public void ignoresCase() {
        assertThat(Nearest.to("LOGLEVEL", List.of("logLevel"), 0)).contains("logLevel");
    }

    @Test
    public void findsNothingBeyondTheLimit() {
        assertThat(Nearest.to("port", List.of("address"), 3)).isEmpty();
        assertThat(Nearest.to("port", List.of(), 3)).isEmpty();
    }

    @Test
    public void takesTheFirstInTheAlphabetOfTwoThatAreEquallyNear() {
        assertThat(Nearest.to("cat", List.of("hat", "bat"), 1)).contains("bat");
    }
}
