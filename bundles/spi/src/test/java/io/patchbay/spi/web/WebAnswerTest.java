package io.patchbay.spi.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class WebAnswerTest {

    @Test
    public void writesProblemDocuments() {
        WebAnswer problem = WebAnswer.problem(403, "Not allowed", "Say \"why\".");

        assertThat(problem.status()).isEqualTo(403);
        assertThat(problem.headers().first("content-type")).hasValue("application/problem+json");
        assertThat(new String(((WebAnswer.Bytes) problem.body()).bytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"title\":\"Not allowed\",\"status\":403,\"detail\":\"Say \\\"why\\\".\"}");
    }

    @Test
    public void refusesHeadersOfTheServer() {
        for (String name : List.of(
                "Content-Length",
                "connection",
                "TRANSFER-ENCODING",
                "Access-Control-Allow-Origin",
                "Upgrade",
                "Date")) {
            assertThatThrownBy(() -> WebAnswer.of(200).with(name, "1"))
                    .as(name)
                    .hasMessageContaining("Only the server may send");
        }
    }

    @Test
    public void refusesWhatWouldSplitTheAnswer() {
        for (String value : List.of("a\r\nb: c", "a\nb", "\u0000", "\u00fc")) {
            assertThatThrownBy(() -> WebAnswer.of(200).with("X", value)).isInstanceOf(IllegalArgumentException.class);
        }
        for (String name : List.of("", "a b", "a:", "a\r\n", "\u00fc")) {
            assertThatThrownBy(() -> WebAnswer.of(200).with(name, "1")).isInstanceOf(IllegalArgumentException.class);
        }
        for (int status : List.of(0, 100, 199, 600)) {
            assertThatThrownBy(() -> WebAnswer.of(status)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    public void keepsSeveralValuesOfAHeaderInAnyCase() {
        WebHeaders headers = WebHeaders.of(List.of(Map.entry("Vary", "Accept"), Map.entry("vary", "Origin")));

        assertThat(headers.all("VARY")).containsExactly("Accept", "Origin");
        assertThat(headers.with("vArY", "X").all("vary")).containsExactly("Accept", "Origin", "X");
        assertThat(headers.all("vary")).as("unchanged").hasSize(2);
        assertThat(headers.first("x")).isEmpty();
        assertThat(WebHeaders.NONE.byName()).isEmpty();
    }
}
