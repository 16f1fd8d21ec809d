package kepu.readingrooms.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kepu.contracts.readingrooms.UsageEvent.Source;
import kepu.contracts.readingrooms.UsageEvent.UsageRecorded;
import kepu.contracts.readingrooms.UsageEvent.UsageWithdrawn;
import kepu.defaults.key.IdFromBody;
import kepu.defaults.list.FactState;
import kepu.defaults.list.Listed;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import kepu.defaults.store.NotAudited;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How one room was used on one local day, as one source tells it: each use counts once, however often it is sent, and each
 * batch that brings something new states the whole day anew.
 *
 * <p>Its events happen at the start of that day, whenever they are told.
 */
@Document("usage-days")
@IdFromBody
@Listed(
        period = "date",
        state = FactState.class,
        by = {"roomId", "source"},
        without = {"uses", "readerIds"},
        sort = {"date", "id"})
class UsageDay extends Aggregate {
    /** So that a document and its event stay small; a village's room has a hundredth of it. */
    static final int MOST_USES = 10_000;

    static final int MOST_READERS = 1_000;

    /** 阅读, 下载, 到访. */
    enum Kind {
        READ,
        DOWNLOAD,
        VISIT
    }

    /** One use, by the id that whoever counted gave it. */
    record Use(String recordId, Kind kind, @Nullable String readerId) {}

    private final String roomId;
    private final LocalDate date;
    private final Source source;

    /** What follows from them is audited. */
    @NotAudited
    private List<Use> uses = new ArrayList<>();

    /** Names of the files that they came in. */
    private Set<String> files = new LinkedHashSet<>();

    @NotAudited
    private Set<String> readerIds = new TreeSet<>();

    private int reads;
    private int downloads;
    private int visits;
    private int readers;
    private @Nullable String recordedBy;
    private boolean withdrawn;

    UsageDay(String id, String unitId, String roomId, LocalDate date, Source source) {
        super(id, unitId);
        this.roomId = roomId;
        this.date = date;
        this.source = source;
    }

    static String id(String roomId, LocalDate date, Source source) {
        return roomId + ':' + date + ':' + source;
    }

    /**
     * Tells nothing, and changes nothing, if all of it is known.
     *
     * @param file in which a platform told it, if one did
     */
    DomainEvents take(List<Use> more, @Nullable String file, String actor, ZoneId zone) {
        List<Use> all = with(more);
        if (all.size() == uses.size()) {
            return new DomainEvents(start(zone), List.of(), null);
        }
        uses = all;
        if (file != null) {
            files.add(file);
        }
        reads = count(Kind.READ);
        downloads = count(Kind.DOWNLOAD);
        visits = count(Kind.VISIT);
        readerIds = readers(all);
        readers = readerIds.size();
        recordedBy = actor;
        withdrawn = false;
        return raise(start(zone), new UsageRecorded(roomId, date, source, reads, downloads, visits, readerIds));
    }

    /** @throws UsageRejection 422 {@code usage-day-full} if it would be more than a day holds */
    List<Use> with(List<Use> more) {
        Set<String> known = uses.stream().map(Use::recordId).collect(Collectors.toCollection(HashSet::new));
        List<Use> all = new ArrayList<>(uses);
        more.stream().filter(use -> known.add(use.recordId())).forEach(all::add);
        if (all.size() > MOST_USES) {
            throw UsageRejection.dayFull(id(), MOST_USES);
        }
        if (readers(all).size() > MOST_READERS) {
            throw UsageRejection.dayFull(id(), MOST_READERS);
        }
        return all;
    }

    /** Who read or visited; a download alone makes nobody a reader. */
    private static Set<String> readers(List<Use> of) {
        return of.stream()
                .filter(use -> use.kind() != Kind.DOWNLOAD)
                .map(Use::readerId)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private int count(Kind kind) {
        return Math.toIntExact(uses.stream().filter(use -> use.kind() == kind).count());
    }

    /** What is sent afterwards begins anew. */
    DomainEvents withdraw(String reason, ZoneId zone) {
        if (withdrawn) {
            throw UsageRejection.alreadyWithdrawn(date);
        }
        withdrawn = true;
        uses = new ArrayList<>();
        readerIds = new TreeSet<>();
        files = new LinkedHashSet<>();
        reads = 0;
        downloads = 0;
        visits = 0;
        readers = 0;
        return raise(start(zone), new UsageWithdrawn(roomId, date, source, reason, start(zone)));
    }

    private Instant start(ZoneId zone) {
        return date.atStartOfDay(zone).toInstant();
    }

    String roomId() {
        return roomId;
    }

    LocalDate date() {
        return date;
    }

    Source source() {
        return source;
    }

    /** Pseudonyms of all who are known by one; none in a list. */
    Set<String> readerIds() {
        return readerIds;
    }

    Set<String> files() {
        return files;
    }

    int reads() {
        return reads;
    }

    int downloads() {
        return downloads;
    }

    int visits() {
        return visits;
    }

    int readers() {
        return readers;
    }

    @Nullable
    String recordedBy() {
        return recordedBy;
    }

    boolean withdrawn() {
        return withdrawn;
    }
}
