package sample;

/** A connector's tool that starts once, and never again. */
public class Once extends Working {

    private static boolean started;

    public Once() {
        if (started) {
            throw new IllegalStateException("not again");
        }
        started = true;
    }
}
