package io.patchbay.cli.develop;

import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/**
 * Collects the code from which a bundle's component descriptions, settings and headers are generated. The outline
 * contains annotation types, types with OSGi annotations, and the annotated members of these types. It also contains
 * the constants of enums, because a setting may be an enum. If two compilations have equal outlines, their descriptions
 * are also equal. The compiler calls this class during the compilation.
 */
final class ComponentOutline implements TaskListener {

    private static final String OSGI = "org.osgi.";

    private final Set<String> lines = new TreeSet<>();

    Set<String> lines() {
        return lines;
    }

    @Override
    public void finished(TaskEvent event) {
        if (event.getKind() == TaskEvent.Kind.ANALYZE && event.getTypeElement() != null) {
            add(event.getTypeElement());
        }
    }

    private void add(TypeElement type) {
        if (type.getKind() == ElementKind.ANNOTATION_TYPE
                || type.getKind() == ElementKind.ENUM
                || isOfOsgi(type)
                || type.getEnclosedElements().stream().anyMatch(ComponentOutline::isOfOsgi)) {
            lines.add(line(type));
        }
        type.getEnclosedElements().stream()
                .filter(TypeElement.class::isInstance)
                .map(TypeElement.class::cast)
                .forEach(this::add);
    }

    private static boolean isOfOsgi(Element element) {
        return element.getAnnotationMirrors().stream().anyMatch(ComponentOutline::isOfOsgi)
                || element instanceof ExecutableElement method
                        && method.getParameters().stream().anyMatch(ComponentOutline::isOfOsgi);
    }

    /** Returns whether an annotation belongs to OSGi, or has an annotation for the tools of OSGi. */
    private static boolean isOfOsgi(AnnotationMirror annotation) {
        Element type = annotation.getAnnotationType().asElement();
        return type.toString().startsWith(OSGI)
                || type.getAnnotationMirrors().stream()
                        .anyMatch(own -> own.getAnnotationType().toString().startsWith(OSGI));
    }

    private static String line(TypeElement type) {
        boolean whole = type.getKind() == ElementKind.ANNOTATION_TYPE;
        return describe(type) + " extends " + type.getSuperclass() + " implements " + type.getInterfaces()
                + type.getEnclosedElements().stream()
                        .filter(member -> !(member instanceof TypeElement))
                        .filter(member -> whole || member.getKind() == ElementKind.ENUM_CONSTANT || isAnnotated(member))
                        .map(ComponentOutline::member)
                        .collect(Collectors.joining("\n  ", "\n  ", ""));
    }

    private static boolean isAnnotated(Element member) {
        return !member.getAnnotationMirrors().isEmpty()
                || member instanceof ExecutableElement method
                        && method.getParameters().stream()
                                .anyMatch(parameter ->
                                        !parameter.getAnnotationMirrors().isEmpty());
    }

    private static String member(Element member) {
        if (member instanceof ExecutableElement method) {
            List<String> parameters = method.getParameters().stream()
                    .map(parameter -> describe(parameter) + ": " + parameter.asType())
                    .toList();
            return describe(method) + parameters + ": " + method.getReturnType() + " = " + method.getDefaultValue();
        }
        return describe(member) + ": " + member.asType();
    }

    private static String describe(Element element) {
        return element.getAnnotationMirrors() + " " + element.getModifiers() + " " + element.getKind() + " " + element;
    }
}
