package kepu.defaults.board;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import kepu.contracts.organization.BoardEvent.BoardRegistered;
import kepu.contracts.organization.BoardEvent.BoardUpdateWithdrawn;
import kepu.contracts.organization.BoardEvent.BoardUpdated;
import kepu.defaults.set.InVersionedSets;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** A bulletin board that counts what was put up on it. */
@Document("boards")
@InVersionedSets
public class Board extends Aggregate {
    private final String place;
    private int updates;
    private @Nullable String title;
    private @Nullable LocalDate inspected;
    private @Nullable LocalTime opens;
    private List<String> titles = new ArrayList<>();

    public Board(String id, String unitId, String place) {
        super(id, unitId);
        this.place = place;
    }

    public DomainEvents register(Instant at) {
        return raise(at, new BoardRegistered(id(), place, false));
    }

    public DomainEvents putUp(String newTitle, Instant at) {
        updates++;
        title = newTitle;
        titles.add(newTitle);
        return raise(at, new BoardUpdated(id(), id() + "-" + updates, newTitle)).withItem(id() + "-" + updates);
    }

    /** Two events of one command. */
    public DomainEvents putUpBoth(String first, String second, Instant at) {
        DomainEvents raised = putUp(first, at);
        updates++;
        title = second;
        titles.add(second);
        return raised.and(new BoardUpdated(id(), id() + "-" + updates, second));
    }

    public DomainEvents takeDown(String reason, Instant at) {
        title = null;
        titles.clear();
        return raise(at, new BoardUpdateWithdrawn(id(), id() + "-" + updates, reason, at));
    }

    public DomainEvents inspect(LocalDate day, LocalTime opensAt, Instant at) {
        inspected = day;
        opens = opensAt;
        return raise(at, new BoardRegistered(id(), place, true));
    }

    /** Changes nothing. */
    public DomainEvents lookAt(Instant at) {
        return raise(at);
    }

    public String place() {
        return place;
    }

    public int updates() {
        return updates;
    }

    public @Nullable String title() {
        return title;
    }

    public @Nullable LocalDate inspected() {
        return inspected;
    }

    public @Nullable LocalTime opens() {
        return opens;
    }

    public List<String> titles() {
        return List.copyOf(titles);
    }
}
