package dev.holdall.spring.session;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.IndexResolver;
import org.springframework.session.PrincipalNameIndexResolver;
import org.springframework.session.ReactiveFindByIndexNameSessionRepository;
import org.springframework.session.Session;

/**
 * Finds the principal of a session, as Spring's own resolvers do: in the attribute with the name of the principal
 * index, which has one name for servlets and another one for reactive applications, and in Spring Security's context.
 */
final class PrincipalResolver implements IndexResolver<Session> {

    private final PrincipalNameIndexResolver<Session> principal = new PrincipalNameIndexResolver<>();

    @Override
    public Map<String, String> resolveIndexesFor(Session session) {
        String name = name(session);
        return name == null ? Map.of() : Map.of(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, name);
    }

    private @Nullable String name(Session session) {
        Object reactive = session.getAttribute(ReactiveFindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME);
        return reactive instanceof String name ? name : principal.resolveIndexValueFor(session);
    }
}
