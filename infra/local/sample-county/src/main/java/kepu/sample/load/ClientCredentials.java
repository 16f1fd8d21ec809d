package kepu.sample.load;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** What a machine account (机器客户端) signs in with. */
public record ClientCredentials(String id, String secret) {
    /**
     * Those that identity has written for whoever sets an installation up: {@code id:secret}.
     *
     * @throws LoadStopped if the file holds none
     */
    public static ClientCredentials in(Path file) throws IOException {
        String[] pair = Files.readString(file).strip().split(":", 2);
        if (pair.length < 2 || pair[0].isEmpty() || pair[1].isEmpty()) {
            throw new LoadStopped(file + " holds no client id and secret");
        }
        return new ClientCredentials(pair[0], pair[1]);
    }

    /** Value of the {@code Authorization} header that asks for a token. */
    String basic() {
        String pair =
                URLEncoder.encode(id, StandardCharsets.UTF_8) + ":" + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** Secrets do not show where things are printed. */
    @Override
    public String toString() {
        return "ClientCredentials[" + id + "]";
    }
}
