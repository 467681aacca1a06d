package io.patchbay.deploy.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public class DiagnosisTest {

    private final Exception failure = new IllegalStateException(
            "outer",
            new RuntimeException(
                    "middle\nwith\nlines " + "x".repeat(2000), new java.io.IOException("no route to host")));

    @Test
    public void theLineNamesTheInnermostCause() {
        assertThat(Diagnosis.line(failure))
                .startsWith("java.io.IOException: no route to host")
                .doesNotContain("\n");
    }

    @Test
    public void theChainNamesEachCauseOnItsOwnLine() {
        assertThat(Diagnosis.chain(failure))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).doesNotContain("\n").hasSizeLessThan(1200));
        assertThat(Diagnosis.chain(failure).get(1)).startsWith("because java.lang.RuntimeException: middle");
        assertThat(Diagnosis.chain(failure).get(2)).startsWith("because java.io.IOException: no route to host");
    }

    @Test
    public void namesTheConnectorsFrameAlsoWhenTheCauseIsPrintedWithoutIt() {
        String printed = """
                java.lang.IllegalStateException: outer
                \tat org.example.Foo.<init>(Foo.java:17)
                \tat java.base/java.lang.reflect.Constructor.newInstance(Constructor.java:499)
                Caused by: java.io.IOException: no route to host
                \t... 2 more
                """;

        assertThat(Diagnosis.line(printed))
                .isEqualTo("java.io.IOException: no route to host at org.example.Foo.<init>(Foo.java:17)");
    }

    @Test
    public void reportsAFailedStaticInitializerOnce() {
        String printed = """
                java.lang.ExceptionInInitializerError
                \tat java.base/java.lang.reflect.Constructor.newInstance(Constructor.java:499)
                Caused by: java.lang.NumberFormatException: For input string: "x"
                \tat org.example.Foo.<clinit>(Foo.java:17)
                """;

        assertThat(Diagnosis.causesBeyond(Diagnosis.chain(printed), Diagnosis.line(printed)))
                .isEmpty();
    }

    @Test
    public void survivesALoopOfCauses() {
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);

        assertThat(Diagnosis.line(second)).contains("java.lang.Exception");
        assertThat(Diagnosis.chain(second)).isNotEmpty();
    }

    @Test
    public void namesTheJavaVersionThatAClassNeeds() {
        assertThat(Diagnosis.explainUnloadable(
                        "a.B",
                        new UnsupportedClassVersionError(
                                "a/B has been compiled (class file version 69.0), up to 61.0")))
                .startsWith("a.B is compiled for Java 25, but this server runs on Java ");
    }

    @Test
    public void distinguishesAMissingClassFromAMissingDependency() {
        assertThat(Diagnosis.explainUnloadable("a.B", new ClassNotFoundException("a.B not found by x [7]")))
                .isEqualTo("its class a.B is not in the jar");
        assertThat(Diagnosis.explainUnloadable("a.B", new NoClassDefFoundError("c/D")))
                .startsWith("a.B needs c.D, which is neither in the jar nor imported");
    }

    @Test
    public void reportsADamagedClass() {
        assertThat(Diagnosis.explainUnloadable("a.B", new ClassFormatError("Truncated class file")))
                .isEqualTo("its class a.B cannot be read: Truncated class file");
    }
}
