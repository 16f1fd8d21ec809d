package kepu.gateway.admission;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import kepu.gateway.GatewayProperties;
import kepu.gateway.http.FilterOrder;
import kepu.gateway.http.RequestContext;
import kepu.gateway.http.RequestPaths;
import kepu.gateway.problem.ProblemWriter;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Limits the files under way at one time, those of one caller and those of all, before they are read onto the disk. */
@Component
@Order(FilterOrder.UPLOAD_LIMIT)
final class UploadLimitFilter extends UnderWayFilter<String> {
    UploadLimitFilter(GatewayProperties properties, ProblemWriter problems) {
        super(properties.upload().atOncePerCaller(), properties.upload().atOnce(), "too-many-uploads", problems);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !RequestPaths.isUpload(request.getMethod(), RequestPaths.of(request));
    }

    @Override
    String caller(HttpServletRequest request) {
        return Objects.requireNonNull(RequestContext.principalOf(request), "the token filter comes first");
    }
}
