package kepu.gateway.http;

/** The order in which a request passes the filters. */
public final class FilterOrder {
    public static final int UNREAD_BODY = 0;
    public static final int CORRELATION = 1;
    public static final int ACCESS_LOG = 2;
    public static final int SECURITY_HEADERS = 3;
    public static final int HTTP_FIREWALL = 4;
    public static final int CORS = 5;
    public static final int ADDRESS_RATE_LIMIT = 6;
    public static final int CONCURRENCY_LIMIT = 7;
    public static final int TOKEN = 8;
    public static final int PRINCIPAL_RATE_LIMIT = 9;
    public static final int BATCH_LIMIT = 10;
    public static final int UPLOAD_LIMIT = 11;
    public static final int BODY_LIMIT = 12;

    private FilterOrder() {}
}
