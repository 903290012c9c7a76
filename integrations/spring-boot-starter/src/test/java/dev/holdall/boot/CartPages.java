package dev.holdall.boot;

import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application on servlets that keeps a cart in the session. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
class CartPages {

    @PostMapping("/cart/{item}")
    List<String> add(@PathVariable("item") String item, HttpSession session) {
        CartOfItems cart = cart(session).with(item);
        session.setAttribute("cart", cart);
        return cart.items();
    }

    @GetMapping("/cart")
    List<String> show(HttpSession session) {
        return cart(session).items();
    }

    private static CartOfItems cart(HttpSession session) {
        return Objects.requireNonNullElse((CartOfItems) session.getAttribute("cart"), CartOfItems.EMPTY);
    }

    @PostMapping("/login")
    String changeId(jakarta.servlet.http.HttpServletRequest request) {
        return request.changeSessionId();
    }

    @PostMapping("/logout")
    String end(HttpSession session) {
        session.invalidate();
        return "ended";
    }
}
