package io.patchbay.metrics;

import io.patchbay.spi.web.Route;
import io.patchbay.spi.web.Routes;
import io.patchbay.spi.web.WebAnswer;
import io.patchbay.spi.web.WebRequest;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Serves {@code /metrics} to operators. */
@Component
public final class MetricsPage implements Routes {

    private static final int USUAL_BYTES = 16_384;

    private final PrometheusMetrics metrics;
    private final ExpositionFormatWriter text = PrometheusTextFormatWriter.create();
    private final ExpositionFormatWriter openMetrics = OpenMetricsTextFormatWriter.create();

    @Activate
    public MetricsPage(@Reference PrometheusMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public String base() {
        return "/metrics";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("", Route.Access.OPERATOR, this::write));
    }

    private WebAnswer write(WebRequest request) throws IOException {
        String accept = request.headers().first("Accept").orElse("");
        ExpositionFormatWriter writer = openMetrics.accepts(accept) ? openMetrics : text;
        ByteArrayOutputStream body = new ByteArrayOutputStream(USUAL_BYTES);
        writer.write(body, metrics.registry().scrape());
        return WebAnswer.of(200, writer.getContentType(), body.toByteArray()).with("Vary", "Accept");
    }
}
