package kepu.gateway;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import kepu.contracts.Contracts;
import kepu.contracts.Contracts.Contract;
import kepu.contracts.Snapshots;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** What a subscriber needs to know of the events (事件契约), as the contracts have it and for whoever asks. */
@Configuration(proxyBeanMethods = false)
class ContractPages {
    private static final String RESOURCES = "kepu/contracts/";
    private static final String PATH = "/contracts";
    private static final String ASYNCAPI = "asyncapi.json";
    private static final String SCHEMA = "application/schema+json";

    private final JsonMapper json = new JsonMapper();
    private final Delivery delivery;
    private final Problems problems;

    ContractPages(Delivery delivery, Problems problems) {
        this.delivery = delivery;
        this.problems = problems;
    }

    @Bean
    RouterFunction<ServerResponse> contracts() {
        var asyncapi = published(ASYNCAPI, MediaType.APPLICATION_JSON_VALUE);
        var index = index(json.readTree(asyncapi.bytes()).at("/info/version").asString());
        var schemas = new TreeMap<String, Leaflet>();
        var samples = new TreeMap<String, Leaflet>();
        for (var contract : Contracts.all()) {
            schemas.put(contract.type(), published(contract.schema(), SCHEMA));
            samples.put(contract.type(), published(sample(contract), MediaType.APPLICATION_JSON_VALUE));
        }
        return RouterFunctions.route()
                .GET(PATH, _ -> index.answer(delivery))
                .GET(PATH + '/' + ASYNCAPI, _ -> asyncapi.answer(delivery))
                .GET(PATH + "/schemas/{type}.json", request -> ofType(request, schemas))
                .GET(PATH + "/samples/{type}.json", request -> ofType(request, samples))
                .filter(problems.nothingAsked())
                .build();
    }

    /** Only what the catalogue names is looked up at all. */
    private ServerResponse ofType(ServerRequest request, Map<String, Leaflet> leaflets) {
        var type = request.pathVariable("type");
        var leaflet = leaflets.get(type);
        return leaflet == null
                ? problems.answer(new Problem(HttpStatus.NOT_FOUND, "unknown-event-type", type))
                : leaflet.answer(delivery);
    }

    private Leaflet index(String version) {
        var index = json.createObjectNode().put("version", version).put("asyncapi", PATH + '/' + ASYNCAPI);
        var topics = index.putArray("topics");
        Contracts.all().stream()
                .collect(groupingBy(Contract::topic, LinkedHashMap::new, toList()))
                .forEach((topic, contracts) -> {
                    var types = topics.addObject()
                            .put("topic", topic)
                            .put("snapshot", Snapshots.topicOf(topic))
                            .putArray("types");
                    contracts.forEach(contract -> types.addObject()
                            .put("type", contract.type())
                            .put("id", contract.schemaId())
                            .put("schema", PATH + '/' + contract.schema())
                            .put("sample", PATH + '/' + sample(contract)));
                });
        return new Leaflet(
                json.writerWithDefaultPrettyPrinter().writeValueAsBytes(index), MediaType.APPLICATION_JSON_VALUE);
    }

    private static String sample(Contract contract) {
        return "samples/" + contract.type() + ".json";
    }

    private static Leaflet published(String resource, String type) {
        return Leaflet.of(RESOURCES + resource, type)
                .orElseThrow(() -> new IllegalStateException("the contracts lack " + resource));
    }
}
