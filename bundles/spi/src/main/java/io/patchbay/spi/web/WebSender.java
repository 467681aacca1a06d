package io.patchbay.spi.web;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The connection that a request came from.
 *
 * @param address the client's address: the nearest address that is not a trusted proxy
 * @param loopback whether the request was sent to a loopback address of this machine directly, without a proxy
 * @param certificates the verified chain of the client's TLS certificate, the client's first; empty if there is none
 */
public record WebSender(InetAddress address, boolean loopback, List<X509Certificate> certificates) {

    public WebSender {
        requireNonNull(address, "address");
        certificates = List.copyOf(certificates);
    }
}
