package io.patchbay.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public class ScoreTest {

    private final Score score = new Score();

    @Test
    public void countsAnswersByVersion() {
        score.countAnswer("Hello from version 1");
        score.countAnswer("Hello from version 2");
        score.countAnswer("Hello from version 2");

        assertThat(score.of("2")).isEqualTo(2);
        assertThat(score.failures()).isZero();
        assertThat(score.text()).contains("3 calls answered {1=1, 2=2}, 0 failed");
    }

    @Test
    public void countsOtherAnswersAsFailures() {
        score.countAnswer("");
        score.countAnswer("Something else");
        score.countFailure("HTTP 500");

        assertThat(score.failures()).isEqualTo(3);
        assertThat(score.text()).contains("3 failed, the first: answered: ");
    }
}
