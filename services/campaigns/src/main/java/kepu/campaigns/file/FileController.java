package kepu.campaigns.file;

import jakarta.validation.constraints.Pattern;
import java.io.InputStream;
import kepu.access.Allow;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.input.RawBody;
import kepu.defaults.replica.UnitReplica;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Files over HTTP; the same file again is the file that is there already. */
@RestController
@RequestMapping("/api/v1/campaigns/files")
class FileController {
    private final StoreFile storeFile;
    private final UnitReplica units;

    FileController(StoreFile storeFile, UnitReplica units) {
        this.storeFile = storeFile;
        this.units = units;
    }

    @Allow(
            value = {Role.TOWNSHIP_CLERK, Role.VILLAGE_SECRETARY, Role.TEAM_LEADER, Role.ROOM_KEEPER},
            unit = "unitId")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ArchiveFiles.StoredFile store(
            @RequestParam String unitId,
            @RequestParam String name,
            @RequestParam(required = false) @Nullable @Pattern(regexp = "[0-9a-f]{64}") String sha256,
            @RawBody InputStream body) {
        units.requireKnown(unitId);
        return storeFile.handle(unitId, name, sha256, body);
    }
}
