package io.patchbay.http.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.http.RawClient;
import io.patchbay.http.TestServer;
import io.patchbay.http.Wait;
import io.patchbay.http.request.BodyMemory;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class BodyMemoryTest {

    private static final int LARGE = 40_000;

    /** Memory for one body of the maximum size, 64 KiB. */
    private final BodyMemory bodies = new BodyMemory(0);

    private TestServer server;

    @Before
    public void start() throws Exception {
        server = new TestServer(TestServer.TestSettings.standard(), bodies);
    }

    @After
    public void stop() {
        server.close();
    }

    @Test
    public void refusesLargeBodiesWhileThereIsNoRoomForThem() throws Exception {
        String large = server.post("x".repeat(LARGE));
        try (RawClient slow = server.connect()) {
            slow.send(large.substring(0, large.length() - 1));
            Wait.untilTrue(() -> bodies.reservedBytes() >= LARGE);

            RawClient.Answer answer = server.send(large);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("retry-after")).isEqualTo("5");
            assertThat(server.send(server.post("{}")).status())
                    .as("a small one")
                    .isEqualTo(200);

            slow.send("x");
            assertThat(slow.read().status()).isEqualTo(200);
        }
        Wait.untilTrue(() -> bodies.reservedBytes() == 0);
        assertThat(server.send(large).status()).isEqualTo(200);
    }

    @Test
    public void oneCallersLargeBodiesLeaveRoomForAnothers() {
        BodyMemory shared = new BodyMemory(100);

        assertThat(shared.reserve("one", 30, 10)).isEqualTo(BodyMemory.Reservation.GRANTED);
        assertThat(shared.reserve("one", 21, 10)).isEqualTo(BodyMemory.Reservation.CALLER_LIMIT);
        assertThat(shared.reserve("other", 50, 10)).isEqualTo(BodyMemory.Reservation.GRANTED);
        assertThat(shared.reserve("third", 21, 10)).isEqualTo(BodyMemory.Reservation.SERVER_LIMIT);
        shared.release("one", 30);
        assertThat(shared.reserve("one", 50, 10)).isEqualTo(BodyMemory.Reservation.GRANTED);
        shared.release("one", 50);
        shared.release("other", 50);

        assertThat(shared.reservedBytes()).isZero();
    }

    @Test
    public void givesBackTheRoomOfAClientThatVanishes() throws Exception {
        String large = server.post("x".repeat(LARGE));
        try (RawClient client = server.connect()) {
            client.send(large.substring(0, large.length() - 1));
            Wait.untilTrue(() -> bodies.reservedBytes() >= LARGE);

            client.vanish();

            Wait.untilTrue(() -> bodies.reservedBytes() == 0);
        }
    }

    @Test
    public void givesBackTheRoomOfABodyThatIsTooLarge() throws Exception {
        assertThat(server.send("POST /mcp HTTP/1.1\r\nHost: localhost\r\n" + TestServer.KEY
                                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n11170\r\n"
                                + "x".repeat(70_000))
                        .status())
                .isEqualTo(413);

        Wait.untilTrue(() -> bodies.reservedBytes() == 0);
    }
}
