package io.patchbay.deploy.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.zip.ZipException;
import org.junit.Test;

/** Recognition of faults of the machine, and the descriptions of failures for operators. */
public class MachineFaultTest {

    @Test
    public void recognisesFaultsOfTheMachineAtEveryDepth() {
        List<Throwable> faults = List.of(
                new IOException("No space left on device"),
                new FileSystemException("/x", null, "Read-only file system"),
                new FileSystemException("/x", null, "Too many open files"),
                new FileSystemException("/x", null, "Input/output error"),
                new AccessDeniedException("/x"),
                new FileNotFoundException("/x (Too many open files)"),
                new OutOfMemoryError("unable to create native thread: possibly out of memory"));

        for (Throwable fault : faults) {
            assertThat(MachineFault.isIn(fault)).as("%s", fault).isTrue();
            assertThat(MachineFault.isIn(new IllegalStateException("x", new Exception(fault))))
                    .as("%s below others", fault)
                    .isTrue();
            assertThat(MachineFault.isIn(
                            "a.B: x\n\tat a.B.c(B.java:1)\nCaused by: " + fault + "\n\tat d.E.f(E.java:2)"))
                    .isTrue();
        }
    }

    @Test
    public void doesNotBlameTheMachineForFaultsOfFiles() {
        List<Throwable> others = List.of(
                new ZipException("invalid LOC header"),
                new IOException("invalid header field (line 3)"),
                new EOFException(),
                new NoSuchFileException("/x"),
                new FileNotFoundException("/x (No such file or directory)"),
                new IllegalStateException("no such host"));

        assertThat(others).noneMatch(MachineFault::isIn);
    }

    @Test
    public void endsOnALoopOfCauses() {
        Exception one = new Exception("one");
        Exception two = new Exception("two", one);
        one.initCause(two);

        assertThat(MachineFault.isIn(one)).isFalse();
    }
}
