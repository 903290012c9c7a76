package dev.holdall.boot;

import java.util.List;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/** The same application on WebFlux. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
class ReactiveCartPages {

    @PostMapping("/cart/{item}")
    List<String> add(@PathVariable("item") String item, WebSession session) {
        CartOfItems cart = cart(session).with(item);
        session.getAttributes().put("cart", cart);
        return cart.items();
    }

    @GetMapping("/cart")
    List<String> show(WebSession session) {
        return cart(session).items();
    }

    private static CartOfItems cart(WebSession session) {
        return session.getAttributeOrDefault("cart", CartOfItems.EMPTY);
    }

    @PostMapping("/login")
    Mono<String> changeId(WebSession session) {
        return session.changeSessionId().thenReturn("changed");
    }

    @PostMapping("/logout")
    Mono<String> end(WebSession session) {
        return session.invalidate().thenReturn("ended");
    }
}
