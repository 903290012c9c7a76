package dev.holdall.spring.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.session.web.http.SessionRepositoryFilter;

/** The repository under Spring Session's filter, which saves a session several times in a request. */
class FilterTest {

    private final SessionStore store = MemoryStores.open();
    private final SessionRepositoryFilter<HoldallSession> filter = new SessionRepositoryFilter<>(
            new HoldallSessionRepository(store, Stores.options().build()));

    private @Nullable Cookie cookie;

    @AfterEach
    void close() {
        store.close();
    }

    private interface Servlet {
        void handle(HttpServletRequest request, HttpServletResponse response) throws Exception;
    }

    /** Sends a request with the cookie that the browser has. */
    private void request(Servlet servlet) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest();
        MockHttpServletResponse response = new MockHttpServletResponse();
        if (cookie != null) {
            request.setCookies(cookie);
        }
        FilterChain chain = (seen, answer) -> {
            try {
                servlet.handle((HttpServletRequest) seen, (HttpServletResponse) answer);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        };
        filter.doFilter(request, response, chain);
        Cookie set = response.getCookie("SESSION");
        cookie = set == null ? cookie : set;
    }

    private static HttpSession session(HttpServletRequest request) {
        return Objects.requireNonNull(request.getSession(false), "no session");
    }

    @Test
    void session_isKept_overRequests() throws Exception {
        request((request, response) -> request.getSession().setAttribute("user", "alice"));
        request((request, response) -> {
            session(request).setAttribute("cart", "7");
            response.flushBuffer();
            session(request).setAttribute("cart", "8");
        });
        request((request, response) -> {
            assertThat(session(request).getAttribute("user")).isEqualTo("alice");
            assertThat(session(request).getAttribute("cart")).isEqualTo("8");
        });
    }

    @Test
    void changedId_isInTheCookie() throws Exception {
        request((request, response) -> request.getSession().setAttribute("user", "alice"));
        Cookie old = cookie;
        request((request, response) -> {
            request.changeSessionId();
            response.sendRedirect("/");
            session(request).setAttribute("cart", "7");
        });
        assertThat(Objects.requireNonNull(cookie).getValue())
                .isNotEqualTo(Objects.requireNonNull(old).getValue());
        request((request, response) -> {
            assertThat(session(request).getAttribute("user")).isEqualTo("alice");
            assertThat(session(request).getAttribute("cart")).isEqualTo("7");
        });
        cookie = old;
        request((request, response) -> assertThat(request.getSession(false)).isNull());
    }

    @Test
    void invalidatedSession_isGone_andTheRequestMayHaveAnother() throws Exception {
        request((request, response) -> request.getSession().setAttribute("user", "alice"));
        Cookie old = cookie;
        request((request, response) -> {
            session(request).setAttribute("cart", "7");
            session(request).invalidate();
            request.getSession().setAttribute("user", "bob");
        });
        request((request, response) ->
                assertThat(session(request).getAttribute("user")).isEqualTo("bob"));
        cookie = old;
        request((request, response) -> assertThat(request.getSession(false)).isNull());
    }

    @Test
    void cookieWithGarbage_isNoSession() throws Exception {
        for (String value : new String[] {"", "AAAA", "Cgo=", "%%%", "x".repeat(5_000)}) {
            cookie = new Cookie("SESSION", value);
            request((request, response) -> assertThat(request.getSession(false)).isNull());
        }
    }
}
