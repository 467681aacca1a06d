package io.patchbay.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.ExecutionException;
import org.junit.Test;

public class FailureTextTest {

    @Test
    public void saysWhatIsWrongWithAFileAndWhichFile() {
        assertThat(FailureText.of(new AccessDeniedException("/d/a.jar"))).isEqualTo("permission denied: /d/a.jar");
        assertThat(FailureText.of(new NoSuchFileException("/d/a.jar"))).isEqualTo("no such file or folder: /d/a.jar");
        assertThat(FailureText.of(new FileAlreadyExistsException("/d/a.jar")))
                .isEqualTo("a file or folder of this name already exists: /d/a.jar");
        assertThat(FailureText.of(new NotDirectoryException("/d"))).isEqualTo("not a folder: /d");
        assertThat(FailureText.of(new FileSystemException("/d/a\nb", null, "Read-only file system")))
                .isEqualTo("Read-only file system: /d/a\\nb");
    }

    @Test
    public void skipsExceptionsThatOnlyCarryAnother() {
        IOException full = new IOException("No space left on device");

        assertThat(FailureText.of(full)).isEqualTo("No space left on device");
        assertThat(FailureText.of(new IOException(full))).isEqualTo("No space left on device");
        assertThat(FailureText.of(new UncheckedIOException(new AccessDeniedException("/d"))))
                .isEqualTo("permission denied: /d");
        assertThat(FailureText.of(new DirectoryIteratorException(new IOException("Input/output error"))))
                .isEqualTo("Input/output error");
        assertThat(FailureText.of(new ExecutionException("java.io.IOException: x", new IOException("x"))))
                .isEqualTo("x");
        assertThat(FailureText.of(new ExecutionException(full))).isEqualTo("No space left on device");
    }

    @Test
    public void describesUnreadableContent() {
        assertThat(FailureText.of(new MalformedInputException(1))).isEqualTo("the text is not UTF-8");
        assertThat(FailureText.of(new EOFException())).isEqualTo("the file ends too early");
        assertThat(FailureText.of(new IllegalStateException("two\nlines\u202e")))
                .isEqualTo("two lines\\u202e");
    }

    @Test
    public void neverNamesAClass() {
        assertThat(FailureText.of(new NullPointerException("because \"x.y\" is null")))
                .isEqualTo("internal error, see the log for details");
        assertThat(FailureText.of(new NoClassDefFoundError("com/example/Thing")))
                .isEqualTo("internal error, see the log for details");
        assertThat(FailureText.of(new IOException())).isEqualTo("no reason given");
    }

    @Test
    public void saysThatMemoryOrThreadsAreUsedUp() {
        assertThat(FailureText.of(new OutOfMemoryError("Java heap space"))).isEqualTo("out of memory");
        assertThat(FailureText.of(new OutOfMemoryError("unable to create native thread")))
                .isEqualTo("the system cannot start another thread");
    }

    @Test
    public void survivesExceptionsThatCauseEachOther() {
        IOException one = new IOException((String) null);
        IOException other = new IOException((String) null);
        one.initCause(other);
        other.initCause(one);

        assertThat(FailureText.of(one)).isEqualTo("no reason given");
    }

    @Test
    public void findsTheFailedFileOperationBehindOtherExceptions() {
        AccessDeniedException denied = new AccessDeniedException("/d");

        assertThat(FailureText.fileFailure(new IllegalStateException("x", new IOException(denied))))
                .contains(denied);
        assertThat(FailureText.fileFailure(new IllegalStateException("x"))).isEmpty();
    }
}
