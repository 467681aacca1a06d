package io.patchbay.protocol;

import io.patchbay.api.Caller;
import io.patchbay.api.Tenant;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Identity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** An exchange in the form of an HTTP request: the method, one line for each header, an empty line, and the body. */
class RawExchange implements Exchange {

    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Identity.Known IDENTITY = Identity.Known.of(
            new Caller("fuzzer", "fuzzer", Caller.Kind.AGENT, new Tenant("default"), Map.of()),
            new Credential("fuzzer", Credential.Kind.API_KEY, Set.of("*"), Optional.empty()));

    private final String method;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final CompletableFuture<Optional<Reply>> answer = new CompletableFuture<>();
    private final List<Runnable> onDisconnect = new ArrayList<>();
    private boolean gone;

    private RawExchange(String method, Map<String, List<String>> headers, byte[] body) {
        this.method = method;
        this.headers = headers;
        this.body = body;
    }

    /** @param header changes the value of each header */
    static RawExchange of(byte[] input, UnaryOperator<String> header) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\n\n");
        String[] lines = (end < 0 ? text : text.substring(0, end)).split("\n", -1);
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(lines[i].substring(0, colon), name -> new ArrayList<>())
                        .add(header.apply(lines[i].substring(colon + 1).strip()));
            }
        }
        String body = end < 0 ? "" : text.substring(end + 2);
        String method = lines[0].strip().toUpperCase(Locale.ROOT);
        return new RawExchange(method, headers, body.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Returns an exchange in which every header has these values. */
    static RawExchange ofHeader(List<String> values) {
        return new RawExchange("POST", Map.of(), new byte[0]) {
            @Override
            public List<String> headers(String name) {
                return values;
            }
        };
    }

    /** Waits for the whole answer and returns it. Returns an empty result if the answer is a stream. */
    Optional<Reply> answer() {
        try {
            return answer.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Findings("interrupted");
        } catch (ExecutionException | TimeoutException e) {
            throw new Findings("no answer after " + LONGEST.toSeconds() + " s");
        }
    }

    /** Disconnects the client. */
    void leave() {
        List<Runnable> actions;
        synchronized (onDisconnect) {
            gone = true;
            actions = List.copyOf(onDisconnect);
        }
        actions.forEach(Runnable::run);
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public Identity.Known identity() {
        return IDENTITY;
    }

    @Override
    public String source() {
        return "127.0.0.1";
    }

    @Override
    public boolean send(Reply reply) {
        return answer.complete(Optional.of(reply));
    }

    @Override
    public EventStream stream(List<Reply.Header> more) {
        Findings.check(answer.complete(Optional.empty()), "a stream after an answer");
        return new EventStream() {
            @Override
            public boolean send(Event event) {
                if (event.data().length > 0) {
                    ExchangeFuzzer.checkMessage(event.data());
                }
                return !ended();
            }

            @Override
            public boolean ended() {
                synchronized (onDisconnect) {
                    return gone;
                }
            }

            @Override
            public void end() {}
        };
    }

    @Override
    public void onDisconnect(Runnable action) {
        synchronized (onDisconnect) {
            if (!gone) {
                onDisconnect.add(action);
                return;
            }
        }
        action.run();
    }
}
