package io.patchbay.cli.client;

import io.patchbay.cli.mcp.WireListener;
import io.patchbay.cli.terminal.Terminal;
import io.patchbay.support.SafeText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Shows requests with {@code >} and answers with {@code <} on standard error. */
public final class WireView implements WireListener {

    private static final Set<String> SECRET_HEADERS =
            Set.of("authorization", "cookie", "set-cookie", "proxy-authorization");

    private final Terminal terminal;

    public WireView(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void sent(String method, String path, Map<String, List<String>> headers, String body) {
        show("> ", method + " " + path);
        show("> ", headers);
        if (!body.isEmpty()) {
            show("> ", body);
        }
    }

    @Override
    public void answered(int status, Map<String, List<String>> headers) {
        show("< ", "HTTP " + status);
        show("< ", headers);
    }

    @Override
    public void received(String text) {
        show("< ", text);
    }

    private void show(String sign, Map<String, List<String>> headers) {
        new TreeMap<>(headers)
                .forEach((name, values) -> values.forEach(value -> {
                    boolean secret = SECRET_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT));
                    show(sign, name + ": " + (secret ? value.replaceFirst("^(Bearer )?.*", "$1***") : value));
                }));
    }

    private void show(String sign, String text) {
        SafeText.lines(text).lines().forEach(line -> terminal.err().println(terminal.faint(sign + line)));
    }
}
