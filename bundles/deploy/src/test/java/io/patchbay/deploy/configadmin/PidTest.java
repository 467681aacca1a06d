package io.patchbay.deploy.configadmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.Test;

public class PidTest {

    @Test
    public void readsSingletonsAndInstances() {
        assertThat(Pid.of("io.patchbay.http").instance()).isEmpty();
        assertThat(Pid.of("io.patchbay.identity.key~a-b~c").factory()).isEqualTo("io.patchbay.identity.key");
        assertThat(Pid.of("io.patchbay.identity.key~a-b~c").instance()).contains("a-b~c");
        assertThat(Pid.ofFile("io.x~1.cfg.json").fileName()).isEqualTo("io.x~1.cfg.json");
    }

    @Test
    public void refusesPathsOutsideTheFolderAndShellCharacters() {
        for (String text : List.of(
                "",
                "~a",
                "a~",
                "../a",
                "a/b",
                "a\\b",
                "/etc/passwd",
                ".hidden",
                "a\u0000b",
                "a b",
                "a\nb",
                "$(x)",
                "ä",
                "..",
                "a".repeat(300))) {
            assertThatThrownBy(() -> Pid.of(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    public void doesNotRepeatControlCharacters() {
        assertThatThrownBy(() -> Pid.of("a\n\u001b[31mb"))
                .hasMessageNotContaining("\n")
                .hasMessageNotContaining("\u001b");
    }
}
