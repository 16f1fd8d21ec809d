package kepu.defaults.sealing;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the installation's master keys are.
 *
 * @param masterKey files with 32 random bytes as base64; the first wraps, those behind it still unwrap; none: a key in
 *     memory, for trying out
 */
@ConfigurationProperties("kepu.personal-data")
record PersonalDataSettings(@Nullable List<String> masterKey) {
    List<Path> masterKeys() {
        return masterKey == null
                ? List.of()
                : masterKey.stream()
                        .filter(file -> !file.isBlank())
                        .map(Path::of)
                        .toList();
    }
}
