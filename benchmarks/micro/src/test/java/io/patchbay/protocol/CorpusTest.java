package io.patchbay.protocol;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.Test;

/** Runs every input that the fuzzers kept. If a fixed defect returns, the test fails. */
public final class CorpusTest {

    private static final Path CORPUS = Path.of("corpus");

    @Test
    public void readsBodiesOrRefusesThem() throws IOException {
        replay("reader", ReaderFuzzer::fuzzerTestOneInput);
    }

    @Test
    public void readsHeadersOrRefusesThem() throws IOException {
        replay("headers", HeadersFuzzer::fuzzerTestOneInput);
    }

    @Test
    public void answersEveryRequest() throws IOException {
        replay("exchange", ExchangeFuzzer::fuzzerTestOneInput);
    }

    private static void replay(String fuzzer, Consumer<byte[]> target) throws IOException {
        List<Path> inputs;
        try (Stream<Path> files = Files.list(CORPUS.resolve(fuzzer))) {
            inputs = files.sorted().toList();
        }
        for (Path input : inputs) {
            byte[] bytes = Files.readAllBytes(input);
            assertThatCode(() -> target.accept(bytes)).as(input.toString()).doesNotThrowAnyException();
        }
    }
}
