package io.patchbay.cli.develop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Builds one project after each save. Maven runs the first build, and each build after a change to a file that is not
 * code. All other builds are direct if a direct build creates the same bundle as Maven. Not thread-safe.
 */
public final class Builds {

    private final Project project;
    private final boolean tested;
    private Optional<DirectBuild> direct = Optional.empty();
    private Optional<Path> mavenJar = Optional.empty();

    /** @param tested whether each build runs the tests. If true, Maven runs all builds */
    public Builds(Project project, boolean tested) {
        this.project = project;
        this.tested = tested;
    }

    /** Builds the project with Maven. */
    public Project.BuildResult buildAll() throws IOException, InterruptedException {
        closeDirect();
        Project.BuildResult outcome = project.build(tested);
        mavenJar = outcome instanceof Project.BuildResult.Built built ? Optional.of(built.jar()) : Optional.empty();
        return outcome;
    }

    /** Builds the project after these files changed. */
    public Project.BuildResult buildAfter(Set<Path> changed) throws IOException, InterruptedException {
        Optional<Project.BuildResult> outcome =
                direct.isPresent() && direct.get().canBuild(changed) ? buildDirectly(direct.get()) : Optional.empty();
        return outcome.isPresent() ? outcome.get() : buildAll();
    }

    /**
     * Prepares a direct build for the next save, if Maven ran the last build. The preparation takes as long as a
     * compilation.
     */
    public void prepare() {
        if (mavenJar.isPresent() && !tested) {
            direct = prepareDirect(mavenJar.get());
        }
        mavenJar = Optional.empty();
    }

    /** Builds without Maven. Returns an empty result if Maven has to build. */
    private static Optional<Project.BuildResult> buildDirectly(DirectBuild build) {
        try {
            return build.build();
        } catch (IOException | RuntimeException e) {
            // For example, a file was deleted a moment ago. Maven then builds the project, or reports a better error.
            return Optional.empty();
        }
    }

    private Optional<DirectBuild> prepareDirect(Path jar) {
        try {
            Optional<CompilerFacts> facts = project.compilerFacts();
            return facts.isPresent() ? DirectBuild.of(project.folder(), facts.get(), jar) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            // For example, the options are valid only for another compiler.
            return Optional.empty();
        }
    }

    private void closeDirect() throws IOException {
        if (direct.isPresent()) {
            direct.get().close();
            direct = Optional.empty();
        }
    }
}
