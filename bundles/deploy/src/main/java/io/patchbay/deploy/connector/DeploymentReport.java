package io.patchbay.deploy.connector;

import io.patchbay.deploy.bundle.InstalledVersion;
import io.patchbay.deploy.file.FileRecord;
import io.patchbay.support.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Describes one deployed file for operators, either as problem lines or as a complete view. Any thread may call the methods. */
final class DeploymentReport {

    private final Workshop workshop;
    private final Serving serving;
    private final Keeping keeping;
    private final ComponentNews news;

    DeploymentReport(Workshop workshop, Serving serving, Keeping keeping, ComponentNews news) {
        this.workshop = workshop;
        this.serving = serving;
        this.keeping = keeping;
        this.news = news;
    }

    /** Returns the current problems of the file and its components, one line each. */
    List<String> lines(String file, Optional<Failure> failure) {
        return lines(file, failure, news.current(file, serving.running()));
    }

    /** Returns the problems of the file, one line each. Uses the last known states of the components. */
    List<String> knownLines(String file, Optional<Failure> failure) {
        return lines(file, failure, news.logged());
    }

    /** Returns one line that describes a failure and names the version that keeps serving. */
    String line(String file, Failure failure) {
        return "deploy/" + SafeText.name(file) + ": " + failure.line()
                + serving.running()
                        .map(version -> "; " + version.build() + " keeps serving")
                        .orElse("");
    }

    /**
     * Returns the view of the file for operators.
     *
     * @param judged the digest of the content that was last accepted or refused
     * @param busy whether the file is being processed at this moment
     */
    ConnectorView view(String file, Optional<Failure> failure, Optional<String> judged, boolean busy) {
        FileRecord kept = workshop.accepted().recordOf(file);
        List<String> offers = offers();
        Optional<InstalledVersion> running = serving.running();
        return new ConnectorView(
                SafeText.name(file),
                state(file, kept.stopped(), offers, busy),
                running.map(InstalledVersion::build)
                        .or(() -> failure.flatMap(Failure::build))
                        .or(serving::previous),
                judged,
                offers,
                Stream.concat(lines(file, failure).stream(), workshop.publisher().refused(file).stream())
                        .toList(),
                hints(file, offers),
                failure.map(failed -> failed.why().detail()).orElse(List.of()),
                kept.accepted().stream()
                        .filter(digest -> running.filter(version -> version.hasDigest(digest))
                                .isEmpty())
                        .toList());
    }

    /** Returns the wire names of all published entries. */
    List<String> offers() {
        return serving.running()
                .map(version -> workshop.publisher().names(version.owner()))
                .orElse(List.of());
    }

    private List<String> lines(String file, Optional<Failure> failure, Optional<String> components) {
        List<String> lines = new ArrayList<>();
        failure.ifPresent(failed -> lines.add(line(file, failed)));
        keeping.lines().forEach(line -> lines.add("deploy/" + SafeText.name(file) + ": " + line));
        components.ifPresent(lines::add);
        return lines;
    }

    private ConnectorView.State state(String file, boolean stopped, List<String> offers, boolean busy) {
        if (serving.running().isEmpty()) {
            return stopped
                    ? ConnectorView.State.STOPPED
                    : busy ? ConnectorView.State.STARTING : ConnectorView.State.REFUSED;
        }
        return offers.isEmpty() && news.current(file, serving.running()).isPresent()
                ? ConnectorView.State.WAITING
                : ConnectorView.State.SERVING;
    }

    private List<String> hints(String file, List<String> offers) {
        List<String> hints = new ArrayList<>(workshop.publisher().limits(file));
        if (!offers.isEmpty()
                && serving.running()
                        .filter(InstalledVersion::isWithoutNamespace)
                        .isPresent()) {
            hints.add("the names of this connector are global and may collide with the names of another connector:"
                    + " annotate its components with @McpNamespace(\"…\")");
        }
        return hints;
    }
}
