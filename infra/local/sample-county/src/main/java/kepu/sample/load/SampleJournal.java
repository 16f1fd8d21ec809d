package kepu.sample.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kepu.sample.SampleCounty;

/**
 * Remembers in an append-only file what was acknowledged, one line a command, so that a load that was cut off goes on
 * where it stopped. A last line that was cut off is dropped; its command is simply sent again.
 */
final class SampleJournal implements AutoCloseable {
    private final Path file;
    private final String heading;
    private final FileChannel channel;
    private final Map<String, Receipt> receipts = new ConcurrentHashMap<>();

    private SampleJournal(Path file, String heading, FileChannel channel) {
        this.file = file;
        this.heading = heading;
        this.channel = channel;
    }

    static SampleJournal open(Path file, SampleCounty county) {
        String heading = "# sample county, seed %d, year %d".formatted(county.seed(), county.year());
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            SampleJournal journal = new SampleJournal(file, heading, channel);
            journal.read();
            return journal;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    Map<String, Receipt> receipts() {
        return receipts;
    }

    /** Forgets everything: the installation that it speaks of is gone. */
    void startOver() {
        receipts.clear();
        try {
            channel.truncate(0);
            write(heading + "\n");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    synchronized void acknowledge(String ref, Receipt receipt) {
        String itemId = receipt.itemId() == null ? "" : receipt.itemId();
        try {
            write(String.join(
                            "\t",
                            ref,
                            receipt.id(),
                            itemId,
                            Long.toString(receipt.version()),
                            String.join(",", receipt.events()))
                    + "\n");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        receipts.put(ref, receipt);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void read() throws IOException {
        String text = Files.readString(file);
        int whole = text.lastIndexOf('\n') + 1;
        String kept = text.substring(0, whole);
        channel.truncate(kept.getBytes(StandardCharsets.UTF_8).length);
        channel.position(channel.size());
        List<String> lines = kept.lines().toList();
        if (lines.isEmpty()) {
            write(heading + "\n");
            return;
        }
        if (!lines.getFirst().equals(heading)) {
            channel.close();
            throw new LoadStopped(file + " is the journal of another sample: it begins with \"" + lines.getFirst()
                    + "\" instead of \"" + heading + "\"");
        }
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split("\t", -1);
            if (fields.length != 5) {
                throw new LoadStopped(file + " has a line that is no acknowledgement: " + line);
            }
            receipts.put(
                    fields[0],
                    new Receipt(
                            fields[1],
                            fields[2].isEmpty() ? null : fields[2],
                            Long.parseLong(fields[3]),
                            fields[4].isEmpty() ? List.of() : List.of(fields[4].split(","))));
        }
    }

    private void write(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
