package io.patchbay.spi.identity;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** What a request presents about its sender. Everything in it is hostile. Valid during {@link Authenticator#authenticate} only, on its thread. */
@ConsumerType
public interface Presented {

    /** All values of a header, in order; the name in any case. */
    List<String> headers(String name);

    /** Where the request comes from: the nearest address that is not a trusted proxy. */
    InetAddress source();

    /** Whether it came straight to a loopback address of this machine, through no proxy. */
    boolean loopback();

    /** The chain of the client's TLS certificate, verified, its own first; empty without. */
    List<X509Certificate> certificates();
}
