package kepu.gateway.documents;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import kepu.contracts.Contracts;
import kepu.contracts.Contracts.Contract;
import kepu.contracts.Snapshots;
import kepu.gateway.http.ResponseBodyWriter;
import kepu.gateway.problem.NoInputFilter;
import kepu.gateway.problem.Problem;
import kepu.gateway.problem.ProblemWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Routes {@code /contracts}: what a subscriber to the events needs (事件契约), byte for byte as in the contracts. */
@Configuration(proxyBeanMethods = false)
class ContractRoutes {
    private static final String RESOURCES = "kepu/contracts/";
    private static final String PATH = "/contracts";
    private static final String ASYNCAPI = "asyncapi.json";
    private static final String SCHEMA = "application/schema+json";

    private final JsonMapper json = new JsonMapper();
    private final ResponseBodyWriter bodyWriter;
    private final ProblemWriter problems;

    ContractRoutes(ResponseBodyWriter bodyWriter, ProblemWriter problems) {
        this.bodyWriter = bodyWriter;
        this.problems = problems;
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> contracts(NoInputFilter noInput) {
        var asyncapi = published(ASYNCAPI, MediaType.APPLICATION_JSON_VALUE);
        var index = index(json.readTree(asyncapi.bytes()).at("/info/version").asString());
        var schemas = new TreeMap<String, StaticDocument>();
        var samples = new TreeMap<String, StaticDocument>();
        for (var contract : Contracts.all()) {
            schemas.put(contract.type(), published(contract.schema(), SCHEMA));
            samples.put(contract.type(), published(sample(contract), MediaType.APPLICATION_JSON_VALUE));
        }
        return RouterFunctions.route()
                .route(GetOrHead.path(PATH), _ -> index.response(bodyWriter))
                .route(GetOrHead.path(PATH + '/' + ASYNCAPI), _ -> asyncapi.response(bodyWriter))
                .route(GetOrHead.path(PATH + "/schemas/{type}.json"), request -> ofType(request, schemas))
                .route(GetOrHead.path(PATH + "/samples/{type}.json"), request -> ofType(request, samples))
                .filter(noInput)
                .build();
    }

    /** Looks up only the types that the contracts name. */
    private ServerResponse ofType(ServerRequest request, Map<String, StaticDocument> documents) {
        var type = request.pathVariable("type");
        var document = documents.get(type);
        return document == null
                ? problems.response(new Problem(HttpStatus.NOT_FOUND, "unknown-event-type", type))
                : document.response(bodyWriter);
    }

    private StaticDocument index(String version) {
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
        return new StaticDocument(
                json.writerWithDefaultPrettyPrinter().writeValueAsBytes(index), MediaType.APPLICATION_JSON_VALUE);
    }

    private static String sample(Contract contract) {
        return "samples/" + contract.type() + ".json";
    }

    private static StaticDocument published(String resource, String type) {
        return StaticDocument.ofRequiredResource(RESOURCES + resource, type);
    }
}
