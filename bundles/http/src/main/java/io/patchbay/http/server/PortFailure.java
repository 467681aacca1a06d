package io.patchbay.http.server;

import io.patchbay.http.settings.HttpSettings;
import io.patchbay.http.tls.TlsException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;

/** Describes for operators why the server could not open a port, and what to do. */
final class PortFailure {

    private static final String FILE = "io.patchbay.http.cfg.json";

    private PortFailure() {}

    /** Returns the failure as one or more sentences. */
    static String describe(HttpSettings.Address address, Exception failure) {
        if (failure instanceof TlsException) {
            return "TLS cannot be set up, so port " + address.port() + " on " + address.host() + " is not open. "
                    + failure.getMessage();
        }
        return "Port " + address.port() + " on " + address.host() + " cannot be opened: " + cause(address, failure);
    }

    /** Returns the failure to bind the port, or empty if the cause is different. */
    static Optional<BindException> bindFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException bind) {
                return Optional.of(bind);
            }
        }
        return Optional.empty();
    }

    private static String cause(HttpSettings.Address address, Exception failure) {
        String all = texts(failure);
        if (all.contains("Permission denied")) {
            return "the server's user (" + System.getProperty("user.name") + ") may not open the port. Ports below"
                    + " 1024 require a capability, such as AmbientCapabilities=CAP_NET_BIND_SERVICE in a systemd unit."
                    + " Grant the capability, or " + useOtherPort(address, "a higher port");
        }
        if (all.contains("Cannot assign requested address")) {
            return "this machine does not have the address. Set \"host\" in " + FILE + " to a local address.";
        }
        if (all.contains(UnresolvedAddressException.class.getSimpleName()) || all.contains("Unresolved address")) {
            return "the host name cannot be resolved. Set \"host\" in " + FILE + " to an address of this machine.";
        }
        return bindFailure(failure)
                .map(bind -> bind.getMessage() + ". Another program uses the port. Stop that program, or "
                        + useOtherPort(address, "a free port"))
                .orElseGet(() -> failure.getMessage() + ".");
    }

    private static String useOtherPort(HttpSettings.Address address, String which) {
        return address.portOfStart()
                ? "stop the server and start it with --port and " + which + "."
                : "set \"port\" in " + FILE + " to " + which + ".";
    }

    private static String texts(Throwable failure) {
        StringBuilder texts = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            texts.append(cause).append('\n');
        }
        return texts.toString();
    }
}
