package kepu.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The limits and timeouts of the gateway; {@code gateway.yml} holds the defaults.
 *
 * @param publicUrl how callers reach the gateway
 * @param hosts names that a {@code Host} header may give, beside the name in {@code publicUrl} and those of this machine
 * @param trustedProxies networks (CIDR) whose forwarding headers the gateway believes
 * @param readTimeout from sending a request to a service to the end of its answer
 * @param glanceDeadline the same for each part of the village overview
 * @param headerDeadline from the first byte of a request to the end of its headers
 * @param bodyDeadline from the end of the headers to the end of the body
 * @param writeDeadline for the caller to take the answer
 */
@ConfigurationProperties("kepu.gateway")
public record GatewayProperties(
        URI publicUrl,
        @DefaultValue List<String> hosts,
        @DefaultValue List<String> trustedProxies,
        Duration connectTimeout,
        Duration readTimeout,
        Duration glanceDeadline,
        Duration headerDeadline,
        Duration bodyDeadline,
        Duration writeDeadline,
        DataSize uriLimit,
        DataSize headerLimit,
        int headerCount,
        DataSize bodyLimit,
        DataSize answerLimit,
        Limits limits,
        Bulkhead bulkhead,
        Breaker breaker,
        Batch batch,
        Upload upload,
        @DefaultValue Cors cors) {
    /**
     * How much a caller may ask of this instance.
     *
     * @param principal rate of one verified token subject
     * @param address rate of one address
     * @param signIn rate of one address at the paths that take passwords and client secrets
     * @param publicWrite rate of one address at what anybody may send to a service without a token
     * @param callsPerAddress concurrent calls of one address
     * @param callsAtOnce concurrent calls of all addresses together
     * @param connectionsPerAddress open connections of one address
     * @param remembered how many principals, and how many addresses, the instance keeps a count for
     */
    public record Limits(
            Rate principal,
            Rate address,
            Rate signIn,
            Rate publicWrite,
            int callsPerAddress,
            int callsAtOnce,
            int connectionsPerAddress,
            int remembered) {}

    /** A token bucket: {@code burst} requests at once, refilled with {@code perSecond} requests a second. */
    public record Rate(int perSecond, int burst) {}

    /**
     * How many concurrent calls one service gets.
     *
     * @param longestWait how long a call waits for a free place
     */
    public record Bulkhead(int calls, Duration longestWait) {}

    /**
     * When the circuit of a service opens.
     *
     * @param failureRate per cent of the last {@code window} calls that got no answer
     * @param openFor how long the gateway then sends nothing to the service
     */
    public record Breaker(int window, int minimumCalls, float failureRate, Duration openFor, int trialCalls) {}

    /**
     * What one batch of commands may take.
     *
     * @param deadline after which no further row is sent
     * @param sideBySide rows of different units under way at one time
     * @param atOnce batches of all callers under way at one time
     * @param atOncePerCaller batches of one verified token subject under way at one time
     */
    public record Batch(
            DataSize bodyLimit,
            Duration bodyDeadline,
            Duration deadline,
            int sideBySide,
            int atOnce,
            int atOncePerCaller) {}

    /**
     * What a file may take.
     *
     * @param deadline for the service to look into it and store it
     * @param atOnce files of all callers under way at one time
     * @param atOncePerCaller files of one verified token subject under way at one time
     */
    public record Upload(
            DataSize bodyLimit, Duration bodyDeadline, Duration deadline, int atOnce, int atOncePerCaller) {}

    /** The origins whose pages may read answers. */
    public record Cors(@DefaultValue List<String> origins) {}
}
