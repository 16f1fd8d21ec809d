package kepu.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import kepu.assessment.scoring.card.CanonicalCard;
import kepu.assessment.scoring.card.Scorer;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.contracts.Envelope;

/** The canonical cards of the sample as the pure scoring makes them: no server, no store, nothing to be disturbed. */
public final class SampleCards {
    private SampleCards() {}

    /** By the villages' codes. */
    public static SortedMap<String, String> canonical(LocalDate asOf) {
        return canonical(new SampleCounty(), asOf);
    }

    /** Of a county with some of the sample's commands. */
    public static SortedMap<String, String> canonical(SampleCounty county, LocalDate asOf) {
        List<Envelope<?>> told = ToldEvents.of(county.commands(), SampleCounty.ZONE);
        SortedMap<String, String> cards = new TreeMap<>();
        for (SampleVillage village : SampleVillage.values()) {
            Scorer.score(
                            Scheme.townshipDefault(),
                            village.unitId(),
                            county.year(),
                            SampleCounty.ZONE,
                            asOf,
                            Instant.MAX,
                            told)
                    .ifPresent(card -> cards.put(village.unitId(), new String(CanonicalCard.of(card), UTF_8)));
        }
        return cards;
    }
}
