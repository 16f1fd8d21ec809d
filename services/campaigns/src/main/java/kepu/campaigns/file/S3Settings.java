package kepu.campaigns.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The bucket of an S3-compatible server in which files lie, if one is named; else they lie in the database.
 *
 * @param endpoint of the server; Amazon's own for the region, if none is stated
 * @param prefix of all keys, so that a bucket may hold other things too
 * @param secretKeyFile holds the secret key, so that it stands in no environment
 * @param pathStyle whether the bucket stands in the path, as most servers of one's own want it, and not in the host's name
 */
@ConfigurationProperties("kepu.campaigns.s3")
record S3Settings(
        @Nullable String bucket,
        @Nullable URI endpoint,
        String region,
        String prefix,
        @Nullable String accessKey,
        @Nullable Path secretKeyFile,
        boolean pathStyle) {
    String secretKey() {
        try {
            return Files.readString(stated(secretKeyFile, "secret-key-file")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String statedAccessKey() {
        return stated(accessKey, "access-key");
    }

    private static <T> T stated(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalStateException(
                    "kepu.campaigns.s3.bucket is set, so set kepu.campaigns.s3." + name + " too");
        }
        return value;
    }

    @Override
    public String toString() {
        return "bucket " + bucket + " at " + endpoint;
    }
}
