package kepu.assessment.scheme.authoring;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kepu.assessment.scheme.authoring.Fields.Field;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.scoring.values.Track;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Version, the share of track P, codes and weights, whatever else is wrong; asked of the text, for parts of it may be no
 * indicators yet.
 */
final class WholeRules {
    private final Problems problems;

    WholeRules(Problems problems) {
        this.problems = problems;
    }

    /** @param topmost fields of the scheme itself */
    void check(Fields topmost) {
        String id = topmost.value("id") instanceof ScalarNode named ? named.getValue() : "?";
        if (topmost.value("version") instanceof ScalarNode version && Values.isInt(version.getValue())) {
            Scheme.wrongVersion(id, Integer.parseInt(version.getValue())).ifPresent(why -> problems.add(version, why));
        }
        if (topmost.value("partyShare") instanceof ScalarNode share && Values.isDecimal(share.getValue())) {
            Scheme.wrongPartyShare(id, new BigDecimal(share.getValue())).ifPresent(why -> problems.add(share, why));
        }
        Field stated = topmost.get("indicators");
        if (stated != null && stated.value() instanceof SequenceNode indicators) {
            List<Fields> all = indicators.getValue().stream().map(Fields::again).toList();
            checkCodes(id, all);
            checkWeights(id, all, stated.name());
        }
    }

    private void checkCodes(String id, List<Fields> indicators) {
        List<String> codes = new ArrayList<>();
        for (Fields its : indicators) {
            if (its.value("code") instanceof ScalarNode code) {
                codes.add(code.getValue());
                if (codes.indexOf(code.getValue()) < codes.size() - 1) {
                    Scheme.codeGivenTwice(id, codes).ifPresent(why -> problems.add(code, why));
                    codes.removeLast();
                }
            }
        }
    }

    /** Only once each of them has one. */
    private void checkWeights(String id, List<Fields> indicators, Node place) {
        Map<Track, List<BigDecimal>> weights = new HashMap<>();
        for (Fields its : indicators) {
            if (its.value("track") instanceof ScalarNode track
                    && its.value("weight") instanceof ScalarNode weight
                    && Stream.of(Track.values()).anyMatch(known -> known.name().equals(track.getValue()))
                    && Values.isDecimal(weight.getValue())) {
                weights.computeIfAbsent(Track.valueOf(track.getValue()), _ -> new ArrayList<>())
                        .add(new BigDecimal(weight.getValue()));
            } else {
                return;
            }
        }
        for (Track track : Track.values()) {
            Scheme.wrongWeights(id, track, weights.getOrDefault(track, List.of()))
                    .ifPresent(why -> problems.add(place, why));
        }
    }
}
