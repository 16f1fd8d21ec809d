package kepu.campaigns.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import kepu.defaults.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class FileContentTest {
    private static final int UNPACKED = 1024 * 1024;
    private static final String POSITION = "GPS 25.04N 102.71E";

    @TempDir
    private Path folder;

    private byte[] kept(FileType type, byte[] received) throws IOException {
        Path from = Files.write(folder.resolve("received"), received);
        Path to = folder.resolve("kept");
        new FileContent(DataSize.ofBytes(UNPACKED)).copyChecked(type, from, to);
        return Files.readAllBytes(to);
    }

    private void refuses(String code, FileType type, byte[] received) {
        assertThatThrownBy(() -> kept(type, received))
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] picture(String format) throws IOException {
        var image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 40 * 30; i++) {
            image.setRGB(i % 40, i / 40, i * 7919);
        }
        var bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    private static int[] pixels(byte[] picture) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture));
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static byte[] segment(int marker, byte[] content) {
        int length = content.length + 2;
        return joined(new byte[] {(byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length}, content);
    }

    /** Little-endian, with the orientation as its only entry and a position behind it. */
    private static byte[] exif(int orientation) {
        byte[] directory = {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (byte) orientation, 0, 0, 0};
        return segment(0xE1, joined(ascii("Exif\0\0"), directory, ascii(POSITION)));
    }

    private static byte[] behindStart(byte[] jpeg, byte[]... segments) {
        return joined(Arrays.copyOf(jpeg, 2), joined(segments), Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    private static boolean holds(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
    }

    @Test
    void a_photo_is_kept_without_its_position_and_shows_the_same() throws IOException {
        byte[] plain = picture("jpg");
        byte[] taken = joined(
                behindStart(
                        plain,
                        exif(1),
                        segment(0xE1, ascii("http://ns.adobe.com/xap/1.0/\0" + POSITION)),
                        segment(0xED, ascii(POSITION)),
                        segment(0xFE, ascii(POSITION))),
                behindStart(plain, exif(1))); // a second picture behind the first, as phones write it

        byte[] kept = kept(FileType.JPEG, taken);

        assertThat(holds(taken, POSITION)).isTrue();
        assertThat(kept).isEqualTo(plain);
        assertThat(pixels(kept)).isEqualTo(pixels(plain));
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, true", "6, true", "8, true", "9, false"})
    void how_a_photo_is_to_be_turned_stays(int orientation, boolean isKept) throws IOException {
        byte[] kept = kept(FileType.JPEG, behindStart(picture("jpg"), exif(orientation)));

        assertThat(holds(kept, "Exif")).isEqualTo(isKept);
        assertThat(holds(kept, POSITION)).isFalse();
        if (isKept) {
            assertThat(kept[2 + 4 + 6 + 8 + 2 + 9]).isEqualTo((byte) orientation);
        }
    }

    @Test
    void a_drawing_is_kept_without_what_it_says_about_itself() throws IOException {
        byte[] plain = picture("png");
        byte[] said = ascii("tEXtLocation\0" + POSITION);
        var check = new CRC32();
        check.update(said);
        byte[] chunk = joined(number(said.length - 4), said, number((int) check.getValue()));
        int behindHeader = 8 + 25;

        byte[] kept = kept(
                FileType.PNG,
                joined(
                        Arrays.copyOf(plain, behindHeader),
                        chunk,
                        Arrays.copyOfRange(plain, behindHeader, plain.length),
                        ascii(POSITION)));

        assertThat(kept).isEqualTo(plain);
    }

    private static byte[] number(int number) {
        return new byte[] {(byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number};
    }

    @Test
    void a_file_is_what_it_begins_with_and_not_what_it_is_called() throws IOException {
        byte[] program = ascii("MZ\0 This program cannot be run in DOS mode.");
        for (FileType type : FileType.values()) {
            refuses("file-not-what-its-name-says", type, program);
        }
        refuses("file-not-what-its-name-says", FileType.PNG, picture("jpg"));
        refuses("file-not-what-its-name-says", FileType.XLSX, zip("word/document.xml", 10));
        refuses("file-not-what-its-name-says", FileType.DOCX, zip("payload.exe", 10));
    }

    @Test
    void a_file_that_breaks_off_is_damaged() throws IOException {
        for (FileType type : new FileType[] {FileType.JPEG, FileType.PNG}) {
            byte[] whole = picture(type == FileType.PNG ? "png" : "jpg");
            kept(type, whole);
            refuses("file-damaged", type, Arrays.copyOf(whole, whole.length - 1));
            refuses("file-damaged", type, Arrays.copyOf(whole, whole.length / 2));
        }
        byte[] letter = zip("word/document.xml", 10);
        kept(FileType.DOCX, letter);
        refuses("file-damaged", FileType.DOCX, Arrays.copyOf(letter, letter.length - 1));
        kept(FileType.PDF, ascii("%PDF-1.7 … %%EOF\n"));
        refuses("file-damaged", FileType.PDF, ascii("%PDF-1.7 …"));
    }

    @Test
    void a_package_may_unpack_to_the_limit_and_not_to_a_byte_more() throws IOException {
        byte[] full = zip("word/document.xml", UNPACKED);
        assertThat(full.length).isLessThan(UNPACKED / 100);
        assertThat(kept(FileType.DOCX, full)).isEqualTo(full);
        refuses("file-expands-too-much", FileType.DOCX, zip("word/document.xml", UNPACKED + 1));
    }

    /** Of zeros, which pack a thousand to one. */
    static byte[] zip(String part, int size) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(part));
            zip.write(new byte[size]);
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }
}
