package kepu.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
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
        return canonical(
                county,
                asOf,
                Scheme.townshipDefault(),
                Stream.of(SampleVillage.values()).map(SampleVillage::unitId).toList());
    }

    /** Of the township and its departments, by their codes. */
    public static SortedMap<String, String> ofTownshipAndDepartments(LocalDate asOf) {
        SampleCounty county = new SampleCounty();
        SortedMap<String, String> cards =
                canonical(county, asOf, Scheme.townshipOwnDefault(), List.of(SampleCounty.TOWNSHIP));
        cards.putAll(canonical(county, asOf, Scheme.departmentDefault(), SampleCounty.DEPARTMENTS));
        return cards;
    }

    private static SortedMap<String, String> canonical(
            SampleCounty county, LocalDate asOf, Scheme scheme, List<String> units) {
        List<Envelope<?>> told = ToldEvents.of(county.commands(), SampleCounty.ZONE);
        SortedMap<String, String> cards = new TreeMap<>();
        for (String unit : units) {
            Scorer.score(scheme, unit, county.year(), SampleCounty.ZONE, asOf, Instant.MAX, told)
                    .ifPresent(card -> cards.put(unit, new String(CanonicalCard.of(card), UTF_8)));
        }
        return cards;
    }
}
