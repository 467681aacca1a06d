package io.patchbay.admin;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Caller;
import io.patchbay.api.Tenant;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.policy.Target;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/**
 * Who is at the other end of the channel, by the operating system's word.
 *
 * @param isOperator whether it is the server's own user or root, and not a member of the server's group
 * @param scopes what it may do
 */
record Peer(String user, boolean isOperator, Set<String> scopes) {

    private static final Set<String> ROOT = Set.of("root", "0");
    private static final Tenant TENANT = new Tenant("default");

    Peer {
        requireNonNull(user, "user");
        scopes = Set.copyOf(scopes);
    }

    /** Returns the peer if it is this user or root. */
    static Optional<Peer> of(SocketChannel channel, UserPrincipal ours) throws IOException {
        UserPrincipal user =
                channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
        return user.equals(ours) || ROOT.contains(user.getName())
                ? Optional.of(new Peer(user.getName(), true, Set.of("admin:*")))
                : Optional.empty();
    }

    /** Returns the peer of a socket that the system lets only members of the server's group open. */
    static Peer ofGroup(SocketChannel channel, UserPrincipal ours, Set<String> scopes) throws IOException {
        Optional<Peer> operator = of(channel, ours);
        return operator.isPresent()
                ? operator.get()
                : new Peer(
                        channel.getOption(ExtendedSocketOptions.SO_PEERCRED)
                                .user()
                                .getName(),
                        false,
                        scopes);
    }

    /** Returns whether the scopes of this peer name the command. */
    boolean may(Target command) {
        return isOperator || scopes.contains(command.scope());
    }

    /** As policy and audit know the peer. */
    Identity.Known identity() {
        String id = "local:" + user;
        Caller caller = new Caller(id, user, Caller.Kind.PERSON, TENANT, Map.of());
        return Identity.Known.of(caller, new Credential(id, Credential.Kind.LOCAL, scopes, Optional.empty()));
    }
}
