package io.patchbay.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.Callback;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Serves {@code /metrics}. The http bundle mounts this handler and admits only operators and requests from the loopback address. */
@Component(service = ContextHandler.class, property = "patchbay.access=operator")
public final class MetricsHandler extends ContextHandler {

    @Activate
    public MetricsHandler(@Reference PrometheusMetrics metrics) {
        super("/metrics");
        setAllowNullPathInContext(true);
        setClassLoader(MetricsHandler.class.getClassLoader());
        setHandler(new Exposition(metrics));
    }

    private static final class Exposition extends Handler.Abstract {

        private final PrometheusMetrics metrics;
        private final ExpositionFormatWriter text = PrometheusTextFormatWriter.create();
        private final ExpositionFormatWriter openMetrics = OpenMetricsTextFormatWriter.create();

        Exposition(PrometheusMetrics metrics) {
            this.metrics = metrics;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws IOException {
            boolean head = HttpMethod.HEAD.is(request.getMethod());
            if (!head && !HttpMethod.GET.is(request.getMethod())) {
                response.setStatus(405);
                response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
                callback.succeeded();
                return true;
            }
            String accept = request.getHeaders().get(HttpHeader.ACCEPT);
            ExpositionFormatWriter writer = accept != null && openMetrics.accepts(accept) ? openMetrics : text;
            ByteArrayOutputStream body = new ByteArrayOutputStream(16_384);
            writer.write(body, metrics.registry().scrape());
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, writer.getContentType());
            response.getHeaders().put(HttpHeader.VARY, "Accept");
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.size());
            response.write(true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(body.toByteArray()), callback);
            return true;
        }
    }
}
