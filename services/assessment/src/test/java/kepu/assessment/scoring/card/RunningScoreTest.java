package kepu.assessment.scoring.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import kepu.assessment.scoring.RandomVillage;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.evidence.Facts;
import kepu.contracts.Envelope;
import kepu.contracts.fact.AppliesBelow;
import org.junit.jupiter.api.Test;

class RunningScoreTest {
    private static final int VILLAGES = 100;
    private static final int YEAR = 2026;

    @Test
    void facts_that_come_in_any_portions_give_the_card_of_all_of_them_at_every_step() {
        int cards = 0;
        for (long seed = 1; seed <= VILLAGES; seed++) {
            Random random = new Random(seed);
            List<Envelope<?>> facts = new ArrayList<>(RandomVillage.of(seed, "").facts());
            Collections.shuffle(facts, random);
            List<Envelope<?>> ofCounty = new ArrayList<>();
            List<Envelope<?>> own = new ArrayList<>();
            Facts growing = Facts.known(RandomVillage.UNIT, Village.ZONE, Instant.MAX, List.of());
            RunningScore score = new RunningScore(RandomVillage.UNIT, YEAR, growing);
            RunningScore unexplained = new RunningScore(
                    RandomVillage.UNIT, YEAR, Facts.unexplained(RandomVillage.UNIT, Village.ZONE, List.of()));
            LocalDate day = LocalDate.of(YEAR, 1, 1).plusDays(random.nextInt(430));
            while (own.size() + ofCounty.size() < facts.size()) {
                int done = own.size() + ofCounty.size();
                int next = Math.min(facts.size(), done + 1 + random.nextInt(9));
                for (Envelope<?> fact : facts.subList(done, next)) {
                    if (fact.data() instanceof AppliesBelow) {
                        ofCounty.add(fact);
                    } else {
                        own.add(fact);
                        growing.add(fact);
                        growing.add(fact);
                        unexplained.facts().add(fact);
                    }
                }
                growing.replaceOfCounty(ofCounty);
                unexplained.facts().replaceOfCounty(ofCounty);
                if (random.nextInt(10) == 0) {
                    day = day.plusDays(1);
                }
                List<Envelope<?>> known = new ArrayList<>(own);
                known.addAll(ofCounty);
                Optional<Scorecard> expected =
                        Scorer.score(Village.SCHEME, RandomVillage.UNIT, YEAR, Village.ZONE, day, Instant.MAX, known);
                assertThat(score.card(Village.SCHEME, day))
                        .as("seed %d, %d facts", seed, known.size())
                        .isEqualTo(expected);
                assertThat(unexplained.card(Village.SCHEME, day).map(RunningScoreTest::withoutEvidence))
                        .as("seed %d, %d facts", seed, known.size())
                        .isEqualTo(expected.map(RunningScoreTest::withoutEvidence));
                cards += expected.isPresent() ? 1 : 0;
            }
        }
        assertThat(cards).isGreaterThan(1_000);
    }

    private static List<Object> withoutEvidence(Scorecard card) {
        List<Object> all = new ArrayList<>(List.of(new String(CanonicalCard.of(card), StandardCharsets.UTF_8)));
        card.indicators().forEach(indicator -> all.add(indicator.numbers()));
        return all;
    }

    @Test
    void windows_that_no_longer_apply_are_gone() {
        Village village = RandomVillage.of(7, "");
        List<Envelope<?>> ofCounty = new ArrayList<>();
        List<Envelope<?>> own = new ArrayList<>();
        village.facts().forEach(fact -> (fact.data() instanceof AppliesBelow ? ofCounty : own).add(fact));
        assertThat(ofCounty).isNotEmpty();
        Facts facts = Facts.known(RandomVillage.UNIT, Village.ZONE, Instant.MAX, own);
        RunningScore score = new RunningScore(RandomVillage.UNIT, YEAR, facts);
        LocalDate day = LocalDate.of(YEAR, 12, 31);
        facts.replaceOfCounty(ofCounty);
        Optional<Scorecard> with = score.card(Village.SCHEME, day);

        facts.replaceOfCounty(List.of());

        assertThat(score.card(Village.SCHEME, day))
                .isEqualTo(Scorer.score(Village.SCHEME, RandomVillage.UNIT, YEAR, Village.ZONE, day, Instant.MAX, own))
                .isNotEqualTo(with);
    }
}
