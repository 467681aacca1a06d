package io.patchbay.spi.identity;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The parts of a request that an {@link Authenticator} reads. All values are untrusted. Valid only during
 * {@link Authenticator#authenticate}, on its thread.
 */
@ConsumerType
public interface Presented {

    /** Returns all values of a header, in order. The case of the name does not matter. */
    List<String> headers(String name);

    /** Returns the client's address: the nearest address that is not a trusted proxy. */
    InetAddress source();

    /** Returns whether the request was sent to a loopback address of this machine directly, without a proxy. */
    boolean loopback();

    /** Returns the verified chain of the client's TLS certificate, the client's first; empty if there is none. */
    List<X509Certificate> certificates();
}
