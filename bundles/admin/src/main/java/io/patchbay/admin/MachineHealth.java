package io.patchbay.admin;

import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Reports a problem if the machine's encoding of file names prevents the server from accessing some files. */
@Component
public final class MachineHealth implements HealthCheck {

    private final List<Problem> problems;

    @Activate
    public MachineHealth() {
        this(System.getProperty("sun.jnu.encoding", ""));
    }

    MachineHealth(String encoding) {
        problems = encoding.toUpperCase(Locale.ROOT).replace("-", "").equals("UTF8")
                ? List.of()
                : List.of(new Problem(
                        Problem.Severity.DEGRADED,
                        "File names are read as " + encoding
                                + ", because the server does not run in a UTF-8 locale. Files whose names"
                                + " are not ASCII cannot be accessed. Install a UTF-8 locale such as C.UTF-8, or set LC_ALL"
                                + " to an installed UTF-8 locale. Then restart the server"));
    }

    @Override
    public String name() {
        return "machine";
    }

    @Override
    public List<Problem> problems() {
        return problems;
    }
}
