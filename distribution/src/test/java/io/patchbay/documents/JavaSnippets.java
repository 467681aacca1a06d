package io.patchbay.documents;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Checks Java: complete classes compile, and parts of a class are in its source file. */
final class JavaSnippets {

    /** What a block may use without imports of its own. In one line, so that the compiler's line numbers are those of the block. */
    private static final String IMPORTS = "import static org.assertj.core.api.Assertions.assertThat;"
            + " import io.patchbay.api.*; import io.patchbay.testing.*; import io.patchbay.typed.*;"
            + " import java.net.URI; import java.time.*; import java.util.*; import org.junit.Test;"
            + " import org.osgi.service.component.annotations.*; import org.osgi.service.metatype.annotations.*; ";

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern TYPE =
            Pattern.compile("(?m)^(?:public |final |abstract )*(?:class|interface|record|enum) (\\w+)");
    /** Stands for lines that a block leaves out. */
    private static final Pattern OMITTED = Pattern.compile("(?m)^\\s*(?://\\s*)?…\\s*$");

    private final Path output;

    JavaSnippets(Path output) {
        this.output = output;
    }

    /** Returns what is wrong with a block, which is a part of the class that the comment before it names, or compiles by itself. */
    List<String> faults(Document.Block block) throws IOException {
        return block.comment().isEmpty() ? compile(block.text()) : compare(block);
    }

    private List<String> compile(String text) throws IOException {
        Matcher type = TYPE.matcher(text);
        if (!type.find()) {
            return List.of("No class: name the class that this is a part of in the line before, <!-- Name -->");
        }
        Matcher inPackage = PACKAGE.matcher(text);
        String folder = inPackage.find() ? inPackage.group(1).replace('.', '/') + "/" : "";
        String source = text.contains("\nimport ") || text.startsWith("import ") ? text : IMPORTS + text;
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        compiler.getTask(
                        null,
                        null,
                        found,
                        List.of(
                                "-proc:none",
                                "-nowarn",
                                "-implicit:none",
                                "-d",
                                output.toString(),
                                "-classpath",
                                System.getProperty("java.class.path"),
                                "-sourcepath",
                                Document.REPOSITORY
                                        .resolve("bundles/typed/src/test/java")
                                        .toString()),
                        null,
                        List.of(new Source(folder + type.group(1), source)))
                .call();
        return found.getDiagnostics().stream()
                .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                .map(one -> "Does not compile, line " + one.getLineNumber() + " of the block: "
                        + one.getMessage(Locale.ROOT))
                .toList();
    }

    private static List<String> compare(Document.Block block) throws IOException {
        List<Path> files = sources(block.comment() + ".java");
        if (files.size() != 1) {
            return List.of(files.size() + " source files are called " + block.comment() + ".java");
        }
        String source = withoutSpace(Files.readString(files.get(0)));
        int from = 0;
        for (String part : OMITTED.split(block.text())) {
            int at = source.indexOf(withoutSpace(part), from);
            if (at < 0) {
                return List.of("Not in " + files.get(0).getFileName() + ", in this order: "
                        + part.strip().lines().findFirst().orElse(""));
            }
            from = at + withoutSpace(part).length();
        }
        return List.of();
    }

    private static List<Path> sources(String name) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String folder : List.of("bundles", "connectors")) {
            try (Stream<Path> files = Files.find(
                    Document.REPOSITORY.resolve(folder),
                    20,
                    (file, about) -> file.endsWith(name) && file.toString().contains("/src/"))) {
                files.forEach(found::add);
            }
        }
        return found;
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
