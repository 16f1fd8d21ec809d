package kepu.assessment.scheme;

import java.util.List;
import kepu.access.AllowAnyRole;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.scoring.values.LocalizedText;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Schemes over HTTP. */
@RestController
@RequestMapping("/api/v1/assessment/schemes")
class SchemeController {
    private final Schemes schemes;

    SchemeController(Schemes schemes) {
        this.schemes = schemes;
    }

    record SchemeView(String id, int version, LocalizedText name) {}

    record SchemesView(List<SchemeView> items) {}

    @AllowAnyRole
    @GetMapping
    SchemesView schemes() {
        return new SchemesView(schemes.published().stream()
                .map(scheme -> new SchemeView(scheme.id(), scheme.version(), scheme.name()))
                .toList());
    }

    @AllowAnyRole
    @GetMapping("/{id}/{version}")
    Scheme scheme(@PathVariable String id, @PathVariable int version) {
        return schemes.get(id, version);
    }
}
