package io.patchbay.protocol.schema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Combines the errors of all alternatives of {@code anyOf} or {@code oneOf} into one error, because a value needs to fit only one
 * alternative.
 */
public final class Alternatives {

    private static final String DETAIL = "alternatives";
    private static final int MAX_ALTERNATIVES = 5;
    private static final int MAX_ERRORS_PER_ALTERNATIVE = 3;

    private Alternatives() {}

    /** Runs the check of {@code anyOf} or {@code oneOf} and combines its errors into one error. */
    static void check(ExecutionContext context, String keyword, NodePath location, Runnable check) {
        List<Error> before = context.getErrors();
        List<Error> found = new ArrayList<>();
        context.setErrors(found);
        try {
            check.run();
        } finally {
            context.setErrors(before);
        }
        if (!found.isEmpty()) {
            context.addError(error(context, keyword, location, found));
        }
    }

    /** Returns the errors of each alternative; empty if the error is not about alternatives. */
    @SuppressWarnings("unchecked")
    public static List<List<Error>> of(Error error) {
        Map<String, Object> details = error.getDetails();
        return details == null ? List.of() : (List<List<Error>>) details.getOrDefault(DETAIL, List.of());
    }

    private static Error error(ExecutionContext context, String keyword, NodePath location, List<Error> found) {
        NodePath path = context.getEvaluationPath();
        Map<Integer, List<Error>> alternatives = new TreeMap<>();
        for (Error error : found) {
            NodePath of = error.getEvaluationPath();
            if (of.getNameCount() <= path.getNameCount()) {
                // an error of the keyword itself: more than one alternative fits
                if (String.valueOf(error.getMessageKey()).equals("oneOf.indexes")) {
                    return error;
                }
            } else if (of.getElement(path.getNameCount()) instanceof Integer index) {
                List<Error> errors = alternatives.computeIfAbsent(index, i -> new ArrayList<>());
                if (errors.size() < MAX_ERRORS_PER_ALTERNATIVE) {
                    errors.add(error);
                }
            }
        }
        if (alternatives.isEmpty()) {
            return found.get(0);
        }
        List<List<Error>> some =
                alternatives.values().stream().limit(MAX_ALTERNATIVES).toList();
        return Error.builder()
                .keyword(keyword)
                .instanceLocation(location)
                .evaluationPath(path)
                .details(Map.of(DETAIL, some))
                .messageSupplier(() -> "must fit one of the alternatives")
                .build();
    }
}
