package kepu.campaigns.file;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.springframework.util.unit.DataSize;

/** Looks into a file: whether it is what its name says, whole, and no larger unpacked than is good. */
final class FileContent {
    private static final int MOST_PARTS = 5_000;
    private static final int PDF_END = 1024;

    private final DataSize unpackedLimit;

    FileContent(DataSize unpackedLimit) {
        this.unpackedLimit = unpackedLimit;
    }

    /**
     * Copies what is to be kept of a file that was received.
     *
     * @throws FileRejection if it is to be refused
     */
    void copyChecked(FileType type, Path received, Path kept) throws IOException {
        requireBeginning(type, received);
        try {
            switch (type) {
                case JPEG -> picture(received, kept, JpegMetadata::strip);
                case PNG -> picture(received, kept, PngMetadata::strip);
                case PDF -> {
                    requirePdfEnd(received);
                    copy(received, kept);
                }
                case DOCX, XLSX, PPTX, OFD -> {
                    requirePackage(type, received);
                    copy(received, kept);
                }
            }
        } catch (EOFException | ZipException e) {
            throw FileRejection.damaged();
        }
    }

    private static void copy(Path received, Path kept) throws IOException {
        Files.copy(received, kept, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void requireBeginning(FileType type, Path file) throws IOException {
        byte[] beginning = type.beginning();
        try (InputStream in = Files.newInputStream(file)) {
            if (!Arrays.equals(in.readNBytes(beginning.length), beginning)) {
                throw FileRejection.notWhatItSays(type);
            }
        }
    }

    private interface Strip {
        void copy(DataInputStream in, DataOutputStream out) throws IOException;
    }

    private static void picture(Path received, Path kept, Strip strip) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(received)));
                var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(kept)))) {
            strip.copy(in, out);
        }
    }

    private static void requirePdfEnd(Path file) throws IOException {
        try (var pdf = new RandomAccessFile(file.toFile(), "r")) {
            pdf.seek(Math.max(0, pdf.length() - PDF_END));
            byte[] end = new byte[(int) (pdf.length() - pdf.getFilePointer())];
            pdf.readFully(end);
            if (!new String(end, StandardCharsets.ISO_8859_1).contains("%%EOF")) {
                throw FileRejection.damaged();
            }
        }
    }

    /** Unpacked part by part, as what a package says of its sizes need not be true. */
    private void requirePackage(FileType type, Path file) throws IOException {
        try (ZipFile parts = new ZipFile(file.toFile())) {
            if (parts.getEntry(String.valueOf(type.part())) == null) {
                throw FileRejection.notWhatItSays(type);
            }
            if (parts.size() > MOST_PARTS) {
                throw expandsTooMuch();
            }
            long left = unpackedLimit.toBytes();
            byte[] buffer = new byte[64 * 1024];
            for (Enumeration<? extends ZipEntry> entries = parts.entries(); entries.hasMoreElements(); ) {
                try (InputStream part = parts.getInputStream(entries.nextElement())) {
                    for (int read = part.read(buffer); read >= 0; read = part.read(buffer)) {
                        left -= read;
                        if (left < 0) {
                            throw expandsTooMuch();
                        }
                    }
                }
            }
        }
    }

    private FileRejection expandsTooMuch() {
        return FileRejection.expandsTooMuch(Math.toIntExact(unpackedLimit.toMegabytes()));
    }
}
