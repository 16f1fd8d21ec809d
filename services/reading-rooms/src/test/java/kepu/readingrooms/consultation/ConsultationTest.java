package kepu.readingrooms.consultation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationAnswered;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationAsked;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationAssigned;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationCorrected;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationMerged;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationRated;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationTransferred;
import kepu.contracts.readingrooms.ConsultationEvent.Destination;
import kepu.contracts.readingrooms.ConsultationEvent.Kind;
import kepu.contracts.readingrooms.ConsultationEvent.Rating;
import kepu.defaults.Rejection;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ConsultationTest {
    private static final Instant ASKED = Instant.parse("2026-03-02T02:00:00Z");
    private static final Instant NEXT = ASKED.plusSeconds(3600);
    private static final Instant LATER = NEXT.plusSeconds(3600);

    @Test
    void a_question_tells_its_room_and_kind_and_not_what_was_asked_by_whom() {
        assertThat(one("c1", ASKED).record().events())
                .containsExactly(new ConsultationAsked("c1", "r1", Kind.TECHNIQUE));
    }

    @Test
    void it_is_assigned_answered_and_rated_in_the_order_of_time() {
        Consultation consultation = one("c1", ASKED);

        refuses("consultation-wrong-order", () -> consultation.assign("p-li", "", ASKED.minusMillis(1), "clerk"));
        assertThat(consultation.assign("p-li", "", ASKED, "clerk").events())
                .containsExactly(new ConsultationAssigned("c1", "p-li", ASKED));
        refuses("consultation-already-assigned", () -> consultation.assign("p-li", "", NEXT, "clerk"));
        refuses("consultation-not-answered", () -> consultation.rate(Rating.FAIR, "", NEXT, "anybody"));
        refuses("consultation-wrong-order", () -> consultation.answer("早防", ASKED.minusMillis(1), "keeper"));
        assertThat(consultation.answer("早防", NEXT, "keeper").events())
                .containsExactly(new ConsultationAnswered("c1", "p-li", ASKED));
        refuses("consultation-answered", () -> consultation.answer("再答", LATER, "keeper"));
        refuses("consultation-answered", () -> consultation.assign("p-wu", "", LATER, "clerk"));
        refuses("consultation-answered", () -> consultation.transfer(Destination.OTHER, "转", LATER, "clerk"));
        assertThat(consultation.rate(Rating.SATISFIED, "", LATER, "anybody").events())
                .containsExactly(new ConsultationRated("c1", Rating.SATISFIED, ASKED));
        refuses("consultation-rated", () -> consultation.rate(Rating.FAIR, "", LATER, "anybody"));
    }

    @Test
    void who_answers_what_nobody_was_assigned_has_it() {
        Consultation consultation = one("c1", ASKED);

        assertThat(consultation.answer("早防", NEXT, "keeper").events())
                .containsExactly(new ConsultationAnswered("c1", "keeper", ASKED));
        assertThat(consultation.assigneeId()).isEqualTo("keeper");
    }

    @Test
    void neither_who_answered_nor_who_recorded_the_answer_records_what_it_was_worth() {
        Consultation consultation = one("c1", ASKED);
        consultation.assign("p-li", "", ASKED, "clerk");
        consultation.answer("早防", NEXT, "keeper");

        refuses("own-record", () -> consultation.rate(Rating.SATISFIED, "", LATER, "p-li"));
        refuses("own-record", () -> consultation.rate(Rating.SATISFIED, "", LATER, "keeper"));
        assertThat(consultation.rate(Rating.SATISFIED, "", LATER, "clerk").events())
                .hasSize(1);
    }

    @Test
    void what_went_elsewhere_stays_there() {
        Consultation consultation = one("c1", ASKED);

        assertThat(consultation
                        .transfer(Destination.HOTLINE_12345, "属供电公司职责", NEXT, "clerk")
                        .events())
                .containsExactly(new ConsultationTransferred("c1", Destination.HOTLINE_12345, ASKED));
        refuses("consultation-transferred", () -> consultation.answer("早防", LATER, "keeper"));
        refuses("consultation-transferred", () -> consultation.correct(content("另问"), ASKED, "clerk"));
    }

    @Test
    void a_double_goes_into_the_one_that_was_asked_first() {
        Consultation first = one("c1", ASKED);
        Consultation second = one("c2", NEXT);

        refuses("consultation-merged-into-later", () -> first.mergeInto(second, "", LATER, "clerk"));
        refuses("consultation-merged-into-itself", () -> first.mergeInto(first, "", LATER, "clerk"));
        assertThat(second.mergeInto(first, "", LATER, "clerk").events())
                .containsExactly(new ConsultationMerged("c2", "c1", NEXT));
        refuses("consultation-merged", () -> second.answer("早防", LATER, "keeper"));
        refuses("consultation-takes-no-doubles", () -> one("c3", LATER).mergeInto(second, "", LATER, "clerk"));
    }

    @Test
    void a_correction_tells_the_answer_that_it_has_and_lies_before_the_first_step() {
        Consultation consultation = one("c1", ASKED);
        assertThat(consultation.correct(content("二化螟"), ASKED, "clerk").events())
                .containsExactly(new ConsultationCorrected("c1", "r1", Kind.TECHNIQUE, null, ASKED));
        consultation.answer("早防", NEXT, "keeper");

        refuses("consultation-wrong-order", () -> consultation.correct(content("二化螟"), NEXT.plusMillis(1), "clerk"));
        assertThat(consultation.correct(content("二化螟"), NEXT, "clerk").events())
                .containsExactly(new ConsultationCorrected("c1", "r1", Kind.TECHNIQUE, NEXT, ASKED));
    }

    @Test
    void a_withdrawn_one_takes_no_step() {
        Consultation consultation = one("c1", ASKED);
        consultation.withdraw("重复登记", LATER, "clerk");

        refuses("already-withdrawn", () -> consultation.assign("p-li", "", LATER, "clerk"));
        refuses("already-withdrawn", () -> consultation.rate(Rating.FAIR, "", LATER, "clerk"));
    }

    private static Consultation one(String id, Instant askedAt) {
        return new Consultation(id, "990101201201", content("水稻二化螟什么时候打药"), askedAt, "anybody", "7KQ2M8XTR4WB");
    }

    private static Consultation.Content content(String question) {
        return new Consultation.Content("r1", Kind.TECHNIQUE, question, null);
    }

    private static void refuses(String code, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
