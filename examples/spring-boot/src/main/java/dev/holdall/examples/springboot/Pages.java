package dev.holdall.examples.springboot;

import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The one page of the shop, and its buttons. */
@Controller
class Pages {

    private static final String BACK = "redirect:/";

    private final Devices devices;
    private final Duration slowly;

    Pages(Devices devices, @Value("${shop.slowly}") Duration slowly) {
        this.devices = devices;
        this.slowly = slowly;
    }

    @GetMapping("/")
    String show(Principal user, HttpSession session, Model model) {
        model.addAttribute("user", user.getName());
        model.addAttribute("cart", new Cart(session).content());
        model.addAttribute("devices", devices.of(user.getName(), session.getId()));
        return "shop";
    }

    /**
     * Adds an item. A slow request has read the session, and takes its time until it saves it: enough to add another
     * item in another tab.
     */
    @PostMapping("/cart/{item}")
    String add(
            @PathVariable("item") Item item,
            @RequestParam(name = "slowly", defaultValue = "false") boolean isSlow,
            HttpSession session)
            throws InterruptedException {
        new Cart(session).add(item);
        if (isSlow) {
            Thread.sleep(slowly.toMillis());
        }
        return BACK;
    }

    @PostMapping("/devices/{handle}/end")
    String end(@PathVariable("handle") String handle, Principal user) {
        devices.end(user.getName(), handle);
        return BACK;
    }

    @PostMapping("/devices/end-others")
    String endOthers(Principal user, HttpSession session) {
        devices.endOthers(user.getName(), session.getId());
        return BACK;
    }
}
