package kepu.sample.script;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import kepu.sample.command.CommandScript;
import kepu.sample.profile.DeskProfile.Consultation;
import kepu.sample.profile.DeskProfile.ConsultationStep;
import kepu.sample.profile.DeskProfile.DistanceSession;

/** The desk of the reading room: what it is asked, and the distance education that it holds. */
final class DeskScript {
    private static final String CONSULTATIONS = "/api/v1/reading-rooms/consultations";
    private static final String SESSIONS = "/api/v1/reading-rooms/distance-sessions";
    private static final List<String> KINDS = List.of("PARTY", "TECHNIQUE", "POLICY", "HEALTH", "SAFETY");
    private static final List<String> TOPICS = List.of("党史故事", "水稻绿色防控", "惠农政策解读", "慢性病防治", "用电安全");

    private final VillageWriter village;
    private final CommandScript script;
    private final String room;

    DeskScript(VillageWriter village) {
        this.village = village;
        script = village.script;
        room = "{ref:" + village.ref("room") + "}";
    }

    /** Nothing is drawn at random. */
    void write() {
        if (village.profile.room() != null) {
            village.profile.consultations().forEach(this::consultation);
            List<DistanceSession> sessions = village.profile.distanceSessions();
            for (int i = 0; i < sessions.size(); i++) {
                session(i + 1, sessions.get(i));
            }
        }
    }

    private void consultation(Consultation consultation) {
        LocalDateTime asked = time(consultation.asked(), LocalTime.of(10, 0));
        if (!isOld(asked)) {
            return;
        }
        String last = script.post(consultation.name(), CONSULTATIONS)
                .with("roomId", room)
                .with("kind", consultation.kind())
                .with("question", consultation.question())
                .at(asked)
                .add();
        String path = CONSULTATIONS + "/{ref:" + last + "}";
        for (int i = 0; i < consultation.steps().size(); i++) {
            last = step(
                    consultation.name() + "-step-" + (i + 1),
                    path,
                    last,
                    consultation.steps().get(i));
        }
    }

    private String step(String name, String path, String last, ConsultationStep step) {
        CommandScript.Draft draft = script.post(name, path + "/" + step.does().route);
        switch (step.does()) {
            case ASSIGN ->
                draft.with("assigneeId", "person-" + village.unitId + "-room-keeper")
                        .with("note", "");
            case ANSWER -> draft.with("answer", "已查阅资料并请教农技人员，当面答复");
            case RATE -> draft.with("rating", "SATISFIED").with("note", "电话回访");
            case TRANSFER -> draft.with("destination", "COUNTY_DEPARTMENT").with("note", "属县级部门职责");
            case MERGE ->
                draft.with("intoConsultationId", "{ref:" + village.ref(String.valueOf(step.into())) + "}")
                        .with("note", "同一问题");
        }
        return draft.at(village.time(step.at())).basedOn(last).add();
    }

    private void session(int number, DistanceSession session) {
        LocalDateTime held = time(session.at(), LocalTime.of(19, 30));
        if (!isOld(held)) {
            return;
        }
        String name = "distance-" + number;
        String ref = state(script.post(name, SESSIONS).with("roomId", room), number, held)
                .add();
        String path = SESSIONS + "/{ref:" + ref + "}";
        if (session.corrected() != null) {
            state(script.put(name + "-corrected", path), number, village.time(session.corrected()))
                    .basedOn(ref)
                    .add();
        }
        if (session.withdrawn() != null) {
            village.withdraw(path, ref, session.withdrawn());
        }
    }

    private static CommandScript.Draft state(CommandScript.Draft draft, int number, LocalDateTime held) {
        return draft.with("kind", KINDS.get(number % KINDS.size()))
                .with("topic", TOPICS.get(number % TOPICS.size()))
                .with("minutes", 90)
                .with("participants", 16 + number)
                .at(held);
    }

    private LocalDateTime time(String text, LocalTime usually) {
        return village.hasTime(text) ? village.time(text) : village.day(text).atTime(usually);
    }

    private boolean isOld(LocalDateTime time) {
        return time.toLocalDate().isAfter(village.established().plusDays(10));
    }
}
