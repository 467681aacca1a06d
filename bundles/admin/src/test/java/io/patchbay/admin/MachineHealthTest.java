package io.patchbay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public class MachineHealthTest {

    @Test
    public void saysThatFileNamesCannotBeRead() {
        assertThat(new MachineHealth("UTF-8").problems()).isEmpty();
        assertThat(new MachineHealth("ANSI_X3.4-1968").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("ANSI_X3.4-1968", "C.UTF-8"));
    }
}
