package kepu.gateway.upstream;

import java.util.Optional;
import org.apache.hc.core5.http.MessageHeaders;

/**
 * What a service answered, whatever its status.
 *
 * @param <B> how its body is held
 */
public record ServiceAnswer<B>(int status, MessageHeaders headers, B body) {
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirstHeader(name)).map(header -> header.getValue());
    }
}
