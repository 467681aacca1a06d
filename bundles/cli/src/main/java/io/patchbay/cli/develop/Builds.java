package io.patchbay.cli.develop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The builds of one project, one after each save: directly if that gives the same bundle, and by Maven for the first build and
 * whenever something other than code changed. For one thread.
 */
public final class Builds {

    private final Project project;
    private final boolean tested;
    private Optional<DirectBuild> direct = Optional.empty();
    private Optional<Path> mavenMade = Optional.empty();

    /** @param tested whether each build runs the tests; then Maven runs all builds */
    public Builds(Project project, boolean tested) {
        this.project = project;
        this.tested = tested;
    }

    /** Builds the project with Maven. */
    public Project.Outcome all() throws IOException, InterruptedException {
        forget();
        Project.Outcome outcome = project.build(tested);
        mavenMade = outcome instanceof Project.Outcome.Built built ? Optional.of(built.jar()) : Optional.empty();
        return outcome;
    }

    /** Builds the project after these files changed. */
    public Project.Outcome after(Set<Path> changed) throws IOException, InterruptedException {
        Optional<Project.Outcome> outcome =
                direct.isPresent() && direct.get().takes(changed) ? directly(direct.get()) : Optional.empty();
        return outcome.isPresent() ? outcome.get() : all();
    }

    /** Prepares for the next save after a build by Maven, which takes as long as a compilation. */
    public void prepare() {
        if (mavenMade.isPresent() && !tested) {
            direct = direct(mavenMade.get());
        }
        mavenMade = Optional.empty();
    }

    /** Returns an empty result if Maven has to build. */
    private static Optional<Project.Outcome> directly(DirectBuild build) {
        try {
            return build.build();
        } catch (IOException | RuntimeException e) {
            // For example, a file was deleted meanwhile: Maven builds, or reports the error better.
            return Optional.empty();
        }
    }

    private Optional<DirectBuild> direct(Path jar) {
        try {
            Optional<CompilerFacts> facts = project.compilerFacts();
            return facts.isPresent() ? DirectBuild.of(project.folder(), facts.get(), jar) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            // For example, options that only another compiler accepts.
            return Optional.empty();
        }
    }

    private void forget() throws IOException {
        if (direct.isPresent()) {
            direct.get().close();
            direct = Optional.empty();
        }
    }
}
