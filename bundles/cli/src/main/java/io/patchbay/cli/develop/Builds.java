package io.patchbay.cli.develop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The builds of one project, one at each save: directly where that gives the same bundle, by Maven at first and whenever something else than
 * code changed. Not for several threads.
 */
public final class Builds {

    private final Project project;
    private final boolean tested;
    private Optional<DirectBuild> direct = Optional.empty();
    private Optional<Path> mavenMade = Optional.empty();

    /** @param tested whether the tests run before each build counts as good; then Maven makes all of them */
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
        if (direct.isPresent() && direct.get().takes(changed)) {
            Optional<Project.Outcome> outcome = direct.get().build();
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return all();
    }

    /** Gets ready for the next save, after a build by Maven; that takes as long as a compilation does. */
    public void prepare() throws IOException {
        if (mavenMade.isPresent() && !tested) {
            Optional<CompilerFacts> facts = project.compilerFacts();
            direct = facts.isPresent() ? DirectBuild.of(project.folder(), facts.get(), mavenMade.get()) : Optional.empty();
        }
        mavenMade = Optional.empty();
    }

    private void forget() throws IOException {
        if (direct.isPresent()) {
            direct.get().close();
            direct = Optional.empty();
        }
    }
}
