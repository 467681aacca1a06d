package io.patchbay.spi.identity;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The parts of a request that an {@link Authenticator} reads. All values are untrusted. The object is valid only during
 * {@link Authenticator#authenticate}, on the thread of that call.
 */
@ConsumerType
public interface Presented {

    /** Returns all values of a header, in order. The name is not case-sensitive. */
    List<String> headers(String name);

    /** Returns the client's address, which is the nearest address that does not belong to a trusted proxy. */
    InetAddress source();

    /** Returns whether the client sent the request directly to a loopback address of this machine, without a proxy. */
    boolean loopback();

    /**
     * Returns the verified certificate chain of the client, or an empty list if the client has no certificate. The
     * client's own certificate is the first in the list.
     */
    List<X509Certificate> certificates();
}
