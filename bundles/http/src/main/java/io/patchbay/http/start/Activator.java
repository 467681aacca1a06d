package io.patchbay.http.start;

import io.patchbay.http.server.JettyServices;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * Makes HPACK visible to Jetty's header encoders. The encoders search for HPACK once, when the first header constant is created.
 * Without HPACK, every HTTP/2 answer fails. Therefore this bundle starts before all other bundles that use Jetty.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class Activator implements BundleActivator {

    @Override
    public void start(BundleContext context) throws Exception {
        new JettyServices().call(() -> new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store"));
    }

    @Override
    public void stop(BundleContext context) {}
}
