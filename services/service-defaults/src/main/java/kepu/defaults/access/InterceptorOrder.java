package kepu.defaults.access;

/** Orders of the interceptors that admit a request, for those that come before or after them. */
public final class InterceptorOrder {
    /** After it the caller and {@link Access} are known. */
    public static final int CALLER_KNOWN = -200;

    /** After it the unit that a route names is known to be within reach. */
    public static final int UNIT_WITHIN_REACH = -100;

    private InterceptorOrder() {}
}
