package kepu.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Writes the document anew; run by {@code infra/checks/openapi/author} alone. */
class AuthorDocument {
    @Test
    void the_document_is_written() throws IOException {
        String document =
                ApiDocument.text(Installation.running().document(Story.read()).write());
        Files.writeString(OpenApiIT.COMMITTED, document, StandardCharsets.UTF_8);

        assertThat(OpenApiIT.COMMITTED).hasContent(document);
    }
}
