package kepu.campaigns.research;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kepu.contracts.campaigns.ResearchEvent.ResearchCorrected;
import kepu.contracts.campaigns.ResearchEvent.ResearchProposed;
import kepu.contracts.campaigns.ResearchEvent.ResearchStageReached;
import kepu.contracts.campaigns.ResearchEvent.ResearchStageWithdrawn;
import kepu.contracts.campaigns.ResearchEvent.ResearchWithdrawn;
import kepu.contracts.campaigns.ResearchEvent.Stage;
import kepu.contracts.campaigns.ResearchEvent.Theme;
import kepu.defaults.list.ListState;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import kepu.defaults.store.DomainEvents;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A research (专题调研): the proposal, and the stages that it reached, one after the other. The last stage can be taken back, and
 * then reached anew.
 */
@Document("research-projects")
@Listed(state = Research.State.class, by = "theme=content.theme", text = "title=content.title", indexed = "state")
class Research extends AmendableRecord<Research.Content> {
    /** 已立项, 实地调研, 已完成, 已采纳, 已撤回. */
    enum State implements ListState {
        PROPOSED,
        FIELD_WORK,
        COMPLETED,
        ADOPTED,
        WITHDRAWN;

        @Override
        public Bson filter() {
            return Filters.eq("state", name());
        }
    }

    record Content(Theme theme, String title) {}

    /**
     * A stage that was reached.
     *
     * @param result where the field work was, the title of the report, the measure that adopted it
     * @param by who recorded it
     */
    record Reached(Stage stage, String result, Instant occurredAt, String by) {}

    private State state = State.PROPOSED;
    private List<Reached> reached = new ArrayList<>();

    Research(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    @Override
    protected ResearchProposed recorded(Content is) {
        return new ResearchProposed(id(), is.theme(), is.title());
    }

    @Override
    protected ResearchCorrected corrected(Content is, Content was, Instant before) {
        return new ResearchCorrected(id(), is.theme(), is.title(), before);
    }

    @Override
    protected ResearchWithdrawn withdrawn(Content was, Instant before, String reason) {
        state = State.WITHDRAWN;
        return new ResearchWithdrawn(id(), reason, before);
    }

    /** It is proposed before its first stage is reached. */
    @Override
    protected void requireAllowed(Content stated, Instant at) {
        if (!reached.isEmpty() && at.isAfter(reached.getFirst().occurredAt())) {
            throw ResearchRejection.beforePrevious(reached.getFirst().occurredAt(), at);
        }
    }

    DomainEvents reach(Stage stage, String result, Instant at, String by) {
        requireNotWithdrawn();
        if (stage.ordinal() != reached.size()) {
            Stage[] stages = Stage.values();
            throw ResearchRejection.outOfTurn(
                    stage, reached.size() < stages.length ? stages[reached.size()].name() : "-");
        }
        Instant previous = reached.isEmpty() ? occurredAt() : reached.getLast().occurredAt();
        if (at.isBefore(previous)) {
            throw ResearchRejection.beforePrevious(at, previous);
        }
        reached.add(new Reached(stage, result, at, by));
        settle();
        return raise(at, new ResearchStageReached(id(), stage, result));
    }

    /** The last stage was not reached. */
    DomainEvents takeBack(String reason, Instant at) {
        requireNotWithdrawn();
        if (reached.isEmpty()) {
            throw ResearchRejection.noStage(id());
        }
        Reached last = reached.removeLast();
        settle();
        return raise(at, new ResearchStageWithdrawn(id(), last.stage(), reason, last.occurredAt()));
    }

    private void settle() {
        state = switch (reached.size()) {
            case 0 -> State.PROPOSED;
            case 1 -> State.FIELD_WORK;
            case 2 -> State.COMPLETED;
            default -> State.ADOPTED;
        };
    }

    State state() {
        return state;
    }

    List<Reached> reached() {
        return List.copyOf(reached);
    }
}
