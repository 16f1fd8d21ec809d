package kepu.topology;

/** Why the job ended before everything was as it should be: for people its text, for scripts its exit code. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    static final int FAILED = 1;
    static final int SETTINGS = 2;
    static final int NO_BROKER = 3;
    static final int PARTITIONS = 4;

    private final int exitCode;

    Refusal(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
