package kepu.assessment.scoring.science;

import java.util.List;
import java.util.stream.Stream;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.EmptyPolicy;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.science.Matter.Standing;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.Fractions;
import kepu.assessment.scoring.values.LocalizedText;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * S11 咨询解题: how much of what residents wait for was answered in time, of all that was answered or is past its days.
 *
 * <p>Tickets and consultations are such matters, each kind with its own number of working days, and are counted together.
 */
record AnswersInTime(int ticketDays, int consultationDays, BigFraction target, EmptyPolicy empty) implements Policy {
    AnswersInTime(Parameters parameters) {
        this(
                parameters.positive("ticketDays"),
                parameters.positive("consultationDays"),
                parameters.fraction("target"),
                parameters.emptyPolicy("empty"));
    }

    @Override
    public LocalizedText formula() {
        String share = Fractions.plain(target);
        return new LocalizedText(
                "min(1, 按期数 ÷ 应计数 ÷ " + share + ")；咨询在提出后 " + consultationDays + " 个工作日内答复、群众难题在提出后 "
                        + ticketDays
                        + " 个工作日内办结为按期，合并计算；已答复、已办结或已过期限的应计，转办、并办的不计，重办后未再办结的视为未办结(没有时"
                        + empty.text().zh() + ")",
                "min(1, in time ÷ those that count ÷ " + share + "); a consultation answered within "
                        + consultationDays + " and a ticket resolved within " + ticketDays
                        + " working days is in time, counted together; those answered, resolved or past their days count,"
                        + " those transferred or merged do not; a ticket that was reopened is unresolved until it is resolved"
                        + " again (none: " + empty.text().en() + ")");
    }

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        Evidence evidence = unit.newEvidence();
        List<Standing> standings = Stream.concat(
                        Tickets.of(unit, ticketDays, evidence).stream(),
                        Consultations.of(unit, consultationDays, evidence).stream())
                .map(matter -> matter.on(unit.asOf()))
                .toList();
        int inTime = count(standings, Standing.IN_TIME);
        int late = count(standings, Standing.LATE);
        int overdue = count(standings, Standing.OVERDUE);
        int all = inTime + late + overdue;
        return PolicyResult.of(
                all == 0
                        ? empty.ratio()
                        : Fractions.capped(BigFraction.of(inTime, all).divide(target)),
                new FormulaNumbers()
                        .put("ticketDays", ticketDays)
                        .put("consultationDays", consultationDays)
                        .put("inTime", inTime)
                        .put("late", late)
                        .put("overdue", overdue)
                        .put("notYetDue", count(standings, Standing.NOT_YET_DUE))
                        .put("target", target),
                evidence);
    }

    private static int count(List<Standing> standings, Standing which) {
        return (int) standings.stream().filter(one -> one == which).count();
    }
}
