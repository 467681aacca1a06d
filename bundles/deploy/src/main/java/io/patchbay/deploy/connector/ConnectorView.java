package io.patchbay.deploy.connector;

import static java.util.Objects.requireNonNull;

import io.patchbay.deploy.bundle.Build;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state of one deployed file, for operators.
 *
 * @param file the file's name, safe to show
 * @param build the running version; if no version runs, the version in the file
 * @param judged the digest of the content that this view describes; empty until the file has been read
 * @param offers the published wire names
 * @param problems the problems of the file, one line each
 * @param hints possible improvements, one line each
 * @param detail all reasons why the connector does not serve
 * @param kept digests of the versions that an operator may roll back to, newest first
 */
public record ConnectorView(
        String file,
        State state,
        Optional<Build> build,
        Optional<String> judged,
        List<String> offers,
        List<String> problems,
        List<String> hints,
        List<String> detail,
        List<String> kept) {

    public ConnectorView {
        requireNonNull(file, "file");
        requireNonNull(state, "state");
        requireNonNull(build, "build");
        requireNonNull(judged, "judged");
        offers = List.copyOf(offers);
        problems = List.copyOf(problems);
        hints = List.copyOf(hints);
        detail = List.copyOf(detail);
        kept = List.copyOf(kept);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", file);
        json.put("state", state.text);
        build.ifPresent(known -> {
            json.put("name", known.symbolicName());
            json.put("version", known.number());
            json.put("digest", known.digest());
        });
        judged.ifPresent(digest -> json.put("judged", digest));
        json.put("offers", offers);
        json.put("problems", problems);
        json.put("hints", hints);
        json.put("detail", detail);
        json.put("kept", kept);
        return json;
    }

    /** Returns the view as text for people. */
    String text() {
        List<String> lines = new ArrayList<>();
        lines.add(file);
        lines.add("  state     " + state.text);
        build.ifPresent(known -> lines.add("  version   " + known));
        offers.forEach(name -> lines.add("  offers    " + name));
        problems.forEach(line -> lines.add("  problem   " + line));
        detail.forEach(line -> lines.add("    " + line));
        hints.forEach(line -> lines.add("  hint      " + line));
        kept.forEach(digest -> lines.add("  kept      " + digest));
        return String.join("\n", lines);
    }

    /** The state of a deployed file. */
    public enum State {
        STARTING("starting"),
        SERVING("serving"),
        WAITING("waiting"),
        STOPPED("stopped"),
        REFUSED("refused");

        private final String text;

        State(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
