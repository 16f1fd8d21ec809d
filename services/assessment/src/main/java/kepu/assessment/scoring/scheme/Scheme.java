package kepu.assessment.scoring.scheme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kepu.assessment.scoring.supervision.OverdueOrders;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.assessment.scoring.values.SchemeRejection;
import kepu.assessment.scoring.values.Track;
import kepu.contracts.assessment.ScorecardEvent.Band;
import kepu.contracts.organization.TitleEvent.Level;
import kepu.contracts.organization.VillageClassEvent.VillageClass;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * An assessment scheme (考核方案): indicators, weights and every number of their formulas as immutable, checked data.
 *
 * @param version from 1; a published version never changes
 * @param bonus null: no title brings one
 * @param overdueOrders null: an order that is overdue takes nothing
 * @param supervision null: nothing is deducted, and no veto caps a composite
 * @param indicators in reading order; the weights of each track sum to 100
 */
public record Scheme(
        String id,
        int version,
        LocalizedText name,
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
            .build();
    private static final BigDecimal FULL_TRACK = BigDecimal.valueOf(100);

    public Scheme {
        required("a scheme", "id", id);
        required(id, "name", name);
        required(id, "bands", bands);
        required(id, "ranks", ranks);
        indicators = List.copyOf(required(id, "indicators", indicators));
        if (version < 1) {
            throw new SchemeRejection("scheme-version", id + ": versions count from 1, not " + version);
        }
        refuseDuplicates(id, indicators);
        for (Track track : Track.values()) {
            BigDecimal sum = indicators.stream()
                    .filter(indicator -> indicator.track() == track)
                    .map(Indicator::weight)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            if (sum.compareTo(FULL_TRACK) != 0) {
                throw new SchemeRejection(
                        "scheme-weights",
                        id + ": the weights of track " + track + " sum to " + sum.toPlainString() + ", not to 100");
            }
        }
    }

    /** Lowest composites of 优秀, 良好 and 合格. */
    public record Bands(BigDecimal excellent, BigDecimal good, BigDecimal pass) {
        public Bands {
            required("bands", "excellent", excellent);
            required("bands", "good", good);
            required("bands", "pass", pass);
            if (excellent.compareTo(good) <= 0 || good.compareTo(pass) <= 0) {
                throw new SchemeRejection("scheme-bands", "bands must fall from excellent to good to pass");
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
                throw new SchemeRejection("scheme-quota", "excellentShare must lie between 0 and 1");
            }
            if (youngMonths < 0) {
                throw new SchemeRejection("scheme-ranks", "youngMonths must not be negative");
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
                            "scheme-bonus", "a bonus is not below 0 and has at most 4 decimals, not " + points);
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
                            "a deduction is not below 0 and has at most 4 decimals, not " + points);
                }
            }
            required("supervision", "vetoCap", vetoCap);
            if (vetoCap.signum() < 0 || vetoCap.scale() > 2) {
                throw new SchemeRejection(
                        "scheme-supervision", "vetoCap is not below 0 and has at most 2 decimals, not " + vetoCap);
            }
        }
    }

    /**
     * One indicator (指标) of a scheme.
     *
     * @param measure what is measured against which target
     * @param policy name of the formula; one that no implementation stands for is not fed
     * @param parameters numbers, texts, lists and maps for the formula
     * @param targetsByClass other targets for classes of villages, if there are any; of several classes that a village has the
     *     first in this order decides
     */
    public record Indicator(
            String code,
            LocalizedText name,
            LocalizedText measure,
            Track track,
            BigDecimal weight,
            String policy,
            Map<String, Object> parameters,
            List<ClassTargets> targetsByClass) {
        public Indicator {
            required("an indicator", "code", code);
            required(code, "name", name);
            required(code, "measure", measure);
            required(code, "track", track);
            required(code, "weight", weight);
            required(code, "policy", policy);
            parameters = frozen(required(code, "parameters", parameters));
            if (weight.signum() <= 0) {
                throw new SchemeRejection("scheme-weights", code + ": its weight must be above 0");
            }
            Policies.named(code, policy, parameters);
            targetsByClass = targetsByClass == null ? List.of() : List.copyOf(targetsByClass);
            Set<VillageClass> seen = EnumSet.noneOf(VillageClass.class);
            for (ClassTargets other : targetsByClass) {
                String of = "other targets for " + other.villageClass();
                if (!seen.add(other.villageClass())) {
                    throw new SchemeRejection("scheme-classes", code + ": " + of + " are given twice");
                }
                if (!parameters.keySet().containsAll(other.parameters().keySet())) {
                    throw new SchemeRejection(
                            "scheme-classes",
                            code + ": " + of + " name what is no parameter of it: "
                                    + other.parameters().keySet());
                }
                Policies.named(code, policy, merged(parameters, other));
            }
        }

        /** The other targets that hold for a village of these classes; empty if none do. */
        public Optional<ClassTargets> targetsFor(Set<VillageClass> classes) {
            return targetsByClass.stream()
                    .filter(other -> classes.contains(other.villageClass()))
                    .findFirst();
        }

        /** Its parameters with other targets in place of its own. */
        public Map<String, Object> parameters(ClassTargets other) {
            return merged(parameters, other);
        }

        private static Map<String, Object> merged(Map<String, Object> own, ClassTargets other) {
            Map<String, Object> merged = new LinkedHashMap<>(own);
            merged.putAll(other.parameters());
            return Collections.unmodifiableMap(merged);
        }

        /** Whether events feed this indicator, that is whether a formula is implemented under the policy's name. */
        public boolean fed() {
            return Policies.isImplemented(policy);
        }
    }

    /**
     * Other targets of an indicator for villages of a class (分类目标).
     *
     * @param parameters those that differ; the others are as the indicator states them
     */
    public record ClassTargets(VillageClass villageClass, Map<String, Object> parameters) {
        public ClassTargets {
            required("other targets", "villageClass", villageClass);
            parameters = frozen(required("other targets", "parameters", parameters));
            if (parameters.isEmpty()) {
                throw new SchemeRejection("scheme-classes", "other targets for " + villageClass + " name none");
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
            throw new SchemeRejection("scheme-unreadable", String.valueOf(e.getMessage()));
        }
    }

    /** The default scheme {@code TOWNSHIP-DEFAULT} for villages. */
    public static Scheme townshipDefault() {
        String name = "TOWNSHIP-DEFAULT.v1.json";
        try (InputStream json = Scheme.class.getResourceAsStream(name)) {
            if (json == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            return parse(new String(json.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    private static void refuseDuplicates(String id, List<Indicator> indicators) {
        Set<String> codes = new HashSet<>();
        for (Indicator indicator : indicators) {
            if (!codes.add(indicator.code())) {
                throw new SchemeRejection("scheme-codes", id + ": the code " + indicator.code() + " is given twice");
            }
        }
    }

    private static <T> T required(String owner, String what, @Nullable T value) {
        if (value == null) {
            throw new SchemeRejection("scheme-incomplete", owner + ": '" + what + "' is missing");
        }
        return value;
    }

    private static Map<String, Object> frozen(Map<String, Object> values) {
        Map<String, Object> copy = new LinkedHashMap<>();
        values.forEach((name, value) -> copy.put(name, frozen(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static Object frozen(Object value) {
        return switch (value) {
            case List<?> list -> list.stream().map(Scheme::frozen).toList();
            case Map<?, ?> map -> {
                Map<String, Object> copy = new LinkedHashMap<>();
                map.forEach((name, inner) -> copy.put(name.toString(), frozen(inner)));
                yield Collections.unmodifiableMap(copy);
            }
            default -> value;
        };
    }
}
