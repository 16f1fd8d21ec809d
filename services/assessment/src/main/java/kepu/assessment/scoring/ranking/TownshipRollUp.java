package kepu.assessment.scoring.ranking;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Optional;
import kepu.assessment.scoring.card.Scorecard;
import kepu.assessment.scoring.scheme.Scheme;

/**
 * The mean of a township's ranked villages (乡镇汇总), each weighing as many days as it belonged there.
 *
 * @param villages how many belonged there for at least a day
 * @param party track P with 4 decimals
 * @param science track S with 4 decimals
 * @param composite of both by the shares of the scheme, with 2 decimals
 */
public record TownshipRollUp(int villages, BigDecimal party, BigDecimal science, BigDecimal composite) {
    /** A village's card and the days of the period for which it belonged to the township. */
    public record Share(Scorecard card, int days) {}

    /** Empty if no village belonged there for a day. */
    public static Optional<TownshipRollUp> of(Scheme scheme, Collection<Share> shares) {
        BigDecimal party = BigDecimal.ZERO;
        BigDecimal science = BigDecimal.ZERO;
        int villages = 0;
        long days = 0;
        for (Share share : shares) {
            if (share.days() < 0) {
                throw new IllegalArgumentException("days are not negative: " + share.days());
            }
            if (share.days() > 0) {
                BigDecimal weight = BigDecimal.valueOf(share.days());
                party = party.add(share.card().party().multiply(weight));
                science = science.add(share.card().science().multiply(weight));
                villages++;
                days += share.days();
            }
        }
        if (days == 0) {
            return Optional.empty();
        }
        BigDecimal meanParty = party.divide(BigDecimal.valueOf(days), 4, RoundingMode.HALF_UP);
        BigDecimal meanScience = science.divide(BigDecimal.valueOf(days), 4, RoundingMode.HALF_UP);
        return Optional.of(
                new TownshipRollUp(villages, meanParty, meanScience, scheme.composite(meanParty, meanScience)));
    }
}
