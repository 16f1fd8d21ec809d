package kepu.campaigns.file;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The types of files that archives take; what their content begins with says so, never the caller. */
enum FileType {
    PDF("application/pdf", "25504446 2d", null, "pdf"),
    JPEG("image/jpeg", "ffd8ff", null, "jpg", "jpeg"),
    PNG("image/png", "89504e47 0d0a1a0a", null, "png"),
    DOCX(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "504b0304",
            "word/document.xml",
            "docx"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "504b0304", "xl/workbook.xml", "xlsx"),
    PPTX(
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "504b0304",
            "ppt/presentation.xml",
            "pptx"),
    /** 版式文件, GB/T 33190. */
    OFD("application/ofd", "504b0304", "OFD.xml", "ofd");

    private final String mediaType;
    private final byte[] beginning;
    private final @Nullable String part;
    private final List<String> extensions;

    FileType(String mediaType, String beginning, @Nullable String part, String... extensions) {
        this.mediaType = mediaType;
        this.beginning = HexFormat.of().parseHex(beginning.replace(" ", ""));
        this.part = part;
        this.extensions = List.of(extensions);
    }

    /** By the extension of a file's name. */
    static Optional<FileType> named(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(type -> type.extensions.contains(extension))
                .findFirst();
    }

    static String extensions() {
        return Arrays.stream(values()).flatMap(type -> type.extensions.stream()).collect(Collectors.joining(", "));
    }

    static FileType of(String mediaType) {
        return Arrays.stream(values())
                .filter(type -> type.mediaType.equals(mediaType))
                .findFirst()
                .orElseThrow();
    }

    String mediaType() {
        return mediaType;
    }

    String extension() {
        return extensions.getFirst();
    }

    byte[] beginning() {
        return beginning.clone();
    }

    /** What a package (zip) of this type must hold; null for a file that is no package. */
    @Nullable
    String part() {
        return part;
    }
}
