package kepu.campaigns.file;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Copies a PNG without what it says about itself: Exif with the position, texts, time. */
final class PngMetadata {
    private static final Set<String> DROPPED = Set.of("eXIf", "tEXt", "zTXt", "iTXt", "tIME");
    private static final int SIGNATURE = 8;
    private static final int CHECK = 4;

    private PngMetadata() {}

    /**
     * Copies one picture; what comes behind its end is left out.
     *
     * @throws EOFException if it ends before its end
     */
    static void strip(DataInputStream in, DataOutputStream out) throws IOException {
        out.write(exactly(in, SIGNATURE));
        String type = "";
        while (!type.equals("IEND")) {
            int length = in.readInt();
            if (length < 0) {
                throw FileRejection.damaged();
            }
            byte[] name = exactly(in, 4);
            type = new String(name, StandardCharsets.US_ASCII);
            boolean isKept = !DROPPED.contains(type);
            if (isKept) {
                out.writeInt(length);
                out.write(name);
            }
            copy(in, isKept ? out : null, length + (long) CHECK);
        }
    }

    private static void copy(DataInputStream in, @Nullable DataOutputStream out, long length) throws IOException {
        byte[] buffer = new byte[8192];
        for (long left = length; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException();
            }
            if (out != null) {
                out.write(buffer, 0, read);
            }
            left -= read;
        }
    }

    private static byte[] exactly(DataInputStream in, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
