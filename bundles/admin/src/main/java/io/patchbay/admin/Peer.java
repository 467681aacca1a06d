package io.patchbay.admin;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Caller;
import io.patchbay.api.Tenant;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Identity;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/** Who is at the other end of the channel, by the operating system's word. */
record Peer(String user) {

    private static final Set<String> ROOT = Set.of("root", "0");
    private static final Tenant TENANT = new Tenant("default");

    Peer {
        requireNonNull(user, "user");
    }

    /** Empty when it is neither this user nor root. */
    static Optional<Peer> of(SocketChannel channel, UserPrincipal ours) throws IOException {
        UserPrincipal user = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
        return user.equals(ours) || ROOT.contains(user.getName()) ? Optional.of(new Peer(user.getName())) : Optional.empty();
    }

    /** As policy and audit know them. */
    Identity.Known identity() {
        String id = "local:" + user;
        Caller caller = new Caller(id, user, Caller.Kind.PERSON, TENANT, Map.of());
        return Identity.Known.of(caller, new Credential(id, Credential.Kind.LOCAL, Set.of("admin:*"), Optional.empty()));
    }
}
