package kepu.assessment.scoring.scheme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kepu.assessment.scoring.supervision.OverdueOrders;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.assessment.scoring.values.SchemeRejection;
import kepu.assessment.scoring.values.Track;
import kepu.contracts.assessment.SchemeEvent.Subject;
import kepu.contracts.assessment.ScorecardEvent.Band;
import kepu.contracts.organization.TitleEvent.Level;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * An assessment scheme (考核方案): indicators, weights and every number of their formulas as immutable, checked data.
 *
 * @param version from 1; a published version never changes
 * @param appliesTo whose years it scores; villages', if it does not say
 * @param relativeWeights whether the weights of a track need not sum to 100, as they are spread over what applies anyway
 * @param partyShare what track P makes of the composite, track S the rest; half of it each, if it does not say
 * @param bonus null: no title brings one
 * @param overdueOrders null: an order that is overdue takes nothing
 * @param supervision null: nothing is deducted, and no veto caps a composite
 * @param indicators in reading order; the weights of each track sum to 100
 */
public record Scheme(
        String id,
        int version,
        LocalizedText name,
        Subject appliesTo,
        @Nullable Boolean relativeWeights,
        BigDecimal partyShare,
        Bands bands,
        Ranks ranks,
        @Nullable Bonus bonus,
        @Nullable OverdueOrders overdueOrders,
        @Nullable Supervision supervision,
        List<Indicator> indicators) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(
                    DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final BigDecimal FULL_TRACK = BigDecimal.valueOf(100);
    private static final BigDecimal HALF = new BigDecimal("0.5");

    public Scheme {
        required("a scheme", "id", id);
        required(id, "name", name);
        required(id, "bands", bands);
        required(id, "ranks", ranks);
        indicators = List.copyOf(required(id, "indicators", indicators));
        appliesTo = appliesTo == null ? Subject.VILLAGE : appliesTo;
        partyShare = partyShare == null ? HALF : partyShare;
        refuse(wrongVersion(id, version));
        refuse(wrongPartyShare(id, partyShare));
        refuse(codeGivenTwice(id, indicators.stream().map(Indicator::code).toList()));
        for (Track track : Track.values()) {
            List<BigDecimal> weights = indicators.stream()
                    .filter(indicator -> indicator.track() == track)
                    .map(Indicator::weight)
                    .toList();
            if (!Boolean.TRUE.equals(relativeWeights)) {
                refuse(wrongWeights(id, track, weights));
            }
        }
    }

    /** Versions count from 1. */
    public static Optional<SchemeRejection> wrongVersion(String id, int version) {
        return version >= 1
                ? Optional.empty()
                : Optional.of(new SchemeRejection(
                        "scheme-version",
                        "version",
                        new LocalizedText(
                                id + "：版本号从 1 起，不能是 " + version, id + ": versions count from 1, not " + version)));
    }

    /** A composite is of both tracks. */
    public static Optional<SchemeRejection> wrongPartyShare(String id, BigDecimal share) {
        return share.signum() > 0 && share.compareTo(BigDecimal.ONE) < 0
                ? Optional.empty()
                : Optional.of(new SchemeRejection(
                        "scheme-party-share",
                        "partyShare",
                        new LocalizedText(
                                id + "：党建所占比例应大于 0、小于 1，不能是 " + share.toPlainString(),
                                id + ": the share of track P must lie between 0 and 1, not be "
                                        + share.toPlainString())));
    }

    /** The first code that is given twice. */
    public static Optional<SchemeRejection> codeGivenTwice(String id, List<String> codes) {
        Set<String> seen = new HashSet<>();
        return codes.stream()
                .filter(code -> !seen.add(code))
                .findFirst()
                .map(code -> new SchemeRejection(
                        "scheme-codes",
                        "code",
                        new LocalizedText(
                                id + "：代码 " + code + " 重复出现", id + ": the code " + code + " is given twice")));
    }

    /** The weights of a track sum to 100. */
    public static Optional<SchemeRejection> wrongWeights(String id, Track track, List<BigDecimal> weights) {
        BigDecimal sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        String text = sum.toPlainString();
        return sum.compareTo(FULL_TRACK) == 0
                ? Optional.empty()
                : Optional.of(new SchemeRejection(
                        "scheme-weights",
                        "indicators",
                        new LocalizedText(
                                id + "：" + track + " 类指标权重合计 " + text + "，应为 100",
                                id + ": the weights of track " + track + " sum to " + text + ", not to 100")));
    }

    private static void refuse(Optional<SchemeRejection> rejection) {
        rejection.ifPresent(why -> {
            throw why;
        });
    }

    /** Lowest composites of 优秀, 良好 and 合格. */
    public record Bands(BigDecimal excellent, BigDecimal good, BigDecimal pass) {
        public Bands {
            required("bands", "excellent", excellent);
            required("bands", "good", good);
            required("bands", "pass", pass);
            if (excellent.compareTo(good) <= 0 || good.compareTo(pass) <= 0) {
                throw new SchemeRejection(
                        "scheme-bands",
                        "",
                        new LocalizedText("优秀、良好、合格的分数线应依次降低", "bands must fall from excellent to good to pass"));
            }
        }
    }

    /**
     * Rules of ranking.
     *
     * @param excellentShare at most this share of the ranked units may be 优秀; null: no quota
     * @param youngMonths units younger than this at the period's end are not ranked
     */
    public record Ranks(@Nullable BigDecimal excellentShare, int youngMonths) {
        public Ranks {
            if (excellentShare != null
                    && (excellentShare.signum() < 0 || excellentShare.compareTo(BigDecimal.ONE) > 0)) {
                throw new SchemeRejection(
                        "scheme-quota",
                        "excellentShare",
                        new LocalizedText("优秀比例应在 0 与 1 之间", "excellentShare must lie between 0 and 1"));
            }
            if (youngMonths < 0) {
                throw new SchemeRejection(
                        "scheme-ranks",
                        "youngMonths",
                        new LocalizedText("不参加排名的月数不能为负", "youngMonths must not be negative"));
            }
        }
    }

    /**
     * What a deed brings (加分) by the level of the title that was granted for it.
     *
     * @param most that a track gets together
     */
    public record Bonus(BigDecimal township, BigDecimal county, BigDecimal province, BigDecimal most) {
        public Bonus {
            for (BigDecimal points : List.of(
                    required("bonus", "township", township),
                    required("bonus", "county", county),
                    required("bonus", "province", province),
                    required("bonus", "most", most))) {
                if (points.signum() < 0 || points.scale() > 4) {
                    throw new SchemeRejection(
                            "scheme-bonus",
                            "",
                            new LocalizedText(
                                    "加分不小于 0，至多 4 位小数，不能是 " + points,
                                    "a bonus is not below 0 and has at most 4 decimals, not " + points));
                }
            }
        }

        public BigDecimal of(Level level) {
            return switch (level) {
                case TOWNSHIP -> township;
                case COUNTY -> county;
                case PROVINCE -> province;
            };
        }
    }

    /**
     * What supervision (督查) takes.
     *
     * @param criticism points deducted for a notice of criticism (通报批评)
     * @param falseRecord points deducted for a confirmed false record (虚假记录)
     * @param vetoCap the most that the composite of a vetoed year (一票否决) may be
     */
    public record Supervision(BigDecimal criticism, BigDecimal falseRecord, BigDecimal vetoCap) {
        public Supervision {
            for (BigDecimal points : List.of(
                    required("supervision", "criticism", criticism),
                    required("supervision", "falseRecord", falseRecord))) {
                if (points.signum() < 0 || points.scale() > 4) {
                    throw new SchemeRejection(
                            "scheme-supervision",
                            "",
                            new LocalizedText(
                                    "扣分不小于 0，至多 4 位小数，不能是 " + points,
                                    "a deduction is not below 0 and has at most 4 decimals, not " + points));
                }
            }
            required("supervision", "vetoCap", vetoCap);
            if (vetoCap.signum() < 0 || vetoCap.scale() > 2) {
                throw new SchemeRejection(
                        "scheme-supervision",
                        "vetoCap",
                        new LocalizedText(
                                "一票否决的综合分上限不小于 0，至多 2 位小数，不能是 " + vetoCap,
                                "vetoCap is not below 0 and has at most 2 decimals, not " + vetoCap));
            }
        }
    }

    /**
     * Reads a scheme from JSON.
     *
     * @throws SchemeRejection if it is unreadable or breaks a rule
     */
    public static Scheme parse(String json) {
        try {
            return JSON.readValue(json, Scheme.class);
        } catch (JacksonException e) {
            if (e.getCause() instanceof SchemeRejection rejection) {
                throw rejection;
            }
            String why = String.valueOf(e.getMessage());
            throw new SchemeRejection("scheme-unreadable", "", new LocalizedText("读不懂：" + why, why));
        }
    }

    /** The whole scheme as JSON, which {@link #parse} reads. */
    public String text() {
        return JSON.writeValueAsString(this);
    }

    /** The default scheme {@code TOWNSHIP-DEFAULT} for villages. */
    public static Scheme townshipDefault() {
        return resource("TOWNSHIP-DEFAULT.v1.json");
    }

    /** The default scheme {@code DEPARTMENT-DEFAULT} for departments of townships. */
    public static Scheme departmentDefault() {
        return resource("DEPARTMENT-DEFAULT.v1.json");
    }

    /** The default scheme {@code TOWNSHIP-OWN-DEFAULT} for townships as subjects of cards of their own. */
    public static Scheme townshipOwnDefault() {
        return resource("TOWNSHIP-OWN-DEFAULT.v1.json");
    }

    /** Those that come with the system, one for each kind of unit that is assessed. */
    public static List<Scheme> ofSystem() {
        return List.of(townshipDefault(), departmentDefault(), townshipOwnDefault());
    }

    private static Scheme resource(String name) {
        try (InputStream json = Scheme.class.getResourceAsStream(name)) {
            if (json == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            return parse(new String(json.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rounded once, from the tracks with their 4 decimals. */
    public BigDecimal composite(BigDecimal party, BigDecimal science) {
        return party.multiply(partyShare)
                .add(science.multiply(BigDecimal.ONE.subtract(partyShare)))
                .setScale(2, RoundingMode.HALF_UP);
    }

    /** Band of a composite with 2 decimals. */
    public Band bandOf(BigDecimal composite) {
        if (composite.compareTo(bands.excellent()) >= 0) {
            return Band.EXCELLENT;
        }
        if (composite.compareTo(bands.good()) >= 0) {
            return Band.GOOD;
        }
        return composite.compareTo(bands.pass()) >= 0 ? Band.PASS : Band.FAIL;
    }

    static <T> T required(String owner, String what, @Nullable T value) {
        if (value == null) {
            throw new SchemeRejection(
                    "scheme-incomplete",
                    "",
                    new LocalizedText(owner + "：缺少“" + what + "”", owner + ": '" + what + "' is missing"));
        }
        return value;
    }
}
