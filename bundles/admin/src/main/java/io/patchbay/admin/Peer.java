package io.patchbay.admin;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Caller;
import io.patchbay.api.Tenant;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.identity.Narrowing;
import io.patchbay.spi.policy.Target;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/**
 * The user at the other end of a connection, as the operating system reports it.
 *
 * @param isOperator whether the user is the server's own user or root, not just a member of the server's group
 * @param scopes the named scopes of the commands that a member of the group may run
 */
record Peer(String user, boolean isOperator, Set<String> scopes) {

    private static final Set<String> ROOT = Set.of("root", "0");
    private static final Tenant TENANT = new Tenant("default");

    Peer {
        requireNonNull(user, "user");
        scopes = Set.copyOf(scopes);
    }

    /** Returns the peer if its user is {@code ours} or root. */
    static Optional<Peer> of(SocketChannel channel, UserPrincipal ours) throws IOException {
        UserPrincipal user =
                channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
        return user.equals(ours) || ROOT.contains(user.getName())
                ? Optional.of(new Peer(user.getName(), true, Set.of()))
                : Optional.empty();
    }

    /** Returns the peer of a socket that the operating system opens only for members of the server's group. */
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

    /** Returns whether this peer may run the command. */
    boolean mayRun(Target command) {
        return identity().mayAdminister(command.name());
    }

    /** Returns the identity of the peer for policy and the audit trail. */
    Identity.Known identity() {
        String id = "local:" + user;
        Caller caller = new Caller(id, user, Caller.Kind.PERSON, TENANT, Map.of());
        Credential.Kind kind = isOperator ? Credential.Kind.LOCAL : Credential.Kind.LOCAL_GROUP;
        return Identity.Known.of(
                caller, new Credential(id, kind, Narrowing.NOTHING.withScopes(scopes), Optional.empty()));
    }
}
