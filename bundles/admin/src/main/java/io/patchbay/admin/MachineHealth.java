package io.patchbay.admin;

import io.patchbay.spi.health.HealthCheck;
import io.patchbay.spi.health.Problem;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** What about this process an operator has to change: the encoding in which file names are read. */
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
                : List.of(
                        new Problem(
                                Problem.Severity.DEGRADED,
                                "File names are read as " + encoding
                                        + ", because no locale with UTF-8 is installed: files whose names are not"
                                        + " plain English letters are out of reach. Install one (C.UTF-8), or set LC_ALL to one, and start again"));
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
