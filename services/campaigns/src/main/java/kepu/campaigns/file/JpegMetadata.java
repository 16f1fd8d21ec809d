package kepu.campaigns.file;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Copies a JPEG without what it says about itself: position, device, time, comments, previews. How it is to be turned stays,
 * and so do its colours; the picture itself is not touched.
 */
final class JpegMetadata {
    private static final int START_OF_IMAGE = 0xD8;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int JFIF = 0xE0;
    private static final int EXIF_OR_XMP = 0xE1;
    private static final int COLOUR_PROFILE = 0xE2;
    private static final int ADOBE = 0xEE;
    private static final int LAST_APPLICATION = 0xEF;
    private static final int COMMENT = 0xFE;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ICC = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);
    private static final short ORIENTATION = 0x0112;

    private final DataInputStream in;
    private final DataOutputStream out;

    private JpegMetadata(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Copies one picture; what comes behind its end is left out.
     *
     * @throws EOFException if it ends before its end
     * @throws FileRejection if it is no JPEG inside
     */
    static void strip(DataInputStream in, DataOutputStream out) throws IOException {
        new JpegMetadata(in, out).copy();
    }

    private void copy() throws IOException {
        if (in.readUnsignedByte() != 0xFF || in.readUnsignedByte() != START_OF_IMAGE) {
            throw FileRejection.damaged();
        }
        marker(START_OF_IMAGE);
        int marker = next();
        while (marker != END_OF_IMAGE) {
            segment(marker);
            marker = marker == START_OF_SCAN ? scan() : next();
        }
        marker(END_OF_IMAGE);
    }

    private void marker(int marker) throws IOException {
        out.writeByte(0xFF);
        out.writeByte(marker);
    }

    private int next() throws IOException {
        if (in.readUnsignedByte() != 0xFF) {
            throw FileRejection.damaged();
        }
        int marker = in.readUnsignedByte();
        while (marker == 0xFF) {
            marker = in.readUnsignedByte();
        }
        return marker;
    }

    private void segment(int marker) throws IOException {
        int length = in.readUnsignedShort() - 2;
        if (length < 0) {
            throw FileRejection.damaged();
        }
        byte[] content = new byte[length];
        in.readFully(content);
        if (marker == EXIF_OR_XMP && beginsWith(content, EXIF)) {
            int orientation = orientation(
                    ByteBuffer.wrap(content, EXIF.length, length - EXIF.length).slice());
            if (orientation > 1 && orientation <= 8) {
                turned(orientation);
            }
        } else if (isKept(marker, content)) {
            marker(marker);
            out.writeShort(length + 2);
            out.write(content);
        }
    }

    private static boolean isKept(int marker, byte[] content) {
        boolean says = marker > JFIF && marker <= LAST_APPLICATION || marker == COMMENT;
        return !says || marker == ADOBE || marker == COLOUR_PROFILE && beginsWith(content, ICC);
    }

    private static boolean beginsWith(byte[] content, byte[] beginning) {
        return content.length >= beginning.length
                && ByteBuffer.wrap(content, 0, beginning.length).equals(ByteBuffer.wrap(beginning));
    }

    /** Copies the picture's data up to the next marker, which it tells. */
    private int scan() throws IOException {
        while (true) {
            int read = in.readUnsignedByte();
            if (read != 0xFF) {
                out.writeByte(read);
                continue;
            }
            int marker = in.readUnsignedByte();
            while (marker == 0xFF) {
                marker = in.readUnsignedByte();
            }
            boolean isData = marker == 0 || marker >= 0xD0 && marker <= 0xD7;
            if (!isData) {
                return marker;
            }
            marker(marker);
        }
    }

    /** 1 to 8; 0 if it is not said. */
    private static int orientation(ByteBuffer tiff) {
        if (tiff.remaining() < 8) {
            return 0;
        }
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        if (directory < 8 || directory > tiff.limit() - 2) {
            return 0;
        }
        int entries = Short.toUnsignedInt(tiff.getShort(directory));
        for (int entry = directory + 2; entries > 0 && entry <= tiff.limit() - 12; entry += 12, entries--) {
            if (tiff.getShort(entry) == ORIENTATION) {
                return Short.toUnsignedInt(tiff.getShort(entry + 8));
            }
        }
        return 0;
    }

    /** An Exif segment that says this alone. */
    private void turned(int orientation) throws IOException {
        marker(EXIF_OR_XMP);
        out.writeShort(34);
        out.write(EXIF);
        out.writeBytes("MM");
        out.writeShort(42);
        out.writeInt(8);
        out.writeShort(1);
        out.writeShort(ORIENTATION);
        out.writeShort(3);
        out.writeInt(1);
        out.writeShort(orientation);
        out.writeShort(0);
        out.writeInt(0);
    }
}
