package io.patchbay.deploy.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.concurrent.ExecutionException;
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
        assertThat(PlainWords.of(one)).isEqualTo("one");
    }

    @Test
    public void describesFailuresWithoutClassNames() {
        assertThat(PlainWords.of(new AccessDeniedException("/d/a.jar"))).isEqualTo("permission denied: /d/a.jar");
        assertThat(PlainWords.of(new NoSuchFileException("/d/a.jar"))).isEqualTo("no such file or folder: /d/a.jar");
        assertThat(PlainWords.of(new FileAlreadyExistsException("/d/a.jar")))
                .isEqualTo("a file or folder of this name already exists: /d/a.jar");
        assertThat(PlainWords.of(new NotDirectoryException("/d"))).isEqualTo("not a folder: /d");
        assertThat(PlainWords.of(new FileSystemException("/d/a\nb", null, "Read-only file system")))
                .isEqualTo("Read-only file system: /d/a\\nb");
        assertThat(PlainWords.of(new IOException("No space left on device"))).isEqualTo("No space left on device");
        assertThat(PlainWords.of(new IOException(new IOException("No space left on device"))))
                .isEqualTo("No space left on device");
        assertThat(PlainWords.of(new UncheckedIOException(new AccessDeniedException("/d"))))
                .isEqualTo("permission denied: /d");
        assertThat(PlainWords.of(new DirectoryIteratorException(new IOException("Input/output error"))))
                .isEqualTo("Input/output error");
        assertThat(PlainWords.of(new ExecutionException("java.io.IOException: x", new IOException("x"))))
                .isEqualTo("x");
        assertThat(PlainWords.of(new MalformedInputException(1))).isEqualTo("the text is not UTF-8");
        assertThat(PlainWords.of(new EOFException())).isEqualTo("the file ends too early");
        assertThat(PlainWords.of(new OutOfMemoryError("Java heap space"))).isEqualTo("out of memory");
        assertThat(PlainWords.of(new NullPointerException())).isEqualTo("internal error, see the log for details");
        assertThat(PlainWords.of(new IllegalStateException())).isEqualTo("no reason given");
        assertThat(PlainWords.of(new IllegalStateException("two\nlines\u202e"))).isEqualTo("two lines\\u202e");
    }
}
