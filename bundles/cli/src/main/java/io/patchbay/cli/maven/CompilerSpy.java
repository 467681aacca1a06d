package io.patchbay.cli.maven;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.eventspy.AbstractEventSpy;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * A listener for Maven that writes the parameters of one project's compilation to a file. The parameters are source
 * folders, class path and compiler options. Maven creates the listener if {@code maven.ext.class.path} contains the
 * listener's jar. Maven calls the listener on the thread of the build.
 *
 * <p>The system property {@value #PROJECT} names the project's folder, and {@value #FILE} names the file to write.
 * Without these properties the listener does nothing.
 */
public final class CompilerSpy extends AbstractEventSpy {

    static final String PROJECT = "patchbay.dev.project";
    static final String FILE = "patchbay.dev.facts";

    @Override
    public void onEvent(Object event) throws Exception {
        if (event instanceof ExecutionEvent execution && isCompilation(execution)) {
            Properties properties = execution.getSession().getUserProperties();
            Path file = Path.of(properties.getProperty(FILE));
            if (Path.of(properties.getProperty(PROJECT))
                    .toRealPath()
                    .equals(execution.getProject().getBasedir().toPath().toRealPath())) {
                Optional<Properties> facts = facts(execution);
                if (facts.isPresent()) {
                    write(file, facts.get());
                }
            }
        }
    }

    private static boolean isCompilation(ExecutionEvent execution) {
        return execution.getType() == ExecutionEvent.Type.MojoSucceeded
                && execution.getMojoExecution().getArtifactId().equals("maven-compiler-plugin")
                && execution.getMojoExecution().getGoal().equals("compile")
                && execution.getSession().getUserProperties().containsKey(PROJECT)
                && execution.getSession().getUserProperties().containsKey(FILE);
    }

    /** Returns the parameters. Returns an empty result for a project with its own annotation processors, because only Maven knows their output. */
    private static Optional<Properties> facts(ExecutionEvent execution)
            throws DependencyResolutionRequiredException, ExpressionEvaluationException {
        CompilerOptions options = new CompilerOptions(execution);
        if (options.hasProcessors()) {
            return Optional.empty();
        }
        Properties facts = new Properties();
        facts.setProperty("roots", String.join("\n", execution.getProject().getCompileSourceRoots()));
        facts.setProperty("classPath", String.join("\n", execution.getProject().getCompileClasspathElements()));
        facts.setProperty("options", String.join("\n", options.all()));
        facts.setProperty(
                "siblings",
                execution.getSession().getProjects().stream()
                        .filter(project -> !project.equals(execution.getProject()))
                        .map(project -> project.getBasedir().toString())
                        .collect(Collectors.joining("\n")));
        return Optional.of(facts);
    }

    /** Writes the file atomically. A reader never sees only a part of the file. */
    private static void write(Path file, Properties facts) throws IOException {
        Files.createDirectories(file.getParent());
        Path part = Files.createTempFile(file.getParent(), "facts", ".part");
        try (Writer text = Files.newBufferedWriter(part)) {
            facts.store(text, null);
        }
        Files.move(part, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * The options that affect the class files. A later comparison of the class files detects an option that is missing
     * here.
     */
    private static final class CompilerOptions {

        private final Xpp3Dom configuration;
        private final PluginParameterExpressionEvaluator values;

        CompilerOptions(ExecutionEvent execution) {
            this.configuration = execution.getMojoExecution().getConfiguration();
            this.values = new PluginParameterExpressionEvaluator(execution.getSession(), execution.getMojoExecution());
        }

        boolean hasProcessors() {
            return Stream.of("annotationProcessorPaths", "annotationProcessors")
                    .map(configuration::getChild)
                    .anyMatch(child -> child != null && child.getChildCount() > 0);
        }

        List<String> all() throws ExpressionEvaluationException {
            List<String> options = new ArrayList<>();
            Optional<String> release = value("release");
            if (release.isPresent()) {
                options.addAll(List.of("--release", release.get()));
            } else {
                add(options, "-source", "source");
                add(options, "-target", "target");
            }
            add(options, "-encoding", "encoding");
            if (value("debug").map(Boolean::parseBoolean).orElse(true)) {
                options.add("-g");
            }
            if (value("parameters").map(Boolean::parseBoolean).orElse(false)) {
                options.add("-parameters");
            }
            if (value("failOnWarning").map(Boolean::parseBoolean).orElse(false)) {
                options.add("-Werror");
            }
            Xpp3Dom more = configuration.getChild("compilerArgs");
            if (more != null) {
                for (Xpp3Dom one : more.getChildren()) {
                    evaluated(one.getValue()).ifPresent(options::add);
                }
            }
            return options;
        }

        private void add(List<String> options, String option, String name) throws ExpressionEvaluationException {
            Optional<String> value = value(name);
            if (value.isPresent()) {
                options.addAll(List.of(option, value.get()));
            }
        }

        private Optional<String> value(String name) throws ExpressionEvaluationException {
            Xpp3Dom child = configuration.getChild(name);
            if (child == null) {
                return Optional.empty();
            }
            Optional<String> set = evaluated(child.getValue());
            return set.isPresent() ? set : evaluated(child.getAttribute("default-value"));
        }

        private Optional<String> evaluated(String text) throws ExpressionEvaluationException {
            return text == null
                    ? Optional.empty()
                    : Optional.ofNullable(values.evaluate(text))
                            .map(String::valueOf)
                            .filter(value -> !value.isBlank());
        }
    }
}
